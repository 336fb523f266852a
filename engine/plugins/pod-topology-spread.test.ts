import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Plugin } from '../framework/index.js';
import { log } from '../kernel/index.js';
import type { TopologySpreadConstraintV1 } from '../objects/index.js';
import { hostname, inZone, labelsIn, type Scores, scores, verdicts, zone } from './domain-testing.js';
import { podTopologySpread } from './pod-topology-spread.js';
import { aCluster, aHandle, aPod, type NodeOptions, type PodOptions } from './testing.js';

const web = { matchLabels: { app: 'web' } };
const skewed = "Unschedulable: node(s) didn't match pod topology spread constraints";
const unlabelled =
  "UnschedulableAndUnresolvable: node(s) didn't match pod topology spread constraints (missing required label)";

function spread(change: Partial<TopologySpreadConstraintV1> = {}): TopologySpreadConstraintV1 {
  return { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: 'DoNotSchedule', labelSelector: web, ...change };
}

function soft(change: Partial<TopologySpreadConstraintV1> = {}): TopologySpreadConstraintV1 {
  return spread({ whenUnsatisfiable: 'ScheduleAnyway', ...change });
}

function webPod(constraints: TopologySpreadConstraintV1[], options: PodOptions = {}) {
  return aPod({
    labels: { app: 'web' },
    ...options,
    spec: { topologySpreadConstraints: constraints, ...options.spec },
  });
}

const withoutDefaults = { defaultConstraints: [], defaultingType: 'List' } as const;

function pluginFor(cluster: ReturnType<typeof aCluster>, gates: Record<string, boolean> = {}): Plugin {
  return podTopologySpread.create(withoutDefaults, aHandle({ cluster, gates }));
}

interface FilterCase {
  fact: string;
  nodes: NodeOptions[];
  constraints: TopologySpreadConstraintV1[];
  pod?: PodOptions;
  want: Record<string, string> | 'skip';
}

const old = inZone('old', '', 'app=web', 'app=web');
const tainted = { ...inZone('t', 'c'), taints: [{ key: 'dedicated', effect: 'NoSchedule' }] };

