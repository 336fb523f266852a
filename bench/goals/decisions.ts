/** How fast pods are decided on, one after the other: filter, score, select, and the repair of what the pod before changed. */
import { Cluster, Pod } from '../../engine/cluster/index.js';
import { createIncremental, type Executor, reference } from '../../engine/hotpath/index.js';
import { compileNode, compilePod, type NodeV1, type PodV1, withDefaults } from '../../engine/objects/index.js';
import { placer } from '../micro/bench-scheduling.js';

export interface DecisionCase {
  readonly nodes: number;
  readonly pods: number;
  /** alike: every node is as empty as the others; no-two: no two nodes are used alike. */
  readonly use: 'alike' | 'no-two';
  /** percentageOfNodesToScore; 0: as the scheduler chooses. */
  readonly percentage: number;
}

export interface DecisionFigures {
  /** Of one decision, ns of real time: all rounds' least, without the bookkeeping of putting the pod there. */
  readonly wallNs: number;
  /** Decisions that the reference made again, all alike. */
  readonly compared: number;
}

const rounds = 7;
const comparedPods = 300;

export function measureDecisions(input: DecisionCase): DecisionFigures {
  comparePlacements(input);
  const cluster = clusterOf(input);
  const place = placer(cluster, createIncremental(), input.percentage);
  const pods = podsOf(input.pods);
  let leastMs = Number.POSITIVE_INFINITY;
  let leastCountingMs = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const begunMs = performance.now();
    const placed = pods.map(place);
    leastMs = Math.min(leastMs, performance.now() - begunMs);
    for (const pod of placed) cluster.removePod(pod);
    const countedMs = performance.now();
    for (const { nodeName } of placed) {
      cluster.updateSnapshot();
      cluster.assumePod(pods[0]!.with({ nodeName }));
      cluster.removePod(pods[0]!);
    }
    leastCountingMs = Math.min(leastCountingMs, performance.now() - countedMs);
  }
  // The bookkeeping above is done and undone: half of it is what a decision's own costs.
  return { wallNs: ((leastMs - leastCountingMs / 2) * 1e6) / pods.length, compared: comparedPods };
}

function comparePlacements(input: DecisionCase): void {
  const placements = (executor: Executor): string => {
    const place = placer(clusterOf(input), executor, input.percentage);
    return podsOf(comparedPods)
      .map((pod) => place(pod).nodeName)
      .join();
  };
  if (placements(createIncremental()) !== placements(reference))
    throw new Error('the executors put pods on different nodes');
}

function clusterOf({ nodes, use }: DecisionCase): Cluster {
  const cluster = new Cluster();
  for (let i = 0; i < nodes; i++) cluster.addNode(compileNode(nodeManifest(i)));
  for (let i = 0; i < nodes && use === 'no-two'; i++) {
    const spec = specOf({ cpu: `${(i * 7_919) % 30_000}m`, memory: `${(i * 104_729) % 100_000}Mi` });
    cluster.addPod(new Pod(i, `resident-${i}`, spec, spec.labels, 0, `node-${i}`));
  }
  cluster.updateSnapshot();
  return cluster;
}

function nodeManifest(i: number): NodeV1 {
  const name = `node-${i}`;
  const labels = { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': `zone-${i % 3}` };
  const allocatable = { cpu: '64', memory: '256Gi', pods: '1000' };
  return withDefaults<NodeV1>({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, status: { allocatable } });
}

function podsOf(count: number): Pod[] {
  const spec = specOf({ cpu: '100m', memory: '500Mi' });
  return Array.from({ length: count }, (_, i) => new Pod(10_000_000 + i, `pod-${i}`, spec, spec.labels, 0));
}

function specOf(requests: { readonly cpu: string; readonly memory: string }): Pod['spec'] {
  const containers = [{ name: 'main', image: 'registry.example/pause:1', resources: { requests } }];
  const metadata = { name: 'pod', namespace: 'default' };
  return compilePod(withDefaults<PodV1>({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } }));
}
