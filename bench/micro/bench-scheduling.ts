/** Scheduling cycles to measure: a profile over a cluster, and pods placed one after the other. */
import type { Cluster, Pod } from '../../engine/cluster/index.js';
import {
  createFramework,
  type FrameworkParts,
  releaseOf,
  resolveConfiguration,
  success,
} from '../../engine/framework/index.js';
import type { Executor } from '../../engine/hotpath/index.js';
import { plugins } from '../../engine/plugins/index.js';
import { placeNext } from '../place-next.js';
import { benchCluster, benchPod } from './bench-cluster.js';

const registry = new Map(plugins.map((plugin) => [plugin.name, plugin]));
const release = releaseOf('1.36');
/** Pods that are made once and placed over and over. */
const waiting = 200;
const nobody: ReadonlyMap<string, unknown> = new Map();

/**
 * A function that schedules so many pods, each found a node and assumed there, those of the round before gone; it returns the nodes.
 * `configuration` is a KubeSchedulerConfiguration; undefined: the default one.
 */
export function schedulingRounds(
  nodes: number,
  ops: number,
  executor: Executor,
  configuration?: unknown,
): () => string[] {
  const pods = Array.from({ length: waiting }, (_, i) => benchPod(1_000_000 + i));
  return placingRounds(benchCluster(nodes), pods, ops, executor, configuration);
}

/** The same with these pods in this cluster. */
export function placingRounds(
  cluster: Cluster,
  pods: readonly Pod[],
  ops: number,
  executor: Executor,
  configuration?: unknown,
): () => string[] {
  const place = placer(cluster, executor, 0, configuration);
  return () => {
    for (const pod of pods) cluster.removePod(pod);
    return Array.from({ length: ops }, (_, i) => place(pods[i % pods.length]!).nodeName);
  };
}

/** A function that decides on a pod and puts it on its node, if there is one. `percentage` is percentageOfNodesToScore, where the configuration has none. */
export function placer(
  cluster: Cluster,
  executor: Executor,
  percentage: number,
  configuration?: unknown,
): (pod: Pod) => Pod {
  const config = resolveConfiguration(configuration, 'bench', release);
  const framework = createFramework(config.profiles[0]!, registry, partsOf(cluster));
  const percentageOfNodesToScore = config.percentageOfNodesToScore || percentage;
  return placeNext(framework, cluster, executor, percentageOfNodesToScore);
}

function partsOf(cluster: Cluster): FrameworkParts {
  return {
    cluster,
    release,
    parallelism: 16,
    nowUs: () => 0,
    random: () => 0,
    nominatedPods: () => [],
    nominatedNodes: () => nobody,
    latest: (pod) => pod,
    calls: {
      bind: (_pod, _nodeName, done) => done(success),
      preempt: () => {},
      isPreempting: () => false,
      isVictim: () => false,
      update: (_kind, _object, done) => done(success),
      after: () => {},
      activate: () => {},
      waitingPods: () => [],
      allow: () => {},
      reject: () => {},
    },
  };
}
