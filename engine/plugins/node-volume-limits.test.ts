import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Action } from '../framework/index.js';
import type { KubeObject } from '../objects/index.js';
import { nodeVolumeLimits } from './node-volume-limits.js';
import { aCluster, aHandle, type HandleOptions } from './testing.js';
import { aClaim, aClass, aCsiNode, aPodWith, ask, aVolume, hint } from './volume-testing.js';

const exceeded = 'Unschedulable: node(s) exceed max volume count';

/** Claim and volume, bound to each other: csi.example.com/<name>. */
function bound(name: string): KubeObject[] {
  return [aVolume(`pv-${name}`), aClaim(name, { volumeName: `pv-${name}` })];
}

/** The verdict for a pod with these volumes on node n, where other pods have those. */
function verdict(
  limits: Record<string, number | null>,
  objects: KubeObject[],
  there: (string | Record<string, unknown>)[],
  wanted: (string | Record<string, unknown>)[],
  options: HandleOptions = {},
): string {
  const cluster = aCluster([{ name: 'n' }], [aCsiNode('n', limits), ...objects]);
  for (const volume of there) cluster.addPod(aPodWith([volume], { nodeName: 'n' }));
  return ask(nodeVolumeLimits, aHandle({ cluster, ...options }), aPodWith(wanted), cluster.node('n')!);
}

test('a node takes as many volumes of a driver as its CSINode says', () => {
  const objects = [...bound('a'), ...bound('b'), ...bound('c')];
  equal(verdict({ 'csi.example.com': 2 }, objects, ['a'], ['b']), 'ok'); //      1 + 1 ≤ 2
  equal(verdict({ 'csi.example.com': 2 }, objects, ['a'], ['b', 'c']), exceeded); // 1 + 2 > 2
  equal(verdict({ 'csi.example.com': null }, objects, ['a'], ['b', 'c']), 'ok');
  equal(verdict({ 'other.example.com': 0 }, objects, ['a'], ['b', 'c']), 'ok');
});

test('a volume that several pods use counts once', () => {
  const objects = [...bound('a'), ...bound('b')];
  equal(verdict({ 'csi.example.com': 1 }, objects, ['a', 'a'], ['a']), 'ok');
  equal(verdict({ 'csi.example.com': 2 }, objects, ['a', 'a'], ['a', 'b']), 'ok');
});

test('an attachment without a pod counts, even against the pod whose volume it is', () => {
  const attached = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name: 'va' },
    spec: { attacher: 'csi.example.com', nodeName: 'n', source: { persistentVolumeName: 'pv-a' } },
  };
  const objects = [...bound('a'), ...bound('b'), attached];
  equal(verdict({ 'csi.example.com': 1 }, objects, [], ['b']), exceeded); // 1 attached + 1 new
  equal(verdict({ 'csi.example.com': 1 }, objects, [], ['a']), exceeded);
  equal(verdict({ 'csi.example.com': 1 }, objects, ['a'], ['a']), 'ok'); // the pod's use and the attachment are one
});

test('an unbound claim counts for the driver of its class', () => {
  const objects = [aClass('fast'), aClaim('a', { className: 'fast' }), aClaim('b', { className: 'fast' })];
  equal(verdict({ 'csi.example.com': 1 }, objects, ['a'], ['b']), exceeded);
  equal(verdict({ 'csi.example.com': 1 }, [aClaim('a'), aClaim('b')], ['a'], ['b']), 'ok');
});

test('an in-tree disk counts for the driver it has moved to', () => {
  const disk = (volumeID: string) => ({ awsElasticBlockStore: { volumeID } });
  const limits = { 'ebs.csi.aws.com': 1 };
  equal(verdict(limits, [], [disk('vol-1')], [disk('vol-2')]), exceeded);
  equal(verdict(limits, [], [disk('vol-1')], [disk('aws:///vol-1')]), 'ok');
  const volume = aVolume('pv', { source: disk('vol-1') });
  equal(verdict(limits, [volume, aClaim('a', { volumeName: 'pv' })], [disk('vol-2')], ['a']), exceeded);
});

test('up to 1.35 a Portworx volume counts only where the CSINode lists its plugin; others always do', () => {
  const volume = (volumeID: string) => ({ portworxVolume: { volumeID } });
  const limits = { 'pxd.portworx.com': 1 };
  equal(verdict(limits, [], [volume('vol-1')], [volume('vol-2')], { minor: '1.35' }), 'ok');
  equal(verdict(limits, [], [volume('vol-1')], [volume('vol-2')]), exceeded);
  const listed = aCsiNode('n', limits, ['kubernetes.io/portworx-volume']);
  equal(verdict(limits, [listed], [volume('vol-1')], [volume('vol-2')], { minor: '1.35' }), exceeded);
  const disk = (volumeID: string) => ({ awsElasticBlockStore: { volumeID } });
  equal(verdict({ 'ebs.csi.aws.com': 1 }, [], [disk('vol-1')], [disk('vol-2')], { minor: '1.35' }), exceeded);
});

