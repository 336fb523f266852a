import { deepEqual, equal, notDeepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { Action } from '../framework/index.js';
import type { KubeObject } from '../objects/index.js';
import { aCluster, aHandle, type NodeOptions } from './testing.js';
import { volumeBinding } from './volume-binding.js';
import { aClaim, aClass, aCsiNode, aPodWith, ask, aVolume, hint } from './volume-testing.js';

const zone = 'topology.kubernetes.io/zone';
const args = { bindTimeoutSeconds: 600 };
const unresolvable = (reason: string) => `UnschedulableAndUnresolvable: ${reason}`;
const noVolumes = unresolvable("node(s) didn't find available persistent volumes to bind");
const nodeConflict = unresolvable("node(s) didn't match PersistentVolume's node affinity");
const noSpace = unresolvable('node(s) did not have enough free storage');
const noVolume = unresolvable('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');

/** The verdict for a pod with these claims on node n in zone a. */
function verdict(objects: KubeObject[], claims: (string | Record<string, unknown>)[], node: NodeOptions = {}): string {
  const cluster = aCluster([{ name: 'n', labels: { [zone]: 'a' }, ...node }], objects);
  return ask(volumeBinding, aHandle({ cluster }), aPodWith(claims, { name: 'p' }), cluster.node('n')!, args);
}

test('a pod without claims is not looked at', () => {
  equal(verdict([], [{ emptyDir: {} }]), 'skip');
});

const goneMeta = { deletionTimestamp: '2026-01-01T00:00:00Z' };
const broken: [string, KubeObject[], string | Record<string, unknown>, string][] = [
  ['a missing claim', [], 'c', 'persistentvolumeclaim "c" not found'],
  [
    'an ephemeral claim that its controller has not made yet',
    [],
    { ephemeral: {} },
    'waiting for ephemeral volume controller to create the persistentvolumeclaim "p-v0"',
  ],
  [
    'an ephemeral claim of somebody else',
    [aClaim('p-v0')],
    { ephemeral: {} },
    'PVC default/p-v0 was not created for pod default/p (pod is not owner)',
  ],
  [
    'a claim that lost its volume',
    [aClaim('c', { volumeName: 'pv', phase: 'Lost' })],
    'c',
    'persistentvolumeclaim "c" bound to non-existent persistentvolume "pv"',
  ],
  ['a claim that is going', [aClaim('c', { metadata: goneMeta })], 'c', 'persistentvolumeclaim "c" is being deleted'],
  [
    'an unbound claim of an immediate class',
    [aClass('x', { volumeBindingMode: 'Immediate' }), aClaim('c', { className: 'x' })],
    'c',
    'pod has unbound immediate PersistentVolumeClaims',
  ],
  ['an unbound claim without a class', [aClaim('c')], 'c', 'pod has unbound immediate PersistentVolumeClaims'],
  [
    'a claim with a volume whose binding is not complete',
    [aClass('x'), aClaim('c', { className: 'x', spec: { volumeName: 'pv' } })],
    'c',
    'pod has unbound immediate PersistentVolumeClaims',
  ],
];
for (const [fact, objects, claim, reason] of broken) {
  test(`${fact} rejects the pod everywhere`, () => equal(verdict(objects, [claim]), unresolvable(reason)));
}

test('an ephemeral claim that the pod controls is like any other', () => {
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', controller: true }];
  const cluster = aCluster(
    [{ name: 'n', labels: { [zone]: 'a' } }],
    [aVolume('pv', { zones: ['b'] }), aClaim('p-v0', { volumeName: 'pv', metadata: { ownerReferences } })],
  );
  const pod = aPodWith([{ ephemeral: {} }], { name: 'p', uid: 'u' });
  equal(ask(volumeBinding, aHandle({ cluster }), pod, cluster.node('n')!, args), nodeConflict);
});

test("a bound claim's volume has to be there and in reach of the node", () => {
  const claim = aClaim('c', { volumeName: 'pv' });
  equal(verdict([claim, aVolume('pv')], ['c']), 'ok');
  equal(verdict([claim, aVolume('pv', { zones: ['a', 'b'] })], ['c']), 'ok');
  equal(verdict([claim, aVolume('pv', { zones: ['b'] })], ['c']), nodeConflict);
  equal(verdict([claim], ['c']), noVolume);
});

test('a volume whose affinity only names nodes is in reach of all: upstream passes over fields', () => {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: ['m'] }];
  const spec = { nodeAffinity: { required: { nodeSelectorTerms: [{ matchFields }] } } };
  equal(verdict([aClaim('c', { volumeName: 'pv' }), aVolume('pv', { spec })], ['c']), 'ok');
});

