import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster } from '../cluster/index.js';
import type { Plugin } from '../framework/index.js';
import type { AffinityV1, KubeObject, LabelSelectorV1, PodAffinityTermV1 } from '../objects/index.js';
import { hostname, inZone, labelsIn, type Scores, scores, verdicts, zone } from './domain-testing.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import { aCluster, aHandle, aPod, type HandleOptions, type NodeOptions, type PodOptions } from './testing.js';

const noAffinity = "UnschedulableAndUnresolvable: node(s) didn't match pod affinity rules";
const ownAnti = "Unschedulable: node(s) didn't match pod anti-affinity rules";
const theirAnti = "Unschedulable: node(s) didn't satisfy existing pods anti-affinity rules";

const defaults = { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false };

function pluginFor(cluster: Cluster, args = defaults, options: HandleOptions = {}): Plugin {
  return interPodAffinity.create(args, aHandle({ cluster, ...options }));
}

function term(labels: string, topologyKey = zone, change: Partial<PodAffinityTermV1> = {}): PodAffinityTermV1 {
  return { topologyKey, labelSelector: { matchLabels: labelsIn(labels) }, ...change };
}

function near(...terms: PodAffinityTermV1[]): AffinityV1 {
  return { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } };
}

function away(...terms: PodAffinityTermV1[]): AffinityV1 {
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } };
}

type Weighted = [weight: number, term: PodAffinityTermV1];
const weighted = (terms: Weighted[]) => terms.map(([weight, podAffinityTerm]) => ({ weight, podAffinityTerm }));

function prefersNear(...terms: Weighted[]): AffinityV1 {
  return { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: weighted(terms) } };
}

function prefersAway(...terms: Weighted[]): AffinityV1 {
  return { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: weighted(terms) } };
}

function withAffinity(labels: string, affinity: AffinityV1, options: PodOptions = {}): PodOptions {
  return { labels: labelsIn(labels), ...options, spec: { affinity } };
}

/** a1 and a2 in zone a, b1 in zone b, x in none; the pods of `on` by node. */
function cluster(on: Record<string, PodOptions[]>, objects: KubeObject[] = []): Cluster {
  const nodes: NodeOptions[] = [inZone('a1', 'a'), inZone('a2', 'a'), inZone('b1', 'b'), inZone('x', '')];
  return aCluster(
    nodes.map((node) => ({ ...node, pods: on[node.name!] ?? [] })),
    objects,
  );
}

function namespace(name: string, labels?: Record<string, string>): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...(labels && { labels }) } };
}

const db: PodOptions = { labels: labelsIn('app=db') };
const allOk = { a1: 'ok', a2: 'ok', b1: 'ok', x: 'ok' };

interface FilterCase {
  fact: string;
  on: Record<string, PodOptions[]>;
  pod: PodOptions;
  objects?: KubeObject[];
  want: Record<string, string> | 'skip';
}

