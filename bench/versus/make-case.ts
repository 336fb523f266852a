/** Makes a case from a seed: a cluster whose nodes are unevenly used already, and pods of one kind to place. */
import { createStream, type Stream } from '../../engine/kernel/index.js';
import type { KubeObject, NodeV1, PodV1 } from '../../engine/objects/index.js';
import { type Kind, measuredLabels } from './kinds.js';

/** What the real scheduler and ours are both given. */
export interface VersusCase {
  readonly name: string;
  /** 0: as many as the scheduler chooses. */
  readonly percentageOfNodesToScore: number;
  /** In creation order: Services, Nodes, running Pods, waiting Pods. */
  readonly objects: readonly KubeObject[];
}

export interface CaseOptions {
  readonly kind: Kind;
  readonly nodeCount: number;
  readonly podCount: number;
  readonly seed: string;
  readonly percentageOfNodesToScore: number;
}

/** Nodes and pods are as large as scheduler_perf's. Upstream: test/integration/scheduler_perf templates, v1.36. */
const allocatable = { cpu: '4', memory: '32Gi', pods: '110' };
const podCpuMilli = 100;
const podMemoryMi = 500;
const zoneCount = 3;
/** Other pods on a node, at most. With one of the kind they use at most 4 · 800m + 100m of 4 CPU. */
const mostOthers = 4;

/** What a random number is drawn for; its number is the draw's stage. */
const draw = { others: 0, cpu: 1, memory: 2, ofKind: 3, taint: 4, disk: 5, size: 6 } as const;

/** How many pods of the kind find a place for certain. */
export function roomFor({ podsPerNode }: Kind, nodeCount: number): number {
  return Math.max(1, Math.floor(nodeCount * podsPerNode));
}

export function makeCase({ kind, nodeCount, podCount, seed, percentageOfNodesToScore }: CaseOptions): VersusCase {
  const stream = createStream(seed, 'versus');
  const objects: KubeObject[] = kind.service ? [service] : [];
  for (let i = 0; i < nodeCount; i++) objects.push(node(stream, kind, i));
  for (let i = 0; i < nodeCount; i++) objects.push(...runningOn(stream, kind, i));
  for (let i = 0; i < podCount; i++)
    objects.push(podOfKind(kind, `pod-${i}`, stream.below(kind.sizes ?? 1, i, draw.size)));
  return { name: `${kind.name}, ${nodeCount} nodes, ${podCount} pods`, percentageOfNodesToScore, objects };
}

const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'measured', namespace: 'default' },
  spec: { selector: measuredLabels, ports: [{ port: 80 }] },
};

function node(stream: Stream, kind: Kind, i: number): NodeV1 {
  const labels = {
    'kubernetes.io/hostname': `node-${i}`,
    'topology.kubernetes.io/zone': `zone-${i % zoneCount}`,
    disk: stream.below(2, i, draw.disk) === 0 ? 'ssd' : 'hdd',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${i}`, labels },
    spec: kind.tainted ? { taints: taints[stream.below(taints.length, i, draw.taint)]! } : {},
    status: { capacity: allocatable, allocatable, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** Each on a quarter of the nodes; the third is not tolerated. */
const taints = [
  [],
  [{ key: 'dedicated', value: 'measured', effect: 'NoSchedule' }],
  [{ key: 'dedicated', value: 'others', effect: 'NoSchedule' }],
  [{ key: 'busy', value: '', effect: 'PreferNoSchedule' }],
];

/** Up to four pods of random size, and in some places one of the kind. */
function* runningOn(stream: Stream, kind: Kind, i: number): Iterable<PodV1> {
  const name = `node-${i}`;
  const count = stream.below(mostOthers + 1, i, draw.others);
  for (let nth = 0; nth < count; nth++) {
    const cpuMilli = 50 + 10 * stream.below(76, i, draw.cpu, nth);
    const memoryMi = 100 + 50 * stream.below(60, i, draw.memory, nth);
    yield pod(`other-${i}-${nth}`, { app: 'other' }, cpuMilli, memoryMi, { nodeName: name });
  }
  if (stream.below(100, i, draw.ofKind) >= kind.runningPercent[i % zoneCount]!) return;
  const running = podOfKind(kind, `running-${i}`, 0);
  yield { ...running, spec: { ...running.spec, nodeName: name } };
}

/** Sizes go up from the usual one in steps of 5m and 20Mi. */
function podOfKind({ spec }: Kind, name: string, size: number): PodV1 {
  return pod(name, measuredLabels, podCpuMilli + 5 * size, podMemoryMi + 20 * size, spec);
}

function pod(
  name: string,
  labels: Record<string, string>,
  cpuMilli: number,
  memoryMi: number,
  spec: Kind['spec'],
): PodV1 {
  const requests = { cpu: `${cpuMilli}m`, memory: `${memoryMi}Mi` };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: { ...spec, containers: [{ name: 'pause', image: 'registry.k8s.io/pause:3.10.1', resources: { requests } }] },
  };
}