test('where the in-tree plugin has moved to CSI, its zone is looked for under the key of the driver', () => {
  const volume = aVolume('pv', { zones: ['a'], source: { awsElasticBlockStore: { volumeID: 'vol-1' } } });
  const objects = [volume, aClaim('c', { volumeName: 'pv' })];
  const migrated = aCsiNode('n', {}, ['kubernetes.io/aws-ebs']);
  equal(verdict(objects, ['c']), 'ok');
  equal(verdict([...objects, aCsiNode('n', {})], ['c']), 'ok');
  equal(verdict([...objects, migrated], ['c']), nodeConflict);
  equal(verdict([...objects, migrated], ['c'], { labels: { 'topology.ebs.csi.aws.com/zone': 'a' } }), 'ok');
});

const local = aClass('local', { provisioner: 'kubernetes.io/no-provisioner' });

test('a claim that waits for its consumer needs a volume in reach where none can be made', () => {
  const objects = [local, aClaim('c', { className: 'local' })];
  equal(verdict(objects, ['c']), noVolumes);
  equal(verdict([...objects, aVolume('v', { className: 'local', zones: ['b'] })], ['c']), noVolumes);
  equal(verdict([...objects, aVolume('v', { className: 'local', zones: ['a'] })], ['c']), 'ok');
});

test('two claims of a pod do not get one volume; the smaller claim takes the smaller one', () => {
  const small = aVolume('small', { className: 'local', storage: '2Gi' });
  const large = aVolume('large', { className: 'local', storage: '9Gi' });
  const claims = [
    aClaim('big', { className: 'local', storage: '5Gi' }),
    aClaim('little', { className: 'local', storage: '1Gi' }),
  ];
  equal(verdict([local, ...claims, large, small], ['big', 'little']), 'ok');
  equal(verdict([local, ...claims, large], ['big', 'little']), noVolumes);
  equal(verdict([local, ...claims, small], ['big', 'little']), noVolumes);
});

test('a claim given to a node already is provisioned there or nowhere', () => {
  const given = (nodeName: string) =>
    aClaim('c', { className: 'fast', metadata: { annotations: { 'volume.kubernetes.io/selected-node': nodeName } } });
  equal(verdict([aClass('fast'), given('n')], ['c']), 'ok');
  equal(verdict([aClass('fast'), given('m')], ['c']), noVolumes);
  equal(verdict([aClass('fast'), given('m'), aVolume('v', { className: 'fast' })], ['c']), noVolumes);
});

test('several things wrong are all said, in upstream order', () => {
  const objects = [aVolume('pv', { zones: ['b'] }), aClaim('b', { volumeName: 'pv' }), local];
  const reason = `${nodeConflict}, node(s) didn't find available persistent volumes to bind`;
  equal(verdict([...objects, aClaim('c', { className: 'local' })], ['b', 'c']), reason);
});

test('a volume is made only where the class allows it', () => {
  const allowed = (...terms: [string, string[]][]) =>
    aClass('fast', {
      allowedTopologies: terms.map(([key, values]) => ({ matchLabelExpressions: [{ key, values }] })),
    });
  const claim = aClaim('c', { className: 'fast' });
  equal(verdict([allowed(), claim], ['c']), 'ok');
  equal(verdict([allowed([zone, ['b']]), claim], ['c']), noVolumes);
  equal(verdict([allowed([zone, ['b']], [zone, ['a']]), claim], ['c']), 'ok');
  equal(verdict([aClass('fast', { allowedTopologies: [{}] }), claim], ['c']), noVolumes);
});

test('a driver that reports capacity needs a segment in reach that holds the volume', () => {
  const driver = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIDriver',
    metadata: { name: 'csi.example.com' },
    spec: { storageCapacity: true },
  };
  const segment = (name: string, inZone: string, sizes: Record<string, string>) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIStorageCapacity',
    metadata: { name, namespace: 'kube-system' },
    storageClassName: 'fast',
    nodeTopology: { matchLabels: { [zone]: inZone } },
    ...sizes,
  });
  const base = [aClass('fast'), aClaim('c', { className: 'fast', storage: '5Gi' })];
  equal(verdict(base, ['c']), 'ok');
  equal(verdict([...base, driver], ['c']), noSpace);
  equal(verdict([...base, driver, segment('s', 'a', { capacity: '5Gi' })], ['c']), 'ok');
  equal(verdict([...base, driver, segment('s', 'b', { capacity: '5Gi' })], ['c']), noSpace);
  equal(verdict([...base, driver, segment('s', 'a', { capacity: '4Gi' })], ['c']), noSpace);
  const split = segment('s', 'a', { capacity: '9Gi', maximumVolumeSize: '4Gi' });
  equal(verdict([...base, driver, split], ['c']), noSpace);
});

test("a claim whose class has gone is not the scheduler's to bind", () => {
  equal(
    verdict([aClaim('c', { className: 'gone' })], ['c']),
    unresolvable('pod has unbound immediate PersistentVolumeClaims'),
  );
});

test('pods sign the sources of their volumes, whatever order they are in, but no configuration', () => {
  const { signs } = volumeBinding.create(args, aHandle());
  const sign = (...volumes: (string | Record<string, unknown>)[]) => signs!(aPodWith(volumes));
  deepEqual(sign('a'), sign('a', { configMap: { name: 'x' } }));
  deepEqual(sign('a', { emptyDir: {} }), sign({ emptyDir: {} }, 'a'));
  deepEqual(sign({ secret: {} }), []);
  notDeepEqual(sign({ emptyDir: {} }), []);
  notDeepEqual(sign('a'), sign('b'));
});

