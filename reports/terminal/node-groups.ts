/** Nodes of one shape and zone together: how many, how full. */
import type { NodeRow, RunResult } from '../../engine/index.js';
import { bar } from './chart.js';
import { bytes, count, percent, significant } from './format.js';
import { table } from './table.js';

const mostRows = 24;

interface Group {
  nodes: number;
  pods: number;
  cpu: number;
  cpuAll: number;
  memory: number;
  memoryAll: number;
}

/** One line a shape and zone. */
export function nodeLines({ nodes }: RunResult): string[] {
  if (nodes.length === 0) return [];
  const groups = new Map<string, { shape: string; zone: string; sum: Group }>();
  for (const node of nodes) {
    const shape = shapeOf(node);
    const key = `${shape}\n${node.zone}`;
    const group = groups.get(key) ?? {
      shape,
      zone: node.zone,
      sum: { nodes: 0, pods: 0, cpu: 0, cpuAll: 0, memory: 0, memoryAll: 0 },
    };
    add(group.sum, node);
    groups.set(key, group);
  }
  const rows = [...groups.values()].map(({ shape, zone, sum }) => [
    shape,
    zone,
    count(sum.nodes),
    count(sum.pods),
    `${bar(share(sum.cpu, sum.cpuAll), 12)} ${percent(share(sum.cpu, sum.cpuAll)).padStart(5)}`,
    `${bar(share(sum.memory, sum.memoryAll), 12)} ${percent(share(sum.memory, sum.memoryAll)).padStart(5)}`,
  ]);
  const columns = [
    { title: 'shape' },
    { title: 'zone' },
    { title: 'nodes', align: 'right' as const },
    { title: 'pods', align: 'right' as const },
    { title: 'CPU requested' },
    { title: 'memory requested' },
  ];
  const more = rows.length > mostRows ? [`… and ${rows.length - mostRows} more shapes and zones`] : [];
  return [...table(columns, rows.slice(0, mostRows)), ...more];
}

function add(sum: Group, node: NodeRow): void {
  sum.nodes++;
  sum.pods += node.pods;
  sum.cpu += node.requestedCpuMilli;
  sum.cpuAll += node.allocatableCpuMilli;
  sum.memory += node.requestedMemoryBytes;
  sum.memoryAll += node.allocatableMemoryBytes;
}

function share(part: number, all: number): number {
  return all === 0 ? 0 : part / all;
}

function shapeOf(node: NodeRow): string {
  const extra = Object.entries(node.scalars).map(([name, { allocatable }]) => `, ${count(allocatable)} ${name}`);
  return `${Number(significant(node.allocatableCpuMilli / 1000))} CPU, ${bytes(node.allocatableMemoryBytes)}${extra.join('')}`;
}
