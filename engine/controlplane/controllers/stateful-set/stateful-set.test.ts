import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { StatefulSetV1 } from '../../../objects/index.js';
import { aTemplate, aWorkload, createWorld, type WorldOptions } from '../testing.js';

const s = 1e6;

function aWorld(options: WorldOptions = {}) {
  const world = createWorld(options);
  world.addNodes(3);
  world.controllers.start();
  return world;
}

const names = (world: ReturnType<typeof aWorld>) => world.podsOf('db').map((pod) => pod.name);

test('an ordered set makes a pod only when the one before is ready', () => {
  const world = aWorld();
  world.apply(aWorkload('StatefulSet', 'db', { replicas: 3 }));
  world.run();
  deepEqual(names(world), ['db-0', 'db-1', 'db-2']);
  const created = world.podsOf('db').map((pod) => pod.createdUs);
  // A pod takes 1 s from its binding to ready.
  ok(created[1]! - created[0]! > s && created[2]! - created[1]! > s);
});

test('a parallel set does not wait', () => {
  const world = aWorld();
  world.apply(aWorkload('StatefulSet', 'db', { replicas: 3, podManagementPolicy: 'Parallel' }));
  world.run();
  const created = world.podsOf('db').map((pod) => pod.createdUs);
  ok(created[2]! - created[0]! < s);
});

test('pods carry their name and ordinal as labels, and have claims of their own', () => {
  const world = aWorld();
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  world.apply(aWorkload('StatefulSet', 'db', { replicas: 2, volumeClaimTemplates: [claim] }));
  world.run();
  const last = world.podsOf('db').at(-1)!;
  equal(last.labels.get('statefulset.kubernetes.io/pod-name'), 'db-1');
  equal(last.labels.get('apps.kubernetes.io/pod-index'), '1');
  deepEqual(
    last.spec.raw.volumes!.map((volume) => volume.persistentVolumeClaim?.claimName),
    ['data-db-1'],
  );
  deepEqual(
    world.store.list('PersistentVolumeClaim').map((entry) => entry.name),
    ['data-db-0', 'data-db-1'],
  );
});

test('scaling down deletes from the top, one at a time', () => {
  const world = aWorld();
  world.apply(aWorkload('StatefulSet', 'db', { replicas: 4 }));
  world.apply(aWorkload('StatefulSet', 'db', { replicas: 2 }), 100 * s);
  let least = 4;
  const leaving: number[] = [];
  for (let us = 100 * s; us < 110 * s; us += 0.05 * s)
    world.at(us, () => {
      leaving.push(world.podsOf('db').filter((pod) => pod.isTerminating).length);
      least = Math.min(least, world.podsOf('db').length);
    });
  world.run();
  deepEqual(names(world), ['db-0', 'db-1']);
  equal(Math.max(...leaving), 1);
  equal(least, 2);
});

test('a rolling update goes from the top down to the partition', () => {
  const world = aWorld();
  world.apply(aWorkload('StatefulSet', 'db', { replicas: 4 }));
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
  world.apply(
    aWorkload('StatefulSet', 'db', { replicas: 4, template: aTemplate('db', 'image:2'), updateStrategy }),
    100 * s,
  );
  world.run();
  const images = Object.fromEntries(world.podsOf('db').map((pod) => [pod.name, pod.spec.images[0]]));
  deepEqual(images, { 'db-0': 'image:1', 'db-1': 'image:1', 'db-2': 'image:2', 'db-3': 'image:2' });
  const { status } = world.object<StatefulSetV1>('StatefulSet', 'db')!;
  deepEqual([status!['currentReplicas'], status!['updatedReplicas'], status!['readyReplicas']], [2, 2, 4]);
});

test('claims go with their pods, or with their set, where the policy says so', () => {
  const world = aWorld();
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const persistentVolumeClaimRetentionPolicy = { whenScaled: 'Delete', whenDeleted: 'Delete' };
  const set = (replicas: number) =>
    aWorkload('StatefulSet', 'db', { replicas, volumeClaimTemplates: [claim], persistentVolumeClaimRetentionPolicy });
  world.apply(set(3));
  world.apply(set(1), 100 * s);
  world.at(150 * s, () =>
    deepEqual(
      world.store.list('PersistentVolumeClaim').map((entry) => entry.name),
      ['data-db-0'],
    ),
  );
  world.remove('StatefulSet', 'db', 160 * s);
  world.run();
  equal(world.store.list('PersistentVolumeClaim').length, 0);
  equal(world.podList().length, 0);
});
