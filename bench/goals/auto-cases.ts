/** Whole runs in which the executors are compared: few and many nodes, pods of one kind and of many, what is scored in groups and what is looked at in full. */
import { join } from 'node:path';
import type { KubeObject, RunSpec } from '../../engine/index.js';
import { prepareRun } from '../../workloads/index.js';
import { emptySpec, podsOnNodes } from '../bench-spec.js';
import { comingAndGoing } from '../micro/run.bench.js';
import { packageRoot } from '../package-root.js';

export interface AutoCase {
  readonly name: string;
  /** Whether the reference is fast enough to be compared. */
  readonly byReference: boolean;
  spec(): Promise<RunSpec> | RunSpec;
}

/** small: for tests; full: as measured. */
export function autoCases(scale: 'small' | 'full'): AutoCase[] {
  const nodes = (full: number) => (scale === 'full' ? full : 6);
  const pods = (full: number) => (scale === 'full' ? full : 12);
  const basic = (nodeCount: number, podCount: number, byReference = false): AutoCase => ({
    name: `basic, coming and going, ${nodeCount.toLocaleString('en')} nodes`,
    byReference,
    spec: () => comingAndGoing('scheduler', nodes(nodeCount), pods(podCount)),
  });
  const of = (name: string, nodeCount: number, byReference: boolean, spec: RunSpec): AutoCase => ({
    name: `${name}, ${nodeCount.toLocaleString('en')} nodes`,
    byReference,
    spec: () => spec,
  });
  return [
    basic(100, 10_000, true),
    basic(5_000, 10_000),
    basic(20_000, 10_000),
    basic(100_000, 10_000),
    { name: 'machine-fleet.yaml, 40,000 nodes', byReference: false, spec: () => machineFleet(scale) },
    of('default spreading', 5_000, false, defaultSpreading(nodes(5_000), pods(5_000))),
    of('anti-affinity', 5_000, false, antiAffinity(nodes(5_000), pods(2_000))),
    of('200 kinds of pods', 1_000, true, manyKinds(nodes(1_000), scale === 'full' ? 200 : 3)),
    of('200 kinds of pods', 50_000, false, manyKinds(nodes(50_000), scale === 'full' ? 200 : 3)),
    of(
      '200 kinds of pods, every node scored',
      50_000,
      false,
      everyNode(manyKinds(nodes(50_000), scale === 'full' ? 200 : 3)),
    ),
    of(
      'basic, every node scored',
      100_000,
      false,
      everyNode(comingAndGoing('scheduler', nodes(100_000), pods(10_000))),
    ),
    of('preemption', 1_000, true, preemption(nodes(1_000), pods(300))),
    of('preemption', 20_000, false, preemption(nodes(20_000), pods(100))),
    of('50 pods', 1_000, true, comingAndGoing('scheduler', nodes(1_000), pods(50))),
    of('50 pods', 100_000, false, comingAndGoing('scheduler', nodes(100_000), pods(50))),
  ];
}

async function machineFleet(scale: 'small' | 'full'): Promise<RunSpec> {
  const scenario = join(packageRoot(), 'workloads', 'examples', 'machine-fleet.yaml');
  const { spec } = await prepareRun({ scenario, files: [], decisions: false, explain: [] });
  if (scale === 'full') return spec;
  return { ...spec, nodeGroups: spec.nodeGroups.map((group) => ({ ...group, count: 3 })) };
}

function everyNode(spec: RunSpec): RunSpec {
  const version = { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' };
  return { ...spec, scheduler: { ...spec.scheduler, configuration: { ...version, percentageOfNodesToScore: 100 } } };
}

const large = { cpu: '32', memory: '128Gi', pods: '110' };
const fast = { kind: 'constant', ratePerSecond: 500 } as const;

type Arrivals = RunSpec['arrivals'][number];

function podOf(requests: Readonly<Record<string, string>>, spec: object = {}): Arrivals['template'] {
  const containers = [{ name: 'main', image: 'registry.example/main:1', resources: { requests } }];
  return { metadata: { labels: { app: 'measured' } }, spec: { ...spec, containers } };
}

const selector = { matchLabels: { app: 'measured' } };

/** A Service selects the pods, so that the system's default constraints spread them. */
function defaultSpreading(nodes: number, count: number): RunSpec {
  const service: KubeObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'measured', namespace: 'default' },
    spec: { selector: selector.matchLabels, ports: [{ port: 80 }] },
  };
  const template = podOf({ cpu: '500m', memory: '1Gi' });
  const arrivals = { count, process: fast, template, lifetimeUs: { p50: 3e6, p99: 9e6 } };
  return { ...emptySpec, objects: [service], ...podsOnNodes({ count: nodes, allocatable: large }, arrivals) };
}

/** No two on one node, and not all nodes get one. */
function antiAffinity(nodes: number, count: number): RunSpec {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: selector };
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  const arrivals = { count, process: fast, template: podOf({ cpu: '500m' }, { affinity }), lifetimeUs: null };
  return { ...emptySpec, ...podsOnNodes({ count: nodes, allocatable: large }, arrivals) };
}

/** Pods that differ in what they request, five of a kind. */
function manyKinds(nodes: number, kinds: number): RunSpec {
  const process = { kind: 'constant', ratePerSecond: 1 } as const;
  const spec = podsOnNodes(
    { count: nodes, allocatable: large },
    { count: 5, process, template: podOf({}), lifetimeUs: null },
  );
  const [arrivals] = spec.arrivals;
  const each = Array.from({ length: kinds }, (_, i) => ({
    ...arrivals!,
    name: `kind-${i}`,
    startUs: i * 1000,
    template: podOf({ cpu: `${100 + 5 * i}m`, memory: `${100 + 10 * i}Mi` }),
  }));
  return { ...emptySpec, ...spec, arrivals: each };
}

/** Every node is full of a pod that counts for less than those that come. */
function preemption(nodes: number, count: number): RunSpec {
  const template = podOf({ cpu: '3' }, { priorityClassName: 'high' });
  const process = { kind: 'constant', ratePerSecond: 50 } as const;
  const allocatable = { cpu: '4', memory: '16Gi', pods: '110' };
  const spec = podsOnNodes({ count: nodes, allocatable }, { count, process, template, lifetimeUs: null });
  const high = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 100 };
  const low = Array.from({ length: nodes }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `low-${i}`, namespace: 'default', labels: { app: 'low' } },
    spec: { ...podOf({ cpu: '2' }).spec, nodeName: `node-${i}` },
    status: { phase: 'Running' },
  }));
  return { ...emptySpec, ...spec, objects: [high, ...low] };
}
