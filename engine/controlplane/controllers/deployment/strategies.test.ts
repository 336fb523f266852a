import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { DeploymentV1, ReplicaSetV1 } from '../../../objects/index.js';
import { conditionOf } from '../status.js';
import { aTemplate, aWorkload, createWorld, type World, type WorldOptions } from '../testing.js';

const s = 1e6;

function aWorld(options: WorldOptions = {}): World {
  const world = createWorld(options);
  world.addNodes(3);
  world.controllers.start();
  return world;
}

const deploy = (spec: Record<string, unknown>, image = 1) =>
  aWorkload('Deployment', 'web', { template: aTemplate('web', `image:${image}`), ...spec });

function sizes(world: World): (number | undefined)[] {
  return world.store.list('ReplicaSet').map(({ current }) => (current as ReplicaSetV1).spec.replicas);
}

test('Recreate lets no old and new pod be there together', () => {
  const world = aWorld();
  const strategy = { type: 'Recreate' };
  world.apply(deploy({ replicas: 4, strategy }));
  world.apply(deploy({ replicas: 4, strategy }, 2), 100 * s);
  for (let us = 90 * s; us < 130 * s; us += 0.05 * s)
    world.at(us, () => ok(new Set(world.podsOf('web-').map((pod) => pod.spec.images[0])).size <= 1));
  world.run();
  deepEqual(sizes(world), [0, 4]);
  equal(world.podsOf('web-').length, 4);
});

test('a paused Deployment is scaled, but not rolled over', () => {
  const world = aWorld();
  world.apply(deploy({ replicas: 4 }));
  world.apply(deploy({ replicas: 6, paused: true }, 2), 100 * s);
  world.at(200 * s, () => deepEqual(sizes(world), [6]));
  world.apply(deploy({ replicas: 6 }, 2), 201 * s);
  world.run();
  deepEqual(sizes(world), [0, 6]);
});

test('scaling in the middle of a rollout shares the pods out in proportion', () => {
  const world = aWorld({ becomesReady: (pod) => pod.spec.images[0] === 'image:1' });
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } };
  world.apply(deploy({ replicas: 10, strategy }));
  world.apply(deploy({ replicas: 10, strategy }, 2), 100 * s);
  // The new pods never become ready: 8 old and 5 new ones stay, 10 + 3 in all.
  world.at(200 * s, () => deepEqual(sizes(world), [8, 5]));
  world.apply(deploy({ replicas: 15, strategy }, 2), 201 * s);
  world.run(700 * s);
  // 18 in all, 5 more: round(8·18/13) = 11 and round(5·18/13) = 7.
  deepEqual(sizes(world), [11, 7]);
});

test('a rollout without progress is over after its deadline', () => {
  const world = aWorld({ becomesReady: () => false });
  world.apply(deploy({ replicas: 2, progressDeadlineSeconds: 60 }));
  world.at(300 * s, () => {});
  world.run(300 * s);
  equal(conditionOf(world.object('Deployment', 'web')!, 'Progressing')!.reason, 'ProgressDeadlineExceeded');
});

test('the same template comes back to the ReplicaSet that it had', () => {
  const world = aWorld();
  world.apply(deploy({ replicas: 3 }));
  world.apply(deploy({ replicas: 3 }, 2), 100 * s);
  world.apply(deploy({ replicas: 3 }, 1), 200 * s);
  world.run();
  deepEqual(sizes(world), [3, 0]);
  const { metadata } = world.object<DeploymentV1>('Deployment', 'web')!;
  equal(metadata.annotations!['deployment.kubernetes.io/revision'], '3');
});

test('old ReplicaSets go beyond the history limit', () => {
  const world = aWorld();
  for (let i = 0; i < 5; i++) world.apply(deploy({ replicas: 2, revisionHistoryLimit: 2 }, i + 1), i * 100 * s);
  world.run();
  deepEqual(sizes(world), [0, 0, 2]);
});

test('minReadySeconds holds the rollout back', () => {
  const world = aWorld();
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
  world.apply(deploy({ replicas: 2, strategy, minReadySeconds: 30 }));
  world.apply(deploy({ replicas: 2, strategy, minReadySeconds: 30 }, 2), 100 * s);
  world.run();
  const done = world.podsOf('web-').map((pod) => pod.createdUs / s);
  // The second new pod is made when the first has been ready for 30 s, and an old one has gone.
  ok(Math.abs(done[1]! - done[0]!) >= 31, String(done));
});
