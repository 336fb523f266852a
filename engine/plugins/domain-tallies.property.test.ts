/** Tallies against counting from scratch, while pods come and go and nodes come, change and go. */
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster, Pod } from '../cluster/index.js';
import type { DomainTally, Plugin } from '../framework/index.js';
import type { PodAffinityTermV1, TopologySpreadConstraintV1 } from '../objects/index.js';
import { hostname, verdictOf, zone } from './domain-testing.js';
import {
  type Dice,
  dice,
  randomCluster,
  randomLabels,
  randomNodeOptions,
  randomSelector,
} from './domain-worlds-testing.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import { podTopologySpread } from './pod-topology-spread.js';
import { aCycle, aHandle, aNode, aPod, type PodOptions } from './testing.js';

const worlds = 1_000;
const changes = 12;

const keys = [zone, hostname, 'rack'];

function term(roll: Dice): PodAffinityTermV1 {
  return { topologyKey: keys[roll(3)]!, labelSelector: randomSelector(roll), namespaces: ['default', 'other'] };
}

function affinity(roll: Dice): object {
  const preferred = () => ({ weight: 1 + roll(3), podAffinityTerm: term(roll) });
  return {
    ...(roll(3) === 0 && { requiredDuringSchedulingIgnoredDuringExecution: [term(roll)] }),
    ...(roll(2) === 0 && { preferredDuringSchedulingIgnoredDuringExecution: [preferred(), preferred()] }),
  };
}

function constraints(roll: Dice): TopologySpreadConstraintV1[] {
  return Array.from({ length: 1 + roll(3) }, () => ({
    maxSkew: 1 + roll(2),
    topologyKey: keys[roll(3)]!,
    whenUnsatisfiable: ['DoNotSchedule', 'ScheduleAnyway'][roll(2)]!,
    labelSelector: randomSelector(roll),
    nodeAffinityPolicy: ['Honor', 'Ignore'][roll(2)]!,
    nodeTaintsPolicy: ['Honor', 'Ignore'][roll(2)]!,
  }));
}

function randomPod(roll: Dice): PodOptions {
  return {
    labels: randomLabels(roll),
    namespace: roll(4) === 0 ? 'other' : 'default',
    spec: {
      ...(roll(2) === 0 && { affinity: { podAffinity: affinity(roll), podAntiAffinity: affinity(roll) } }),
      ...(roll(3) > 0 && { topologySpreadConstraints: constraints(roll) }),
      ...(roll(3) === 0 && { nodeSelector: { [zone]: 'a' } }),
    },
  };
}

function change(roll: Dice, cluster: Cluster, world: number): void {
  const node = cluster.nodes[roll(cluster.nodes.length)]!;
  const [pod] = node.pods;
  switch (roll(8)) {
    case 0:
      cluster.updateNode(aNode(randomNodeOptions(roll, node.name, () => ({}))).spec!);
      break;
    case 1:
      cluster.updateNode(aNode(randomNodeOptions(roll, `more-${world}-${roll(100)}`, () => ({}))).spec!);
      break;
    case 2:
      if (cluster.nodes.length > 1) cluster.removeNode(node.name);
      break;
    case 3:
      if (pod !== undefined) cluster.removePod(pod);
      break;
    case 4:
      if (pod !== undefined) cluster.updatePod(pod.with({ deletionUs: 1 }));
      break;
    default:
      cluster.addPod(aPod({ ...randomPod(roll), nodeName: node.name }));
  }
  cluster.updateSnapshot();
}

/** All that the plugin says of the pod, with these states. */
function said(plugin: Plugin, pod: Pod, cluster: Cluster, filterState: unknown, scoreState: unknown) {
  const raw = Float64Array.from(cluster.nodes, (node) =>
    scoreState === undefined ? 0 : (plugin.score!.score(pod, node, scoreState, filterState) as number),
  );
  const verdicts = cluster.nodes.map((node) =>
    filterState === undefined ? 'skip' : verdictOf(plugin, pod, node, filterState),
  );
  const normalized = raw.slice();
  if (scoreState !== undefined) plugin.score!.normalize!(normalized, pod, cluster.nodes, scoreState);
  return { verdicts, raw: [...raw], normalized: [...normalized] };
}

function expectCounted(plugin: Plugin, pod: Pod, cluster: Cluster, tally: DomainTally, about: string): void {
  const cycle = aCycle(cluster);
  const before = plugin.preFilter!.check(pod, cycle);
  const after = plugin.preScore!(pod, cluster.nodes, before.state, cycle);
  equal(tally.skipsFilter, before.status.code === 'Skip', about);
  equal(tally.skipsScore, after.status.code === 'Skip', about);
  const scoreState = tally.skipsScore ? undefined : tally.scoreState(cluster.nodes, cluster.nodes.length, () => 1);
  const counted = said(plugin, pod, cluster, before.state, after.state);
  deepEqual(said(plugin, pod, cluster, tally.filterState, scoreState), counted, about);
  if (tally.filterState === undefined) return;
  const node = cluster.nodes[0]!;
  const [mine, theirs] = [tally.filterState, before.state].map((state) => plugin.preFilter!.clone!(state));
  for (const state of [mine, theirs]) plugin.preFilter!.addPod!(state, pod, pod, node);
  equal(verdictOf(plugin, pod, node, mine), verdictOf(plugin, pod, node, theirs), `${about}, on trial`);
}

const affinityArgs = { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false };
const made: Readonly<Record<string, (cluster: Cluster) => Plugin>> = {
  PodTopologySpread: (cluster) =>
    podTopologySpread.create({ defaultConstraints: [], defaultingType: 'System' }, aHandle({ cluster })),
  InterPodAffinity: (cluster) => interPodAffinity.create(affinityArgs, aHandle({ cluster })),
};

for (const [name, make] of Object.entries(made)) {
  test(`${name}: a tally says what a new count says, whatever happened since it was made`, () => {
    for (let world = 0; world < worlds; world++) {
      const roll = dice(`tally ${name}`, world);
      const cluster = randomCluster(roll, randomPod);
      const plugin = make(cluster);
      const pod = aPod(randomPod(roll));
      const tally = plugin.domains!.tallyFor(pod);
      for (let i = 0; i < changes; i++) {
        tally.repair();
        expectCounted(plugin, pod, cluster, tally, `world ${world}, after ${i} changes`);
        for (let more = roll(3); more >= 0; more--) change(roll, cluster, world);
      }
    }
  });
}