const filterCases: FilterCase[] = [
  {
    fact: 'a pod without hard constraints is not filtered',
    nodes: [inZone('a1', 'a')],
    constraints: [soft()],
    want: 'skip',
  },
  {
    fact: 'a zone takes another pod while it stays within maxSkew of the smallest',
    nodes: [inZone('a1', 'a', 'app=web', 'app=web'), inZone('b1', 'b', 'app=web'), inZone('c1', 'c', 'app=web')],
    constraints: [spread()],
    want: { a1: skewed, b1: 'ok', c1: 'ok' }, // a: 2+1−1 = 2 > 1,  b and c: 1+1−1 = 1
  },
  {
    fact: 'pods of other namespaces and other labels do not count',
    nodes: [
      { ...inZone('a1', 'a', 'app=db'), pods: [{ labels: { app: 'web' }, namespace: 'other' }] },
      inZone('b1', 'b'),
    ],
    constraints: [spread()],
    want: { a1: 'ok', b1: 'ok' }, // 0+1−0 = 1 in both
  },
  {
    fact: 'pods that are being deleted do not count',
    nodes: [{ ...inZone('a1', 'a'), pods: [{ labels: { app: 'web' }, deletionUs: 5 }] }, inZone('b1', 'b')],
    constraints: [spread()],
    want: { a1: 'ok', b1: 'ok' },
  },
  {
    fact: 'a pod that does not match its own selector adds nothing',
    nodes: [inZone('a1', 'a', 'app=web'), inZone('b1', 'b')],
    constraints: [spread()],
    pod: { labels: { app: 'batch' } },
    want: { a1: 'ok', b1: 'ok' }, // a: 1+0−0 = 1
  },
  {
    fact: 'a node without the label is left out, and its pods are too',
    nodes: [old, inZone('a1', 'a'), inZone('b1', 'b')],
    constraints: [spread()],
    want: { old: unlabelled, a1: 'ok', b1: 'ok' },
  },
  {
    fact: 'a node that lacks one of two keys counts for neither',
    nodes: [
      { name: 'x', labels: { [zone]: 'b' }, pods: [{ labels: { app: 'web' } }] },
      inZone('a1', 'a', 'app=web'),
      inZone('b1', 'b'),
    ],
    constraints: [spread(), spread({ topologyKey: hostname, maxSkew: 2 })],
    want: { x: unlabelled, a1: skewed, b1: 'ok' }, // zone a: 1+1−0 = 2; b is empty, x's pod is not seen
  },
  {
    fact: 'fewer domains than minDomains make the smallest zero',
    nodes: [inZone('a1', 'a', 'app=web'), inZone('b1', 'b', 'app=web')],
    constraints: [spread({ minDomains: 3 })],
    want: { a1: skewed, b1: skewed }, // 1+1−0 = 2
  },
  {
    fact: 'as many domains as minDomains do not',
    nodes: [inZone('a1', 'a', 'app=web'), inZone('b1', 'b', 'app=web')],
    constraints: [spread({ minDomains: 2 })],
    want: { a1: 'ok', b1: 'ok' }, // 1+1−1 = 1
  },
  {
    fact: 'zones that node affinity rules out are no domain',
    nodes: [inZone('a1', 'a', 'app=web'), inZone('b1', 'b')],
    constraints: [spread()],
    pod: { spec: { nodeSelector: { [zone]: 'a' } } },
    want: { a1: 'ok', b1: 'ok' }, // a is the only domain: 1+1−1 = 1
  },
  {
    fact: 'unless the constraint ignores node affinity',
    nodes: [inZone('a1', 'a', 'app=web'), inZone('b1', 'b')],
    constraints: [spread({ nodeAffinityPolicy: 'Ignore' })],
    pod: { spec: { nodeSelector: { [zone]: 'a' } } },
    want: { a1: skewed, b1: 'ok' }, // a: 1+1−0 = 2
  },
  {
    fact: 'a tainted node is a domain by default',
    nodes: [inZone('a1', 'a', 'app=web'), tainted],
    constraints: [spread()],
    want: { a1: skewed, t: 'ok' },
  },
  {
    fact: 'a tainted node is none where the constraint honours taints',
    nodes: [inZone('a1', 'a', 'app=web'), tainted],
    constraints: [spread({ nodeTaintsPolicy: 'Honor' })],
    want: { a1: 'ok', t: 'ok' }, // a: 1+1−1 = 1;  c is unknown: 0+1−1 = 0
  },
  {
    fact: 'a taint that the pod tolerates changes nothing',
    nodes: [inZone('a1', 'a', 'app=web'), tainted],
    constraints: [spread({ nodeTaintsPolicy: 'Honor' })],
    pod: { spec: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] } },
    want: { a1: skewed, t: 'ok' },
  },
  {
    fact: 'without any eligible domain every labelled node passes',
    nodes: [inZone('a1', 'a', 'app=web', 'app=web')],
    constraints: [spread()],
    pod: { spec: { nodeSelector: { gpu: 'yes' } } },
    want: { a1: 'ok' }, // 0+1−MaxInt32
  },
  {
    fact: 'an empty selector counts no pods but the waiting one',
    nodes: [inZone('a1', 'a', 'app=web', 'app=db'), inZone('b1', 'b')],
    constraints: [spread({ labelSelector: {} })],
    want: { a1: 'ok', b1: 'ok' }, // 0+1−0 = 1
  },
  {
    fact: 'a missing selector counts none at all',
    nodes: [inZone('a1', 'a', 'app=web', 'app=web'), inZone('b1', 'b')],
    constraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: 'DoNotSchedule' }],
    want: { a1: 'ok', b1: 'ok' },
  },
  {
    fact: "matchLabelKeys narrow the selector to the pod's own revision",
    nodes: [inZone('a1', 'a', 'app=web,rev=1', 'app=web,rev=1'), inZone('b1', 'b', 'app=web,rev=2')],
    constraints: [spread({ matchLabelKeys: ['rev', 'absent'] })],
    pod: { labels: labelsIn('app=web,rev=2') },
    want: { a1: 'ok', b1: skewed }, // revision 2: a 0+1−0 = 1,  b 1+1−0 = 2
  },
];