const filterCases: FilterCase[] = [
  { fact: 'a pod that nobody requires anything of is not filtered', on: { a1: [db] }, pod: {}, want: 'skip' },
  {
    fact: 'affinity admits the domains of matching pods',
    on: { a1: [db] },
    pod: withAffinity('app=web', near(term('app=db'))),
    want: { a1: 'ok', a2: 'ok', b1: noAffinity, x: noAffinity },
  },
  {
    fact: 'one pod has to match all affinity terms',
    on: { a1: [db, { labels: labelsIn('tier=back') }], b1: [{ labels: labelsIn('app=db,tier=back') }] },
    pod: withAffinity('app=web', near(term('app=db'), term('tier=back'))),
    want: { a1: noAffinity, a2: noAffinity, b1: 'ok', x: noAffinity },
  },
  {
    fact: 'the terms may be met by different pods that match all, each in its own topology',
    on: { a1: [db], b1: [db] },
    pod: withAffinity('app=web', near(term('app=db'), term('app=db', hostname))),
    want: { a1: 'ok', a2: noAffinity, b1: 'ok', x: noAffinity },
  },
  {
    fact: 'the first pod of a group may go wherever the key is',
    on: { a1: [db] },
    pod: withAffinity('app=web', near(term('app=web'))),
    want: { ...allOk, x: noAffinity },
  },
  {
    fact: 'the second has to follow it',
    on: { b1: [withAffinity('app=web', near(term('app=web')))] },
    pod: withAffinity('app=web', near(term('app=web'))),
    want: { a1: noAffinity, a2: noAffinity, b1: 'ok', x: noAffinity },
  },
  {
    fact: 'a match on a node without the key leaves the group without its first pod',
    on: { x: [withAffinity('app=web', near(term('app=web')))] },
    pod: withAffinity('app=web', near(term('app=web'))),
    want: { ...allOk, x: noAffinity },
  },
  {
    fact: 'a pod that does not match itself is no first of a group',
    on: {},
    pod: withAffinity('app=web', near(term('app=db'))),
    want: { a1: noAffinity, a2: noAffinity, b1: noAffinity, x: noAffinity },
  },
  {
    fact: 'anti-affinity shuts the domains of matching pods; a node without the key is in none',
    on: { a1: [db], x: [db] },
    pod: withAffinity('app=web', away(term('app=db'))),
    want: { a1: ownAnti, a2: ownAnti, b1: 'ok', x: 'ok' },
  },
  {
    fact: 'one matching anti-affinity term is enough',
    on: { a1: [db] },
    pod: withAffinity('app=web', away(term('app=cache'), term('app=db', hostname))),
    want: { a1: ownAnti, a2: 'ok', b1: 'ok', x: 'ok' },
  },
  {
    fact: "existing pods' anti-affinity keeps the pod out of their domain",
    on: { a1: [withAffinity('app=db', away(term('app=web')))] },
    pod: { labels: labelsIn('app=web') },
    want: { a1: theirAnti, a2: theirAnti, b1: 'ok', x: 'ok' },
  },
  {
    fact: "existing pods' affinity does not",
    on: { a1: [withAffinity('app=db', near(term('app=web')))] },
    pod: { labels: labelsIn('app=web') },
    want: 'skip',
  },
  {
    fact: "affinity is told before own anti-affinity, that before others'",
    on: { a1: [withAffinity('app=db', away(term('app=web', hostname)))], b1: [db] },
    pod: withAffinity('app=web', { ...near(term('app=db')), ...away(term('app=db', hostname)) }),
    want: { a1: ownAnti, a2: 'ok', b1: ownAnti, x: noAffinity },
  },
  {
    fact: 'a term means the namespace of its own pod',
    on: { a1: [{ ...db, namespace: 'other' }] },
    pod: withAffinity('app=web', away(term('app=db'))),
    want: allOk,
  },
  {
    fact: 'unless it names others',
    on: { a1: [{ ...db, namespace: 'other' }], b1: [db] },
    pod: withAffinity('app=web', away(term('app=db', zone, { namespaces: ['other'] }))),
    want: { a1: ownAnti, a2: ownAnti, b1: 'ok', x: 'ok' },
  },
  {
    fact: 'a missing selector matches no pod, an empty one every pod',
    on: { a1: [db] },
    pod: withAffinity('app=web', away({ topologyKey: zone }, { topologyKey: hostname, labelSelector: {} })),
    want: { a1: ownAnti, a2: 'ok', b1: 'ok', x: 'ok' },
  },
];

for (const { fact, on, pod, objects, want } of filterCases) {
  test(fact, () => {
    const world = cluster(on, objects);
    deepEqual(verdicts(pluginFor(world), aPod(pod), world), want);
  });
}

const red: LabelSelectorV1 = { matchLabels: { color: 'red' } };
const notRed: LabelSelectorV1 = { matchExpressions: [{ key: 'color', operator: 'NotIn', values: ['red'] }] };

/** Pods of the three namespaces on a1, b1 and x; "ghost" has no Namespace object. */
const threeNamespaces = {
  a1: [{ ...db, namespace: 'red' }],
  b1: [{ ...db, namespace: 'blue' }],
  x: [{ ...db, namespace: 'ghost' }],
};
const namespaces = [namespace('default'), namespace('red', { color: 'red' }), namespace('blue', { color: 'blue' })];