test('a pod whose volumes no driver attaches is not looked at', () => {
  equal(verdict({ 'csi.example.com': 0 }, [], [], [{ configMap: { name: 'x' } }, { csi: { driver: 'd' } }]), 'skip');
});

test('a missing claim rejects a waiting pod and is passed over for a placed one', () => {
  const missing = 'looking up PVC default/gone: persistentvolumeclaim "gone" not found';
  const limits = { 'csi.example.com': 1 };
  equal(verdict(limits, [], [], ['gone']), `UnschedulableAndUnresolvable: ${missing}`);
  equal(verdict(limits, bound('a'), ['gone'], ['a']), 'ok');
});

test('an ephemeral claim that the pod does not own is an error', () => {
  const cluster = aCluster([{ name: 'n' }], [aCsiNode('n', {}), aClaim('p-v0')]);
  const pod = aPodWith([{ ephemeral: {} }], { name: 'p' });
  const notOwned = 'PVC default/p-v0 was not created for pod default/p (pod is not owner)';
  equal(ask(nodeVolumeLimits, aHandle({ cluster }), pod, cluster.node('n')!), `Error: ${notOwned}`);
});

test('under VolumeLimitScaling a driver that asks for it keeps pods off nodes without it', () => {
  const driver = (spec: Record<string, unknown>) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIDriver',
    metadata: { name: 'csi.example.com' },
    spec,
  });
  const missing = 'Unschedulable: csi.example.com CSI driver is not installed on the node';
  const gates = { VolumeLimitScaling: true };
  const asks = [...bound('a'), driver({ preventPodSchedulingIfMissing: true })];
  equal(verdict({}, asks, [], ['a'], { gates }), missing);
  equal(verdict({ 'csi.example.com': null }, asks, [], ['a'], { gates }), 'ok');
  equal(verdict({}, asks, [], ['a']), 'ok');
  equal(verdict({}, [...bound('a'), driver({})], [], ['a'], { gates }), 'ok');
  equal(verdict({}, [...bound('a'), driver({})], [], ['a'], { gates, minor: '1.35' }), missing);
});

test('what wakes a rejected pod', () => {
  const plugin = nodeVolumeLimits.create({}, aHandle());
  const pod = aPodWith(['a', { awsElasticBlockStore: { volumeID: 'vol-1' } }]);
  const csiNode = { resource: 'CSINode', action: Action.Update };
  const limits = (before: Record<string, number | null>, after: Record<string, number | null>) =>
    hint(plugin, csiNode, pod, aCsiNode('n', before), aCsiNode('n', after));
  equal(limits({ x: 1 }, { x: 2 }), 'Queue');
  equal(limits({ x: 2 }, { x: 1 }), 'QueueSkip');
  equal(limits({ x: 2 }, { x: null }), 'QueueSkip'); // no limit counts as 0
  equal(limits({}, { y: 1 }), 'Queue');
  equal(hint(plugin, { resource: 'CSINode', action: Action.Add }, pod, undefined, aCsiNode('m', {})), 'Queue');
  equal(hint(plugin, { resource: 'Node', action: Action.Add }, pod, undefined, undefined), null);

  const deleted = (nodeName: string, ...volumes: (string | Record<string, unknown>)[]) =>
    hint(plugin, { resource: 'Pod', action: Action.Delete }, pod, aPodWith(volumes, { nodeName }), undefined);
  equal(deleted('n', 'b'), 'Queue');
  equal(deleted('', 'b'), 'QueueSkip');
  equal(deleted('n', { configMap: { name: 'x' } }), 'QueueSkip');

  const detached = (waiting: typeof pod, attacher: string) =>
    hint(plugin, { resource: 'VolumeAttachment', action: Action.Delete }, waiting, { spec: { attacher } }, undefined);
  equal(detached(pod, 'any'), 'Queue');
  const inline = aPodWith([{ awsElasticBlockStore: { volumeID: 'vol-1' } }]);
  equal(detached(inline, 'ebs.csi.aws.com'), 'Queue');
  equal(detached(inline, 'csi.example.com'), 'QueueSkip');
  const claim = { resource: 'PersistentVolumeClaim', action: Action.Add };
  equal(hint(plugin, claim, pod, undefined, aClaim('a')), 'Queue');
  equal(hint(plugin, claim, pod, undefined, aClaim('z')), 'QueueSkip');
});
