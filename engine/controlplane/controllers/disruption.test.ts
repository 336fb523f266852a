import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import type { PodDisruptionBudgetV1 } from '../../objects/index.js';
import { aWorkload, createWorld } from './testing.js';

const s = 1e6;

interface Case {
  readonly name: string;
  readonly spec: Partial<PodDisruptionBudgetV1['spec']>;
  /** disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods. */
  readonly counts: readonly number[];
}

// 7 pods of one Deployment, all ready.
const cases: readonly Case[] = [
  { name: 'maxUnavailable 2 wants 7 − 2 = 5', spec: { maxUnavailable: 2 }, counts: [2, 7, 5, 7] },
  { name: 'maxUnavailable 30 % of 7 is 2.1, rounded up to 3', spec: { maxUnavailable: '30%' }, counts: [3, 7, 4, 7] },
  { name: 'minAvailable 6 leaves 1', spec: { minAvailable: 6 }, counts: [1, 7, 6, 7] },
  { name: 'minAvailable 50 % of 7 is 3.5, rounded up to 4', spec: { minAvailable: '50%' }, counts: [3, 7, 4, 7] },
  { name: 'minAvailable 9 can never be had', spec: { minAvailable: 9 }, counts: [0, 7, 9, 7] },
];

function budget(spec: Partial<PodDisruptionBudgetV1['spec']>): PodDisruptionBudgetV1 {
  const selector = { matchLabels: { app: 'web' } };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { selector, ...spec },
  };
}

function countsOf(status: PodDisruptionBudgetV1['status']): unknown[] {
  return [status?.disruptionsAllowed, status?.currentHealthy, status?.desiredHealthy, status?.expectedPods];
}

for (const { name, spec, counts } of cases) {
  test(name, () => {
    const world = createWorld();
    world.addNodes(2);
    world.controllers.start();
    world.apply(aWorkload('Deployment', 'web', { replicas: 7 }));
    world.apply(budget(spec));
    world.run();
    deepEqual(countsOf(world.object<PodDisruptionBudgetV1>('PodDisruptionBudget', 'web')!.status), counts);
  });
}

test('pods on their way out no longer count', () => {
  const world = createWorld();
  world.addNodes(2);
  world.controllers.start();
  world.apply(aWorkload('Deployment', 'web', { replicas: 5 }));
  world.apply(budget({ maxUnavailable: 1 }));
  world.apply(aWorkload('Deployment', 'web', { replicas: 3 }), 60 * s);
  world.run();
  const { status } = world.object<PodDisruptionBudgetV1>('PodDisruptionBudget', 'web')!;
  deepEqual(countsOf(status), [1, 3, 2, 3]);
});

test('pods of a DaemonSet have no scale, so nothing may be disrupted', () => {
  const world = createWorld();
  world.addNodes(3);
  world.controllers.start();
  world.apply(aWorkload('DaemonSet', 'web', {}));
  world.apply(budget({ maxUnavailable: 1 }));
  world.run();
  const { status } = world.object<PodDisruptionBudgetV1>('PodDisruptionBudget', 'web')!;
  equal(status?.disruptionsAllowed ?? 0, 0);
});
