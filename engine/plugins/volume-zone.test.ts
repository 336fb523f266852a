import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Action } from '../framework/index.js';
import { aCluster, aHandle } from './testing.js';
import { aClaim, aClass, aPodWith, ask, aVolume, hint } from './volume-testing.js';
import { volumeZone } from './volume-zone.js';

const zone = 'topology.kubernetes.io/zone';
const region = 'topology.kubernetes.io/region';
const betaZone = 'failure-domain.beta.kubernetes.io/zone';
const conflict = 'UnschedulableAndUnresolvable: node(s) had no available volume zone';

const labels: [string, Record<string, string>, Record<string, string>, string][] = [
  ['a volume in the zone of the node is reached', { [zone]: 'a' }, { [zone]: 'a' }, 'ok'],
  ['one in another zone is not', { [zone]: 'a' }, { [zone]: 'b' }, conflict],
  ['one in several zones is reached from each', { [zone]: 'a__b' }, { [zone]: 'b' }, 'ok'],
  ['a label with an empty zone is passed over', { [zone]: 'a__' }, { [zone]: 'b' }, 'skip'],
  ['a node without zone and region takes any volume', { [zone]: 'a' }, {}, 'ok'],
  ['a node that only says its region has no zone', { [zone]: 'a' }, { [region]: 'r' }, conflict],
  ['a beta label of the volume meets the label of a newer node', { [betaZone]: 'a' }, { [zone]: 'a' }, 'ok'],
  ['the beta label of the node comes first', { [betaZone]: 'a' }, { [betaZone]: 'b', [zone]: 'a' }, conflict],
  ['a label of today does not meet a beta label', { [zone]: 'a' }, { [betaZone]: 'a' }, conflict],
  ['zone and region have to fit both', { [zone]: 'a', [region]: 'r' }, { [zone]: 'a', [region]: 's' }, conflict],
  ['a volume without such labels is not looked at', { tier: 'gold' }, { [zone]: 'a' }, 'skip'],
];
for (const [fact, ofVolume, ofNode, verdict] of labels) {
  test(fact, () => {
    const volume = aVolume('pv', { metadata: { labels: ofVolume } });
    const cluster = aCluster([{ name: 'n', labels: ofNode }], [volume, aClaim('c', { volumeName: 'pv' })]);
    equal(ask(volumeZone, aHandle({ cluster }), aPodWith(['c']), cluster.node('n')!), verdict);
  });
}

const lost = 'UnschedulableAndUnresolvable: ';
const unbound: [string, ReturnType<typeof aClaim>[], string][] = [
  ['a claim that is not there rejects', [], `${lost}persistentvolumeclaim "c" not found`],
  [
    'a claim without volume and class rejects',
    [aClaim('c')],
    `${lost}PersistentVolumeClaim had no pv name and storageClass name`,
  ],
  [
    'a claim whose class is not there rejects',
    [aClaim('c', { className: 'x' })],
    `${lost}storageclass.storage.k8s.io "x" not found`,
  ],
  [
    'a claim that does not wait for its consumer rejects',
    [aClaim('c', { className: 'x' }), aClass('x', { volumeBindingMode: 'Immediate' })],
    `${lost}PersistentVolume had no name`,
  ],
  ['a claim that waits for its consumer is passed over', [aClaim('c', { className: 'x' }), aClass('x')], 'skip'],
  [
    'a claim whose volume is not there rejects',
    [aClaim('c', { volumeName: 'pv' })],
    `${lost}persistentvolume "pv" not found`,
  ],
];
for (const [fact, objects, verdict] of unbound) {
  test(fact, () => {
    const cluster = aCluster([{ name: 'n' }], objects);
    equal(ask(volumeZone, aHandle({ cluster }), aPodWith(['c']), cluster.node('n')!), verdict);
  });
}

test('what wakes a rejected pod', () => {
  const plugin = volumeZone.create({}, aHandle());
  const pod = aPodWith(['c']);
  const inZone = (name: string) => aVolume('pv', { metadata: { labels: { [zone]: name } } });
  const added = (resource: string, object: unknown) =>
    hint(plugin, { resource, action: Action.Add }, pod, undefined, object);
  equal(added('StorageClass', aClass('x')), 'Queue');
  equal(added('StorageClass', aClass('x', { volumeBindingMode: 'Immediate' })), 'QueueSkip');
  equal(added('PersistentVolumeClaim', aClaim('c')), 'Queue');
  equal(added('PersistentVolumeClaim', aClaim('d')), 'QueueSkip');
  equal(added('PersistentVolume', inZone('a')), 'Queue');
  const volume = { resource: 'PersistentVolume', action: Action.Update };
  equal(hint(plugin, volume, pod, inZone('a'), inZone('b')), 'Queue');
  equal(hint(plugin, volume, pod, inZone('a__b'), inZone('b__a')), 'QueueSkip');
  equal(hint(plugin, { resource: 'Node', action: Action.UpdateNodeLabel }, pod, undefined, undefined), 'Queue');
});
