import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { KubeObject, PersistentVolumeClaimV1, PersistentVolumeV1 } from '../../../objects/index.js';
import { aNode, aWorkload, createWorld, type World } from '../testing.js';
import { bindCompleted, selectedNode } from './claims.js';

const s = 1e6;

function aWorld(): World {
  const world = createWorld();
  world.addNodes(2);
  return world;
}

function aClass(name: string, more: Record<string, unknown> = {}): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name },
    provisioner: 'disk.csi',
    ...more,
  };
}

function aClaim(name: string, storage: string, storageClassName: string): PersistentVolumeClaimV1 {
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage } } };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec };
}

function aVolume(name: string, storage: string, storageClassName: string): PersistentVolumeV1 {
  const spec = { capacity: { storage }, accessModes: ['ReadWriteOnce'], storageClassName, hostPath: { path: '/x' } };
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name }, spec };
}

const claim = (world: World, name: string) => world.object<PersistentVolumeClaimV1>('PersistentVolumeClaim', name)!;
const volume = (world: World, name: string) => world.object<PersistentVolumeV1>('PersistentVolume', name, '');

test('a claim is bound to the smallest volume that satisfies it', () => {
  const world = aWorld();
  world.controllers.start();
  for (const [name, size] of [
    ['large', '50Gi'],
    ['fits', '10Gi'],
    ['small', '5Gi'],
  ])
    world.apply(aVolume(name!, size!, 'manual'));
  world.apply(aClaim('data', '8Gi', 'manual'), s);
  world.run();
  equal(claim(world, 'data').spec.volumeName, 'fits');
  equal(claim(world, 'data').status!.phase, 'Bound');
  equal(volume(world, 'fits')!.spec.claimRef!.name, 'data');
  deepEqual(
    ['large', 'fits', 'small'].map((name) => volume(world, name)!.status!.phase),
    ['Available', 'Bound', 'Available'],
  );
});

test('a claim of an immediate class has a volume provisioned, after the time that takes', () => {
  const world = aWorld();
  world.adopt(aClass('fast'));
  world.controllers.start();
  world.apply(aClaim('data', '8Gi', 'fast'), s);
  world.run();
  const { volumeName } = claim(world, 'data').spec;
  ok(volumeName!.startsWith('pvc-'));
  deepEqual(volume(world, volumeName!)!.spec.capacity, { storage: '8Gi' });
  // Provisioning takes a second at least (p50 3 s).
  const created = world.store.find('PersistentVolume', '', volumeName!)!.createdUs;
  ok(created > 1.5 * s);
});

test('a claim that waits for its consumer is provisioned where the scheduler wants it', () => {
  const world = createWorld();
  const zone = (name: string, value: string) => aNode(name, { metadata: { name, labels: { zone: value } } });
  const drivers = [{ name: 'disk.csi', nodeID: 'x', topologyKeys: ['zone'] }];
  for (const [name, value] of [
    ['a', 'east'],
    ['b', 'west'],
  ]) {
    world.adopt(zone(name!, value!));
    world.adopt({ apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: name! }, spec: { drivers } });
  }
  world.adopt(aClass('late', { volumeBindingMode: 'WaitForFirstConsumer' }));
  world.controllers.start();
  world.apply(aClaim('data', '8Gi', 'late'));
  world.at(60 * s, () => equal(claim(world, 'data').spec.volumeName, undefined));
  const annotations = { [selectedNode]: 'b' };
  world.apply({ ...aClaim('data', '8Gi', 'late'), metadata: { name: 'data', annotations } }, 61 * s);
  world.run();
  const bound = volume(world, claim(world, 'data').spec.volumeName!)!;
  deepEqual(bound.spec.nodeAffinity!.required!.nodeSelectorTerms[0]!.matchExpressions, [
    { key: 'zone', operator: 'In', values: ['west'] },
  ]);
  ok(claim(world, 'data').metadata.annotations![bindCompleted]);
});

test('a volume that the scheduler reserved is bound for good', () => {
  const world = aWorld();
  world.adopt(
    aClass('local', { provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' }),
  );
  world.controllers.start();
  world.apply(aVolume('disk', '10Gi', 'local'));
  world.apply(aClaim('data', '8Gi', 'local'), s);
  world.at(10 * s, () => {
    equal(claim(world, 'data').spec.volumeName, undefined);
    const { uid } = claim(world, 'data').metadata;
    const reserved = volume(world, 'disk')!;
    const claimRef = { namespace: 'default', name: 'data', uid: uid! };
    world.apply({ ...reserved, spec: { ...reserved.spec, claimRef } }, 11 * s);
  });
  world.run();
  equal(claim(world, 'data').spec.volumeName, 'disk');
  equal(volume(world, 'disk')!.status!.phase, 'Bound');
});

test('when a claim goes its volume is released, and deleted where the policy says so', () => {
  const world = aWorld();
  world.adopt(aClass('fast'));
  world.controllers.start();
  world.apply(aVolume('kept', '10Gi', 'manual'));
  world.apply(aClaim('manual', '8Gi', 'manual'), s);
  world.apply(aClaim('dynamic', '8Gi', 'fast'), s);
  for (const name of ['manual', 'dynamic']) world.remove('PersistentVolumeClaim', name, 200 * s);
  world.run();
  deepEqual(
    world.store.list('PersistentVolume').map(({ name }) => name),
    ['kept'],
  );
  equal(volume(world, 'kept')!.status!.phase, 'Released');
});

test('the claims of a StatefulSet outlive its pods', () => {
  const world = aWorld();
  world.adopt(aClass('fast'));
  world.controllers.start();
  const template = { metadata: { name: 'data' }, spec: aClaim('x', '1Gi', 'fast').spec };
  const set = (replicas: number) => aWorkload('StatefulSet', 'db', { replicas, volumeClaimTemplates: [template] });
  world.apply(set(3));
  world.apply(set(1), 300 * s);
  world.apply(set(2), 600 * s);
  world.run();
  const claims = world.store.list('PersistentVolumeClaim');
  deepEqual(
    claims.map(({ name }) => name),
    ['data-db-0', 'data-db-1', 'data-db-2'],
  );
  ok(claims.every(({ current }) => (current as PersistentVolumeClaimV1).status!.phase === 'Bound'));
});