const namespaceCases: { fact: string; selector: LabelSelectorV1; keeps: boolean; shut: string[] }[] = [
  { fact: 'a namespaceSelector lists the namespaces it matches', selector: red, keeps: true, shut: ['a1'] },
  { fact: 'an empty one matches all, unknown ones included', selector: {}, keeps: true, shut: ['a1', 'b1', 'x'] },
  {
    fact: 'one that matches no labels at all matches every pod until 1.36',
    selector: notRed,
    keeps: true,
    shut: ['a1', 'b1', 'x'],
  },
  { fact: 'from 1.37 it lists the namespaces that there are', selector: notRed, keeps: false, shut: ['b1'] },
];

for (const { fact, selector, keeps, shut } of namespaceCases) {
  test(fact, () => {
    const world = cluster(threeNamespaces, namespaces);
    const behaviour = { interPodAffinityKeepsNamespaceSelector: keeps };
    const pod = aPod(withAffinity('app=web', away(term('app=db', hostname, { namespaceSelector: selector }))));
    const seen = verdicts(pluginFor(world, defaults, { behaviour }), pod, world);
    deepEqual(
      Object.keys(seen)
        .filter((name) => (seen as Record<string, string>)[name] === ownAnti)
        .sort(),
      shut,
    );
  });
}

test("an existing pod's namespaceSelector reads a namespace without object as one without labels", () => {
  const guard = (selector: LabelSelectorV1) =>
    withAffinity('app=db', away(term('app=web', zone, { namespaceSelector: selector })), { namespace: 'red' });
  const world = cluster({ a1: [guard(notRed)], b1: [guard(red)] }, namespaces);
  const ask = (from: string) =>
    verdicts(pluginFor(world), aPod({ labels: labelsIn('app=web'), namespace: from }), world);
  deepEqual(ask('ghost'), { a1: theirAnti, a2: theirAnti, b1: 'ok', x: 'ok' });
  deepEqual(ask('red'), { a1: 'ok', a2: 'ok', b1: theirAnti, x: 'ok' });
});

test('namespaces are looked up anew when one changes', () => {
  const world = cluster(threeNamespaces, namespaces);
  const plugin = pluginFor(world);
  const pod = aPod(withAffinity('app=web', away(term('app=db', hostname, { namespaceSelector: red }))));
  deepEqual(verdicts(plugin, pod, world), { a1: ownAnti, a2: 'ok', b1: 'ok', x: 'ok' });
  world.objects.set('Namespace', namespace('red', { color: 'blue' }));
  world.objects.set('Namespace', namespace('blue', { color: 'red' }));
  deepEqual(verdicts(plugin, pod, world), { a1: 'ok', a2: 'ok', b1: ownAnti, x: 'ok' });
});

interface ScoreCase {
  fact: string;
  on: Record<string, PodOptions[]>;
  pod: PodOptions;
  args?: Partial<typeof defaults>;
  want: Scores | 'skip';
}

const web: PodOptions = { labels: labelsIn('app=web') };

const scoreCases: ScoreCase[] = [
  { fact: 'where no term matches the score is skipped', on: { a1: [db] }, pod: web, want: 'skip' },
  {
    fact: 'preferred affinity adds its weight for each matching pod in the domain',
    on: { a1: [db, db], b1: [db] },
    pod: withAffinity('app=web', prefersNear([10, term('app=db')])),
    want: { raw: [20, 20, 10, 0], normalized: [100, 100, 50, 0] }, // a 2·10, b 10
  },
  {
    fact: 'preferred anti-affinity takes it away',
    on: { a1: [db] },
    pod: withAffinity('app=web', prefersAway([30, term('app=db')], [3, term('app=db', hostname)])),
    want: { raw: [-33, -30, 0, 0], normalized: [0, 9, 100, 100] }, // a2: 100·(33−30)/33 = 9.09
  },
  {
    fact: "existing pods' preferences count the other way round",
    on: {
      a1: [withAffinity('app=db', prefersNear([7, term('app=web')]))],
      b1: [withAffinity('app=db', prefersAway([7, term('app=web')]))],
    },
    pod: web,
    want: { raw: [7, 7, -7, 0], normalized: [100, 100, 0, 50] },
  },
  {
    fact: 'their required affinity counts with the hard weight',
    on: { a1: [withAffinity('app=db', near(term('app=web', hostname)))] },
    pod: web,
    args: { hardPodAffinityWeight: 5 },
    want: { raw: [5, 0, 0, 0], normalized: [100, 0, 0, 0] },
  },
  {
    fact: 'which may be nothing',
    on: { a1: [withAffinity('app=db', near(term('app=web', hostname)))] },
    pod: web,
    args: { hardPodAffinityWeight: 0 },
    want: 'skip',
  },
  {
    fact: "existing pods' preferences may be ignored for a pod without any",
    on: { a1: [withAffinity('app=db', prefersNear([7, term('app=web')]))] },
    pod: web,
    args: { ignorePreferredTermsOfExistingPods: true },
    want: 'skip',
  },
  {
    fact: 'but not for one that has some',
    on: { a1: [withAffinity('app=db', prefersNear([7, term('app=web')]))] },
    pod: withAffinity('app=web', prefersNear([1, term('app=cache')])),
    args: { ignorePreferredTermsOfExistingPods: true },
    want: { raw: [7, 7, 0, 0], normalized: [100, 100, 0, 0] },
  },
  {
    fact: 'weights that cancel out leave all nodes at 0',
    on: { a1: [db] },
    pod: withAffinity('app=web', { ...prefersNear([4, term('app=db')]), ...prefersAway([4, term('app=db')]) }),
    want: { raw: [0, 0, 0, 0], normalized: [0, 0, 0, 0] },
  },
];

