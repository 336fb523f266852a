/** Small random clusters for the property tests of the plugins that look at topology domains. */
import type { Cluster, Pod } from '../cluster/index.js';
import { createStream } from '../kernel/index.js';
import type { KubeObject, LabelSelectorV1 } from '../objects/index.js';
import { hostname, zone } from './domain-testing.js';
import { aCluster, aPod, type NodeOptions, type PodOptions } from './testing.js';

/** A whole number in [0, sides). */
export type Dice = (sides: number) => number;

/** The same world rolls the same. */
export function dice(name: string, world: number): Dice {
  const stream = createStream('worlds', name);
  let rolls = 0;
  return (sides) => stream.below(sides, world, 0, rolls++);
}

/** Three to six nodes in up to three zones and racks, some without such labels, some tainted, each with up to three pods. */
export function randomCluster(
  roll: Dice,
  podOf: (roll: Dice) => PodOptions = plainPod,
  objects: KubeObject[] = [],
): Cluster {
  const nodes = Array.from({ length: 3 + roll(4) }, (_, i) => randomNodeOptions(roll, `n${i}`, podOf));
  return aCluster(nodes, objects);
}

/** A node with those labels, perhaps a taint, and pods. */
export function randomNodeOptions(roll: Dice, name: string, podOf: (roll: Dice) => PodOptions): NodeOptions {
  const labels: Record<string, string> = { [hostname]: name };
  if (roll(6) > 0) labels[zone] = 'abc'[roll(3)]!;
  if (roll(6) > 0) labels['rack'] = 'xyz'[roll(3)]!;
  const taints = roll(4) === 0 ? [{ key: 'dedicated', effect: 'NoSchedule' }] : [];
  return { name, labels, taints, pods: Array.from({ length: roll(4) }, () => podOf(roll)) };
}

/** A pod without affinity, in one of two namespaces. */
export function plainPod(roll: Dice): PodOptions {
  return { labels: randomLabels(roll), namespace: roll(4) === 0 ? 'other' : 'default' };
}

/** An app, perhaps a revision. */
export function randomLabels(roll: Dice): Record<string, string> {
  return { app: ['web', 'db'][roll(2)]!, ...(roll(2) === 0 && { rev: String(roll(2)) }) };
}

/** A selector with one or two requirements on those labels. */
export function randomSelector(roll: Dice): LabelSelectorV1 {
  const matchLabels = { app: ['web', 'db'][roll(2)]! };
  const operator = ['In', 'NotIn', 'Exists', 'DoesNotExist'][roll(4)]!;
  const values = operator.endsWith('In') ? { values: ['1'] } : {};
  const matchExpressions = [{ key: 'rev', operator, ...values }];
  return [{ matchLabels }, { matchExpressions }, { matchLabels, matchExpressions }][roll(3)]!;
}

/** Six times a pod comes to or leaves the same node, in the cluster already when it is handed out. */
export function* changesOnOneNode(
  roll: Dice,
  cluster: Cluster,
  podOf: (roll: Dice) => PodOptions,
): Iterable<{ added: boolean; changed: Pod }> {
  const node = cluster.nodes[roll(cluster.nodes.length)]!;
  for (let i = 0; i < 6; i++) {
    const added = node.pods.length === 0 || roll(2) === 0;
    const changed = added ? aPod({ ...podOf(roll), nodeName: node.name }) : node.pods[roll(node.pods.length)]!;
    if (added) cluster.addPod(changed);
    else cluster.removePod(changed);
    yield { added, changed };
  }
}
