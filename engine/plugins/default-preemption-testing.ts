/** A world for preemption's tests: nodes with pods of some priority, a profile that asks for CPU alone, and who is evicted. */
import type { Cluster, Pod } from '../cluster/index.js';
import {
  createFramework,
  type Framework,
  type Handle,
  type Plugin,
  type PluginFactory,
  success,
  unresolvable,
  unschedulable,
} from '../framework/index.js';
import { decide, type Failed, reference } from '../hotpath/index.js';
import type { KubeObject } from '../objects/index.js';
import { defaultPreemption } from './default-preemption.js';
import { aCluster, aHandle, aPod, type HandleOptions, type NodeOptions, type PodOptions } from './testing.js';

/** Enough CPU left, as NodeResourcesFit asks; a node labelled `never` is out of question. */
export const room: Plugin = {
  name: 'Room',
  filter: {
    dependsOn: 'node-usage',
    check(pod, node) {
      if (node.labels.has('never')) return unresolvable('never here');
      const left = node.allocatableCpuMilli - node.requestedCpuMilli;
      return pod.spec.requests.cpuMilli <= left ? success : unschedulable('Insufficient cpu');
    },
  },
};

const sort: Plugin = { name: 'Sort', queueSort: () => true };

/** A handle's options, and what the profile is made of. */
export interface WorldOptions extends HandleOptions {
  readonly random?: Handle['random'];
  readonly filters?: readonly Plugin[];
  readonly objects?: readonly KubeObject[];
  readonly args?: { minCandidateNodesPercentage: number; minCandidateNodesAbsolute: number };
}

/** A profile over a cluster, and whom it evicted. */
export interface World {
  readonly framework: Framework;
  readonly cluster: Cluster;
  readonly evicted: { node: string; pods: string[] }[];
}

/** Nodes, and a profile of `Room` and DefaultPreemption; what it evicts is written down. */
export function aWorld(nodes: readonly NodeOptions[], options: WorldOptions = {}): World {
  const cluster = aCluster(nodes, options.objects);
  const evicted: World['evicted'] = [];
  const handle = aHandle({
    ...options,
    cluster,
    calls: {
      ...options.calls,
      preempt: (_preemptor, node, pods) => evicted.push({ node, pods: pods.map((pod) => pod.name) }),
    },
  });
  const filters = options.filters ?? [room];
  const registry = new Map<string, PluginFactory>([['DefaultPreemption', defaultPreemption as PluginFactory]]);
  for (const plugin of [sort, ...filters]) registry.set(plugin.name, { name: plugin.name, create: () => plugin });
  const points = {
    queueSort: 'Sort',
    preEnqueue: ['DefaultPreemption'],
    preFilter: filters.filter((plugin) => plugin.preFilter).map((plugin) => plugin.name),
    filter: filters.filter((plugin) => plugin.filter).map((plugin) => plugin.name),
    postFilter: ['DefaultPreemption'],
    preScore: [],
    score: [],
    reserve: [],
    permit: [],
    preBind: [],
    bind: [],
    postBind: [],
  };
  const args = {
    DefaultPreemption: options.args ?? { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 },
  };
  const parts = options.random ? { ...handle, random: options.random } : handle;
  return { cluster, evicted, framework: createFramework({ schedulerName: 'x', points, args }, registry, parts) };
}

/** What comes of a pod that fits nowhere. */
export function failed({ framework }: World, pod: Pod): Failed {
  const { outcome } = decide(framework, pod, {
    executor: reference,
    attempt: 1,
    startIndex: 0,
    percentageOfNodesToScore: 0,
    cycleNumber: 1,
  });
  if (outcome.placed) throw new Error(`fits on ${outcome.nodeName}`);
  return outcome;
}

/** A running pod: started at a second, labelled with its name. */
export function running(name: string, cpu: string, priority: number, startSeconds?: number): PodOptions {
  const labels = { app: name };
  return {
    name,
    labels,
    requests: { cpu },
    priority,
    ...(startSeconds !== undefined && { startTimeUs: startSeconds * 1_000_000 }),
  };
}

/** The preemptor. */
export const vip = (cpu: string, options: PodOptions = {}) =>
  aPod({ name: 'vip', priority: 100, requests: { cpu }, ...options });

/** A budget of pods with this app label. */
export function budget(app: string, disruptionsAllowed: number, extra: Record<string, unknown> = {}): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: `${app}-${disruptionsAllowed}`, namespace: 'default' },
    spec: { selector: { matchLabels: { app } } },
    status: { disruptionsAllowed, ...extra },
  };
}
