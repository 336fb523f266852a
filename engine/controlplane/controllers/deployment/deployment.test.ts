import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { ReplicaSetV1 } from '../../../objects/index.js';
import { aTemplate, aWorkload, createWorld } from '../testing.js';

const s = 1e6;

test('a Deployment gets a ReplicaSet named after its template, and as many pods as it asks for', () => {
  const world = createWorld();
  world.addNodes(3);
  world.controllers.start();
  world.apply(aWorkload('Deployment', 'web', { replicas: 5 }));
  world.run();
  const sets = world.store.list('ReplicaSet');
  equal(sets.length, 1);
  ok(/^web-[bcdfghjklmnpqrstvwxz2456789]+$/.test(sets[0]!.name));
  equal(world.podsOf('web-').length, 5);
  ok(world.podsOf('web-').every((pod) => /^web-.+-.{5}$/.test(pod.name) && pod.ready));
  const status = world.object('Deployment', 'web')!['status'] as Record<string, number>;
  deepEqual([status['replicas'], status['updatedReplicas'], status['availableReplicas']], [5, 5, 5]);
});

test('a rollout never has more pods than replicas + maxSurge, nor fewer ready ones than replicas − maxUnavailable', () => {
  const world = createWorld();
  world.addNodes(3);
  world.controllers.start();
  world.apply(aWorkload('Deployment', 'web', { replicas: 10 }));
  world.apply(aWorkload('Deployment', 'web', { replicas: 10, template: aTemplate('web', 'image:2') }), 100 * s);
  let most = 0;
  let least = 10;
  for (let us = 100 * s; us < 200 * s; us += 0.2 * s)
    world.at(us, () => {
      const active = world.podsOf('web-').filter((pod) => !pod.isTerminating);
      most = Math.max(most, active.length);
      least = Math.min(least, active.filter((pod) => pod.ready).length);
    });
  world.run();
  // maxSurge 25 % of 10 rounds up to 3, maxUnavailable rounds down to 2.
  equal(most, 13);
  equal(least, 8);
  const sizes = world.store.list('ReplicaSet').map((set) => (set.current as ReplicaSetV1).spec.replicas);
  deepEqual(sizes, [0, 10]);
  ok(world.podsOf('web-').every((pod) => pod.spec.images[0] === 'image:2'));
});