for (const { fact, on, pod, args, want } of scoreCases) {
  test(fact, () => {
    const world = cluster(on);
    deepEqual(scores(pluginFor(world, { ...defaults, ...args }), aPod(pod), world, ['a1', 'a2', 'b1', 'x']), want);
  });
}

test('pods with affinity share no verdicts, others do by their labels', () => {
  const world = cluster({});
  const signs = (pod: PodOptions, args = defaults) => pluginFor(world, args).signs!(aPod(pod));
  equal(signs(withAffinity('app=web', near(term('app=db')))), undefined);
  equal(signs(withAffinity('app=web', { podAntiAffinity: {} })), undefined);
  deepEqual(signs({ labels: { b: '1', a: '2' } }), signs({ labels: { a: '2', b: '1' } }));
  deepEqual(signs({ labels: { b: '1' } }), new Map([['b', '1']]));
  equal(signs(web, { ...defaults, ignorePreferredTermsOfExistingPods: true }), null);
});

test('work is the pods with terms, and every pod where the waiting one has terms', () => {
  const guard = withAffinity('app=db', away(term('app=web'), term('app=cache')));
  const friend = withAffinity('app=db', { ...near(term('app=web')), ...prefersAway([1, term('app=web')]) });
  const world = cluster({ a1: [guard, guard, db], b1: [friend] });
  const plain = aPod(web);
  const choosy = aPod(withAffinity('app=web', { ...near(term('app=db')), ...prefersAway([1, term('app=db')]) }));
  const { preFilter, preScore } = pluginFor(world).work!;
  deepEqual(preFilter!(plain, world), { nodes: 1, pods: 2, terms: 4, merged: 0 }); // two guards on one node, two terms each
  deepEqual(preFilter!(choosy, world), { nodes: 5, pods: 6, terms: 8, merged: 2 }); // and 4 nodes, 4 pods, 1 term each
  deepEqual(preScore!(plain, world, 4), { nodes: 2, pods: 3, terms: 2, merged: 2 }); // friend's two terms; guards have none to score
  deepEqual(preScore!(choosy, world, 4), { nodes: 4, pods: 4, terms: 6, merged: 2 }); // and 4 pods, 1 term each
  const unlabelled = aPod({ spec: {} });
  equal(preScore!(unlabelled, world, 4).merged, 0); // no term finds it
  const ignoring = pluginFor(world, { ...defaults, ignorePreferredTermsOfExistingPods: true });
  deepEqual(ignoring.work!.preScore!(plain, world, 4), {});
});

test('the work goes back when pods with affinity leave', () => {
  const guard = withAffinity('app=db', away(term('app=web')));
  const world = cluster({ a1: [guard, guard] });
  const { preFilter } = pluginFor(world).work!;
  const [first, second] = world.node('a1')!.pods;
  world.removePod(first!);
  deepEqual(preFilter!(aPod(web), world), { nodes: 1, pods: 1, terms: 1, merged: 0 });
  world.removePod(second!);
  deepEqual(preFilter!(aPod(web), world), { nodes: 0, pods: 0, terms: 0, merged: 0 });
});
