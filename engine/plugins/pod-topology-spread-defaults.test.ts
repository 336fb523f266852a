import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster, Pod } from '../cluster/index.js';
import type { KubeObject, LabelSelectorV1 } from '../objects/index.js';
import { inZone, labelsIn, scores, verdicts } from './domain-testing.js';
import { podTopologySpread } from './pod-topology-spread.js';
import { aCluster, aHandle, aPod, type PodOptions } from './testing.js';

const systemDefaults = { defaultConstraints: [], defaultingType: 'System' } as const;
const zoneConstraint = { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' };
const listDefaults = { defaultConstraints: [zoneConstraint], defaultingType: 'List' } as const;
const skewed = "Unschedulable: node(s) didn't match pod topology spread constraints";

function object(kind: string, name: string, spec: Record<string, unknown>, namespace = 'default'): KubeObject {
  const apiVersion = kind === 'Service' || kind === 'ReplicationController' ? 'v1' : 'apps/v1';
  return { apiVersion, kind, metadata: { name, namespace }, spec };
}

function service(name: string, selector: Record<string, string> | undefined, namespace?: string): KubeObject {
  return object('Service', name, selector === undefined ? {} : { selector }, namespace);
}

function owned(kind: string, name: string, labels: string, options: PodOptions = {}): Pod {
  const apiVersion = kind === 'ReplicationController' ? 'v1' : 'apps/v1';
  const ownerReferences = [{ apiVersion, kind, name, uid: 'u', controller: true }];
  return aPod({ labels: labelsIn(labels), ownerReferences, ...options });
}

/** Two web pods and one of revision 2 in zone a, a db pod in zone b. */
const nodes = () => [inZone('a1', 'a', 'app=web', 'app=web', 'app=web,rev=2'), inZone('b1', 'b', 'app=db')];

/** How many pods in zone a the default selector matches, read off the hard default constraint with maxSkew 1 … 4. */
function matchesInZoneA(pod: Pod, cluster: Cluster): number | 'none' {
  for (let maxSkew = 1; maxSkew <= 4; maxSkew++) {
    const args = { ...listDefaults, defaultConstraints: [{ ...zoneConstraint, maxSkew }] };
    const verdict = verdicts(podTopologySpread.create(args, aHandle({ cluster })), pod, cluster);
    if (verdict === 'skip') return 'none';
    if (verdict['a1'] === 'ok') return maxSkew - 1; // matching + 1 − 0 ≤ maxSkew
  }
  return 4;
}

const web: LabelSelectorV1 = { matchLabels: { app: 'web' } };

const selectorCases: { fact: string; objects: KubeObject[]; pod: Pod; want: number | 'none' }[] = [
  { fact: 'a pod that nothing selects has no default constraints', objects: [], pod: aPod(), want: 'none' },
  {
    fact: 'a service that matches the pod selects its peers',
    objects: [service('s', { app: 'web' })],
    pod: aPod({ labels: labelsIn('app=web') }),
    want: 3,
  },
  {
    fact: 'services that match select together',
    objects: [service('s', { app: 'web' }), service('t', { rev: '2' })],
    pod: aPod({ labels: labelsIn('app=web,rev=2') }),
    want: 1,
  },
  {
    fact: 'services of other namespaces, of other pods and without selector do not',
    objects: [service('s', { app: 'web' }, 'other'), service('t', { app: 'db' }), service('u', undefined)],
    pod: aPod({ labels: labelsIn('app=web') }),
    want: 'none',
  },
  {
    fact: 'a ReplicaSet selects by its selector',
    objects: [object('ReplicaSet', 'web', { selector: web })],
    pod: owned('ReplicaSet', 'web', 'app=web'),
    want: 3,
  },
  {
    fact: 'a StatefulSet does, expressions included',
    objects: [object('StatefulSet', 'web', { selector: { matchExpressions: [{ key: 'rev', operator: 'Exists' }] } })],
    pod: owned('StatefulSet', 'web', 'app=web,rev=1'),
    want: 1,
  },
  {
    fact: 'a ReplicationController selects by labels',
    objects: [object('ReplicationController', 'web', { selector: { app: 'web' } })],
    pod: owned('ReplicationController', 'web', 'app=web'),
    want: 3,
  },
  {
    fact: 'an owner narrows what services select',
    objects: [service('s', { app: 'web' }), object('ReplicaSet', 'web', { selector: { matchLabels: { rev: '2' } } })],
    pod: owned('ReplicaSet', 'web', 'app=web,rev=2'),
    want: 1,
  },
  {
    fact: 'an owner of another kind, or one that is not there, does not count',
    objects: [object('ReplicaSet', 'web', { selector: web })],
    pod: owned('Deployment', 'web', 'app=web'),
    want: 'none',
  },
  {
    fact: 'nor does one of another namespace',
    objects: [object('ReplicaSet', 'web', { selector: web }, 'other')],
    pod: owned('ReplicaSet', 'web', 'app=web'),
    want: 'none',
  },
];

for (const { fact, objects, pod, want } of selectorCases) {
  test(fact, () => deepEqual(matchesInZoneA(pod, aCluster(nodes(), objects)), want));
}

test('the selector follows services and owners as they come and go', () => {
  const cluster = aCluster(nodes());
  const plugin = podTopologySpread.create(listDefaults, aHandle({ cluster }));
  const pod = owned('ReplicaSet', 'web', 'app=web');
  const seen = () => verdicts(plugin, pod, cluster);
  deepEqual(seen(), 'skip');
  cluster.objects.set('Service', service('s', { app: 'web' }));
  deepEqual(seen(), { a1: skewed, b1: 'ok' });
  cluster.objects.set('ReplicaSet', object('ReplicaSet', 'web', { selector: { matchLabels: { rev: '9' } } }));
  deepEqual(seen(), { a1: 'ok', b1: 'ok' });
  cluster.objects.delete('ReplicaSet', 'default', 'web');
  cluster.objects.delete('Service', 'default', 's');
  deepEqual(seen(), 'skip');
});

test('a pod with constraints of its own has no default ones, of whatever action', () => {
  const cluster = aCluster(nodes(), [service('s', { app: 'web' })]);
  const plugin = podTopologySpread.create(listDefaults, aHandle({ cluster }));
  const own = [{ ...zoneConstraint, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: web }];
  const pod = aPod({ labels: labelsIn('app=web'), spec: { topologySpreadConstraints: own } });
  deepEqual(verdicts(plugin, pod, cluster), 'skip');
});

test('system defaults spread over hostnames and zones, softly', () => {
  const cluster = aCluster([...nodes(), inZone('b2', 'b', 'app=web')], [service('s', { app: 'web' })]);
  const plugin = podTopologySpread.create(systemDefaults, aHandle({ cluster }));
  const pod = aPod({ labels: labelsIn('app=web') });
  deepEqual(verdicts(plugin, pod, cluster), 'skip');
  // hosts ln 5 = 1.609, maxSkew 3;  zones ln 4 = 1.386, maxSkew 5
  // a1: 3·1.609+2 + 3·1.386+4 = 14.99 → 15,  b1: 2 + 1.386+4 = 7.39 → 7,  b2: 1.609+2 + 1.386+4 = 8.996 → 9
  // max 15, min 7: a1 100·7/15 = 46,  b1 100,  b2 100·13/15 = 86
  deepEqual(scores(plugin, pod, cluster, ['a1', 'b1', 'b2']), { raw: [15, 7, 9], normalized: [46, 100, 86] });
});

test('with system defaults a node without a zone is scored by its hostname, and its lack of a zone is a domain', () => {
  const cluster = aCluster([inZone('a1', 'a', 'app=web'), inZone('x', '', 'app=web')], [service('s', { app: 'web' })]);
  const plugin = podTopologySpread.create(systemDefaults, aHandle({ cluster }));
  const pod = aPod({ labels: labelsIn('app=web') });
  // hosts ln 4 = 1.386;  zones "a" and "": ln 4;  a1: 1.386+2 + 1.386+4 = 8.77 → 9,  x: 1.386+2 = 3.39 → 3
  // max 9, min 3: a1 100·3/9 = 33,  x 100
  deepEqual(scores(plugin, pod, cluster, ['a1', 'x']), { raw: [9, 3], normalized: [33, 100] });
});
