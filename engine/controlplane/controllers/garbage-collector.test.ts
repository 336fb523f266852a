import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { aWorkload, createWorld } from './testing.js';

const s = 1e6;

test('a deleted Deployment takes its ReplicaSets and their pods along', () => {
  const world = createWorld();
  world.addNodes(2);
  world.controllers.start();
  world.apply(aWorkload('Deployment', 'web', { replicas: 4 }));
  world.apply(aWorkload('Deployment', 'api', { replicas: 2 }));
  world.remove('Deployment', 'web', 60 * s);
  world.run();
  deepEqual(
    world.store.list('ReplicaSet').map(({ name }) => name.split('-')[0]),
    ['api'],
  );
  equal(world.podsOf('web-').length, 0);
  equal(world.podsOf('api-').length, 2);
});

test('a Deployment deleted while its pods are being made leaves none behind', () => {
  const world = createWorld({ qps: 20 });
  world.addNodes(2);
  world.controllers.start();
  world.apply(aWorkload('Deployment', 'web', { replicas: 100 }));
  world.remove('Deployment', 'web', 2 * s);
  world.run();
  equal(world.podList().length, 0);
  equal(world.store.list('ReplicaSet').length, 0);
});

test('pods that name an owner that the input left out are left alone', () => {
  const world = createWorld();
  world.addNodes(1);
  const lone = world.adopt(aWorkload('ReplicaSet', 'gone', { replicas: 1 }));
  world.adoptPod('gone-x', (lone.current!['spec'] as { template: never }).template, lone, { nodeName: 'node-0' });
  world.store.delete(lone);
  world.controllers.start();
  world.run();
  equal(world.podList().length, 1);
});

test('a namespace takes along what is in it', () => {
  const world = createWorld();
  world.addNodes(1);
  world.controllers.start();
  const namespaced = (raw: ReturnType<typeof aWorkload>) => ({
    ...raw,
    metadata: { ...raw.metadata, namespace: 'shop' },
  });
  world.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  world.apply(namespaced(aWorkload('Deployment', 'web', { replicas: 3 })), s);
  world.apply(aWorkload('Deployment', 'other', { replicas: 1 }), s);
  world.remove('Namespace', 'shop', 60 * s, '');
  world.run();
  deepEqual(
    world.podList().map((pod) => pod.namespace),
    ['default'],
  );
  deepEqual(
    world.store.list('Deployment').map(({ name }) => name),
    ['other'],
  );
});