for (const { fact, nodes, constraints, pod, want } of filterCases) {
  test(fact, () => {
    const cluster = aCluster(nodes);
    deepEqual(verdicts(pluginFor(cluster), webPod(constraints, pod), cluster), want);
  });
}

test('pods of one template with other values of a matchLabelKeys label have other constraints', () => {
  const nodes = [inZone('a1', 'a', 'app=web,rev=1'), inZone('b1', 'b')];
  const cluster = aCluster(nodes);
  const plugin = pluginFor(cluster);
  const first = webPod([spread({ matchLabelKeys: ['rev'] })], { labels: labelsIn('app=web,rev=1') });
  const second = first.with({ labels: new Map(Object.entries(labelsIn('app=web,rev=2'))) });
  deepEqual(verdicts(plugin, first, cluster), { a1: skewed, b1: 'ok' });
  deepEqual(verdicts(plugin, second, cluster), { a1: 'ok', b1: 'ok' });
});

test('matchLabelKeys are left alone where their gate is off', () => {
  const cluster = aCluster([inZone('a1', 'a', 'app=web,rev=1'), inZone('b1', 'b')]);
  const plugin = pluginFor(cluster, { MatchLabelKeysInPodTopologySpread: false });
  const pod = webPod([spread({ matchLabelKeys: ['rev'] })], { labels: labelsIn('app=web,rev=2') });
  deepEqual(verdicts(plugin, pod, cluster), { a1: skewed, b1: 'ok' });
});

test('the smallest domain is followed while pods leave one node and come back', () => {
  const cluster = aCluster([inZone('a1', 'a', 'app=web', 'app=web'), inZone('b1', 'b', 'app=web', 'app=web')]);
  const plugin = pluginFor(cluster);
  const pod = webPod([spread()]);
  const points = plugin.preFilter!;
  const origin = points.check(pod, { cluster } as never).state;
  const [a1, b1] = [cluster.node('a1')!, cluster.node('b1')!];
  const state = points.clone!(origin);
  for (const gone of a1.pods) points.removePod!(state, pod, gone, a1);
  // a: 0+1−0 = 1,  b: 2+1−0 = 3
  deepEqual(
    [a1, b1].map((node) => plugin.filter!.check(pod, node, state).isSuccess),
    [true, false],
  );
  for (const back of a1.pods) points.addPod!(state, pod, back, a1);
  // 2+1−2 = 1 in both, as in the origin that nobody changed
  for (const s of [state, origin]) {
    deepEqual(
      [a1, b1].map((node) => plugin.filter!.check(pod, node, s).isSuccess),
      [true, true],
    );
  }
});

const weight = (domains: number) => log(domains + 2);

interface ScoreCase {
  fact: string;
  nodes: NodeOptions[];
  constraints: TopologySpreadConstraintV1[];
  feasible?: string[];
  want: Scores | 'skip';
}

