/** Trial changes of a PreFilter state against counting the changed cluster from scratch. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import type { TopologySpreadConstraintV1 } from '../objects/index.js';
import { hostname, verdictOf, zone } from './domain-testing.js';
import {
  changesOnOneNode,
  type Dice,
  dice,
  plainPod,
  randomCluster,
  randomLabels,
  randomSelector,
} from './domain-worlds-testing.js';
import { podTopologySpread } from './pod-topology-spread.js';
import { aCycle, aHandle, aPod } from './testing.js';

const worlds = 3_000;

/** One to three constraints; never an empty selector, which counts no pods at first but does as they come and go, as upstream. */
function randomConstraints(roll: Dice): TopologySpreadConstraintV1[] {
  return Array.from({ length: 1 + roll(3) }, () => ({
    maxSkew: 1 + roll(2),
    topologyKey: [zone, hostname, 'rack'][roll(3)]!,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: randomSelector(roll),
    minDomains: 1 + roll(4),
    nodeAffinityPolicy: ['Honor', 'Ignore'][roll(2)]!,
    nodeTaintsPolicy: ['Honor', 'Ignore'][roll(2)]!,
  }));
}

function randomPod(roll: Dice): Pod {
  return aPod({
    labels: randomLabels(roll),
    spec: {
      topologySpreadConstraints: randomConstraints(roll),
      ...(roll(3) === 0 && { nodeSelector: { [zone]: 'a' } }),
      ...(roll(2) === 0 && { tolerations: [{ key: 'dedicated', operator: 'Exists' }] }),
    },
  });
}

test('after pods came to and left a node, the state says what a new count says', () => {
  for (let world = 0; world < worlds; world++) {
    const roll = dice('spread', world);
    const cluster = randomCluster(roll);
    const plugin = podTopologySpread.create({ defaultConstraints: [], defaultingType: 'List' }, aHandle({ cluster }));
    const pod = randomPod(roll);
    const count = () => plugin.preFilter!.check(pod, aCycle(cluster)).state;
    const seen = (state: unknown) => cluster.nodes.map((node) => verdictOf(plugin, pod, node, state));
    const origin = count();
    const before = seen(origin);
    const state = plugin.preFilter!.clone!(origin);
    for (const { added, changed } of changesOnOneNode(roll, cluster, plainPod)) {
      const node = cluster.node(changed.nodeName)!;
      if (added) plugin.preFilter!.addPod!(state, pod, changed, node);
      else plugin.preFilter!.removePod!(state, pod, changed, node);
      deepEqual(seen(state), seen(count()), `world ${world}`);
    }
    deepEqual(seen(origin), before, `world ${world}: the origin was left as it was`);
  }
});