test('claims besides are those of the namespace in their order, ephemeral ones those of the pod', () => {
  const { readsBesides } = volumeBinding.create(args, aHandle());
  const read = (volumes: (string | Record<string, unknown>)[], name = 'p', namespace = 'default') =>
    readsBesides!(aPodWith(volumes, { name, namespace }));
  equal(read([{ emptyDir: {} }], 'p', 'other'), read([{ emptyDir: {} }]));
  equal(read(['a'], 'q'), read(['a']));
  equal(read(['a'], 'p', 'other') === read(['a']), false);
  equal(read(['a', 'b']) === read(['b', 'a']), false);
  const ephemeral = read([{ ephemeral: {} }]);
  notDeepEqual(read([{ ephemeral: {} }]), ephemeral); // two pods, though of one name
});

test('PreFilter lists the volumes of the classes of claims that it is to bind', () => {
  const objects = [
    aClass('fast'),
    aClaim('c', { className: 'fast' }),
    aClaim('bound', { className: 'fast', volumeName: 'v1' }),
    aVolume('v1', { className: 'fast' }),
    aVolume('v2', { className: 'fast' }),
    aVolume('v3', { className: 'other' }),
  ];
  const cluster = aCluster([], objects);
  const { work } = volumeBinding.create(args, aHandle({ cluster }));
  deepEqual(work!.preFilter!(aPodWith(['c', 'bound']), cluster), { terms: 2 });
  deepEqual(work!.preFilter!(aPodWith(['bound']), cluster), { terms: 0 });
});

test('what wakes a rejected pod', () => {
  const plugin = volumeBinding.create(args, aHandle());
  const pod = aPodWith(['c', { ephemeral: {} }, { csi: { driver: 'csi.example.com' } }], { name: 'p' });
  const happened = (resource: string, action: number, before: unknown, after: unknown) =>
    hint(plugin, { resource, action }, pod, before, after);
  const { Add, Update } = Action;

  equal(happened('StorageClass', Add, undefined, aClass('x')), 'Queue');
  const topologies = (values: string[]) =>
    aClass('x', { allowedTopologies: [{ matchLabelExpressions: [{ key: zone, values }] }] });
  equal(happened('StorageClass', Update, topologies(['a']), topologies(['a', 'b'])), 'Queue');
  equal(happened('StorageClass', Update, aClass('x'), aClass('x', { reclaimPolicy: 'Retain' })), 'QueueSkip');

  equal(happened('PersistentVolumeClaim', Add, undefined, aClaim('c')), 'Queue');
  equal(happened('PersistentVolumeClaim', Update, aClaim('p-v1'), aClaim('p-v1')), 'Queue');
  equal(happened('PersistentVolumeClaim', Update, aClaim('d'), aClaim('d')), 'QueueSkip');
  equal(happened('PersistentVolume', Update, aVolume('v'), aVolume('v')), 'Queue');
  equal(happened('Node', Action.UpdateNodeLabel, undefined, undefined), 'Queue');
  equal(happened('Node', Action.UpdateNodeTaint, undefined, undefined), null);

  equal(happened('CSINode', Add, undefined, aCsiNode('n', {})), 'Queue');
  equal(happened('CSINode', Update, aCsiNode('n', {}), aCsiNode('n', {}, ['kubernetes.io/gce-pd'])), 'Queue');
  equal(happened('CSINode', Update, aCsiNode('n', { x: 1 }), aCsiNode('n', { x: 2 })), 'QueueSkip');

  const driver = (name: string, storageCapacity: boolean) => ({ metadata: { name }, spec: { storageCapacity } });
  const driverUpdate = (name: string, before: boolean, after: boolean) =>
    happened('CSIDriver', Update, driver(name, before), driver(name, after));
  equal(driverUpdate('csi.example.com', true, false), 'Queue');
  equal(driverUpdate('csi.example.com', false, true), 'QueueSkip');
  equal(driverUpdate('other.example.com', true, false), 'QueueSkip');

  const segment = (sizes: object) => ({ metadata: { name: 's' }, storageClassName: 'x', ...sizes });
  const segmentUpdate = (before: object, after: object) =>
    happened('CSIStorageCapacity', Update, segment(before), segment(after));
  equal(happened('CSIStorageCapacity', Add, undefined, segment({})), 'Queue');
  equal(segmentUpdate({ capacity: '1Gi' }, { capacity: '2Gi' }), 'Queue');
  equal(segmentUpdate({ capacity: '2Gi' }, { capacity: '1Gi' }), 'QueueSkip');
  equal(segmentUpdate({}, { capacity: '1Gi' }), 'Queue');
  equal(segmentUpdate({ capacity: '1Gi' }, { capacity: '9Gi', maximumVolumeSize: '1Gi' }), 'QueueSkip');
});
