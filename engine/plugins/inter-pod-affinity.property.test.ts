/** Trial changes of a PreFilter state against counting the changed cluster from scratch. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { PodAffinityTermV1 } from '../objects/index.js';
import { hostname, verdictOf, zone } from './domain-testing.js';
import {
  changesOnOneNode,
  type Dice,
  dice,
  randomCluster,
  randomLabels,
  randomSelector,
} from './domain-worlds-testing.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import { aCycle, aHandle, aPod, type PodOptions } from './testing.js';

const worlds = 3_000;

const namespaces = ['default', 'other'].map((name) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { name } },
}));

function randomTerms(roll: Dice): PodAffinityTermV1[] {
  return Array.from({ length: roll(3) }, () => ({
    topologyKey: [zone, hostname, 'rack'][roll(3)]!,
    labelSelector: randomSelector(roll),
    ...(roll(3) === 0 && { namespaces: [['default', 'other'][roll(2)]!] }),
    ...(roll(4) === 0 && { namespaceSelector: { matchLabels: { name: ['default', 'other'][roll(2)]! } } }),
  }));
}

function randomPod(roll: Dice): PodOptions {
  const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: randomTerms(roll) };
  const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: randomTerms(roll) };
  return {
    labels: randomLabels(roll),
    namespace: roll(4) === 0 ? 'other' : 'default',
    spec: { affinity: { ...(roll(2) === 0 && { podAffinity }), ...(roll(2) === 0 && { podAntiAffinity }) } },
  };
}

test('after pods came to and left a node, the state says what a new count says', () => {
  for (let world = 0; world < worlds; world++) {
    const roll = dice('affinity', world);
    const cluster = randomCluster(roll, randomPod, namespaces);
    const args = { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false };
    const plugin = interPodAffinity.create(args, aHandle({ cluster }));
    const pod = aPod(randomPod(roll));
    const count = () => plugin.preFilter!.check(pod, aCycle(cluster));
    const seen = ({ status, state }: ReturnType<typeof count>) =>
      cluster.nodes.map((node) => (status.code === 'Skip' ? 'ok' : verdictOf(plugin, pod, node, state)));
    const origin = count();
    if (origin.status.code === 'Skip') continue;
    const before = seen(origin);
    const trial = { ...origin, state: plugin.preFilter!.clone!(origin.state) };
    for (const { added, changed } of changesOnOneNode(roll, cluster, randomPod)) {
      const node = cluster.node(changed.nodeName)!;
      if (added) plugin.preFilter!.addPod!(trial.state, pod, changed, node);
      else plugin.preFilter!.removePod!(trial.state, pod, changed, node);
      deepEqual(seen(trial), seen(count()), `world ${world}`);
    }
    deepEqual(seen(origin), before, `world ${world}: the origin was left as it was`);
  }
});
