import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Plugin } from '../framework/index.js';
import { Action } from '../framework/index.js';
import { aCluster, aCycle, aHandle } from './testing.js';
import { volumeRestrictions } from './volume-restrictions.js';
import { aClaim, aPodWith, ask, hint } from './volume-testing.js';

const inUse =
  'Unschedulable: node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod';
const conflict = 'Unschedulable: node(s) had no available disk';

const gce = (pdName: string, readOnly = false) => ({ gcePersistentDisk: { pdName, readOnly } });
const ebs = (volumeID: string, readOnly = false) => ({ awsElasticBlockStore: { volumeID, readOnly } });
const iscsi = (iqn: string, readOnly = false) => ({ iscsi: { targetPortal: '10.0.0.1', iqn, lun: 0, readOnly } });
const rbd = (monitors: string[], image: string, readOnly = false) => ({ rbd: { monitors, image, readOnly } });

const mounts: [string, Record<string, unknown>, Record<string, unknown>, string][] = [
  ['a GCE disk mounted to be written conflicts', gce('a'), gce('a', true), conflict],
  ['a GCE disk that both only read does not', gce('a', true), gce('a', true), 'ok'],
  ['two GCE disks do not', gce('a'), gce('b'), 'ok'],
  ['an EBS volume conflicts even where both only read', ebs('v', true), ebs('v', true), conflict],
  ['an EBS volume and a GCE disk of one name do not', ebs('v'), gce('v'), 'ok'],
  ['an iSCSI target mounted to be written conflicts', iscsi('q'), iscsi('q'), conflict],
  ['an iSCSI target that both only read does not', iscsi('q', true), iscsi('q', true), 'ok'],
  ['RBD images conflict where one monitor is the same', rbd(['m1', 'm2'], 'i'), rbd(['m2', 'm3'], 'i'), conflict],
  ['RBD images with other monitors do not', rbd(['m1'], 'i'), rbd(['m2'], 'i'), 'ok'],
  ['RBD images of other names do not', rbd(['m1'], 'i'), rbd(['m1'], 'j'), 'ok'],
];
for (const [fact, wanted, mounted, verdict] of mounts) {
  test(fact, () => {
    const cluster = aCluster([{ name: 'n' }]);
    cluster.addPod(aPodWith([mounted], { nodeName: 'n' }));
    equal(ask(volumeRestrictions, aHandle({ cluster }), aPodWith([wanted]), cluster.node('n')!), verdict);
  });
}

test('a pod without disks and exclusive claims is not looked at', () => {
  const cluster = aCluster([{ name: 'n' }], [aClaim('shared')]);
  equal(ask(volumeRestrictions, aHandle({ cluster }), aPodWith(['shared']), cluster.node('n')!), 'skip');
});

test('a claim that is not there rejects the pod everywhere', () => {
  const cluster = aCluster([{ name: 'n' }]);
  const verdict = ask(volumeRestrictions, aHandle({ cluster }), aPodWith(['gone']), cluster.node('n')!);
  equal(verdict, 'UnschedulableAndUnresolvable: persistentvolumeclaim "gone" not found');
});

const exclusive = aClaim('mine', { accessModes: ['ReadWriteOncePod'] });

test('a ReadWriteOncePod claim in use on one node keeps pods off every node', () => {
  const cluster = aCluster([{ name: 'a' }, { name: 'b' }], [exclusive]);
  const handle = aHandle({ cluster });
  equal(ask(volumeRestrictions, handle, aPodWith(['mine']), cluster.node('b')!), 'skip');
  cluster.addPod(aPodWith(['mine'], { nodeName: 'a' }));
  equal(ask(volumeRestrictions, handle, aPodWith(['mine']), cluster.node('b')!), inUse);
});

test('evicting the pod that uses an exclusive claim makes room, as tried on a copy of the state', () => {
  const cluster = aCluster([{ name: 'a' }], [exclusive]);
  const holder = aPodWith(['mine'], { nodeName: 'a' });
  cluster.addPod(holder);
  const { preFilter, filter } = volumeRestrictions.create({}, aHandle({ cluster })) as Plugin;
  const pod = aPodWith(['mine']);
  const { state } = preFilter!.check(pod, aCycle(cluster));
  const tried = preFilter!.clone!(state);
  const node = cluster.node('a')!;
  preFilter!.removePod!(tried, pod, holder, node);
  equal(filter!.check(pod, node, tried).code, 'Success');
  equal(filter!.check(pod, node, state).code, 'Unschedulable');
  preFilter!.addPod!(tried, pod, holder, node);
  equal(filter!.check(pod, node, tried).code, 'Unschedulable');
});

test('what wakes a rejected pod', () => {
  const plugin = volumeRestrictions.create({}, aHandle());
  const deleted = { resource: 'Pod', action: Action.Delete };
  const claimed = { resource: 'PersistentVolumeClaim', action: Action.Add };
  const waiting = aPodWith(['mine', ebs('v')]);
  const gone = (volumes: (string | Record<string, unknown>)[], namespace = 'default') =>
    hint(plugin, deleted, waiting, aPodWith(volumes, { nodeName: 'n', namespace }), undefined);
  equal(gone([ebs('v')]), 'Queue');
  equal(gone(['mine']), 'Queue');
  equal(gone(['other', ebs('w')]), 'QueueSkip');
  equal(gone(['mine'], 'elsewhere'), 'QueueSkip');
  equal(hint(plugin, claimed, waiting, undefined, aClaim('mine')), 'Queue');
  equal(hint(plugin, claimed, waiting, undefined, aClaim('other')), 'QueueSkip');
  equal(hint(plugin, { resource: 'Node', action: Action.Add }, waiting, undefined, undefined), 'Queue');
  equal(hint(plugin, { resource: 'Node', action: Action.UpdateNodeLabel }, waiting, undefined, undefined), null);
});