const scoreCases: ScoreCase[] = [
  {
    fact: 'a pod without soft constraints is not scored',
    nodes: [inZone('a1', 'a')],
    constraints: [spread()],
    want: 'skip',
  },
  {
    fact: 'the emptier zone scores more',
    nodes: [inZone('a1', 'a', 'app=web', 'app=web', 'app=web'), inZone('b1', 'b', 'app=web'), inZone('b2', 'b')],
    constraints: [soft()],
    // two zones: ln 4 = 1.386;  a: 3·1.386 + 0 = 4.159 → 4,  b: 1.386 → 1
    // max 4, min 1: a 100·(4+1−4)/4 = 25,  b 100·(4+1−1)/4 = 100
    want: { raw: [4, 1, 1], normalized: [25, 100, 100] },
  },
  {
    fact: 'maxSkew waters differences down',
    nodes: [inZone('a1', 'a', 'app=web', 'app=web', 'app=web'), inZone('b1', 'b', 'app=web')],
    constraints: [soft({ maxSkew: 5 })],
    // a: 4.159 + 4 → 8,  b: 1.386 + 4 → 5;  a 100·(8+5−8)/8 = 62.5 → 62,  b 100·8/8 = 100
    want: { raw: [8, 5], normalized: [62, 100] },
  },
  {
    fact: 'hostnames are counted on the node itself, weighted by how many nodes are scored',
    nodes: [inZone('a1', 'a', 'app=web'), inZone('a2', 'a'), inZone('a3', 'a', 'app=web', 'app=web')],
    constraints: [soft({ topologyKey: hostname })],
    // three nodes: ln 5 = 1.609;  1.609 → 2,  0,  3.219 → 3;  max 3, min 0
    want: { raw: [2, 0, 3], normalized: [33, 100, 0] },
  },
  {
    fact: 'pods on nodes that are not feasible count in their zone, zones without feasible nodes do not weigh',
    nodes: [inZone('a1', 'a'), inZone('a2', 'a', 'app=web', 'app=web'), inZone('b1', 'b'), inZone('c1', 'c')],
    constraints: [soft()],
    feasible: ['a1', 'b1'],
    want: { raw: [Math.round(2 * weight(2)), 0], normalized: [0, 100] }, // 2·ln 4 = 2.773 → 3
  },
  {
    fact: 'a node that lacks a key is ignored: it gets 0 and no part in the extremes',
    nodes: [inZone('a1', 'a', 'app=web', 'app=web'), old, inZone('b1', 'b', 'app=web')],
    constraints: [soft()],
    // ln 4: a 2.773 → 3,  b 1.386 → 1;  max 3, min 1: a 100·1/3 = 33,  b 100·3/3 = 100
    want: { raw: [3, 0, 1], normalized: [33, 0, 100] },
  },
  {
    fact: 'where no pod matches all nodes are equally good',
    nodes: [inZone('a1', 'a'), inZone('b1', 'b')],
    constraints: [soft()],
    want: { raw: [0, 0], normalized: [100, 100] },
  },
  {
    fact: 'two constraints add up before they are rounded',
    nodes: [inZone('a1', 'a', 'app=web'), inZone('a2', 'a'), inZone('b1', 'b')],
    constraints: [soft(), soft({ topologyKey: hostname })],
    feasible: ['a1', 'a2', 'b1'],
    // zones ln 4, hosts ln 5: a1 1.386+1.609 = 2.996 → 3,  a2 1.386 → 1,  b1 0
    want: { raw: [3, 1, 0], normalized: [0, 66, 100] },
  },
];

for (const { fact, nodes, constraints, feasible, want } of scoreCases) {
  test(fact, () => {
    const cluster = aCluster(nodes);
    deepEqual(scores(pluginFor(cluster), webPod(constraints), cluster, feasible), want);
  });
}

test('the score is rounded half away from zero', () => {
  // 2 domains with 5 pods: 5·ln 4 = 6.931 → 7;  maxSkew adds 1 → 7.931 → 8
  const nodes = [inZone('a1', 'a', ...Array<string>(5).fill('app=web')), inZone('b1', 'b')];
  const cluster = aCluster(nodes);
  deepEqual(scores(pluginFor(cluster), webPod([soft({ maxSkew: 2 })]), cluster), {
    raw: [8, 1],
    normalized: [12, 100],
  });
});

test('pods share verdicts only where no constraint is in play', () => {
  const cluster = aCluster([]);
  const system = podTopologySpread.create({ defaultConstraints: [], defaultingType: 'System' }, aHandle({ cluster }));
  equal(system.signs!(aPod()), undefined);
  equal(pluginFor(cluster).signs!(aPod()), null);
  equal(pluginFor(cluster).signs!(webPod([spread()])), undefined);
});

test('work is every node, and every pod once a constraint', () => {
  const cluster = aCluster([inZone('a1', 'a', 'app=web', 'app=web'), inZone('b1', 'b', 'app=db'), inZone('c1', 'c')]);
  const { work } = pluginFor(cluster);
  const pod = webPod([spread(), spread({ topologyKey: hostname }), soft(), soft({ topologyKey: hostname })]);
  deepEqual(work!.preFilter!(pod, cluster), { nodes: 3, pods: 6, terms: 6 }); // 3 pods · 2 hard constraints
  deepEqual(work!.preScore!(pod, cluster, 2), { nodes: 5, pods: 3, terms: 3 }); // 3 + 2 nodes; hostnames are left to Score
  deepEqual(work!.preFilter!(aPod(), cluster), {});
  deepEqual(work!.preScore!(aPod(), cluster, 2), {});
});
