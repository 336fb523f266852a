import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { NodeV1 } from '../../../objects/index.js';
import { aNode, aWorkload, createWorld, type World } from '../testing.js';

const s = 1e6;

function aWorld(nodes = 4): World {
  const world = createWorld();
  world.addNodes(nodes);
  world.controllers.start();
  return world;
}

function taints(world: World, name: string): string[] {
  return (world.object<NodeV1>('Node', name, '')!.spec?.taints ?? [])
    .map(({ key, effect }) => `${key}:${effect}`)
    .sort();
}

/** When something first holds, looked at every 100 ms, s. */
function firstTime(world: World, untilS: number, holds: () => boolean, fromS = 0): () => number {
  let at = -1;
  for (let us = fromS * s; us < untilS * s; us += s / 10)
    world.at(us, () => {
      if (at < 0 && holds()) at = us / s;
    });
  return () => at;
}

test('a silent node is unknown and tainted 40 to 55 s later, and its pods are not ready', () => {
  const world = aWorld();
  world.apply(aWorkload('Deployment', 'web', { replicas: 4 }));
  world.fail('node-1', 100 * s);
  const noticed = firstTime(world, 300, () => taints(world, 'node-1').length > 0);
  world.run(300 * s);
  ok(noticed() >= 140 && noticed() <= 156, String(noticed()));
  deepEqual(taints(world, 'node-1'), [
    'node.kubernetes.io/unreachable:NoExecute',
    'node.kubernetes.io/unreachable:NoSchedule',
  ]);
  ok(
    world
      .podList()
      .filter((pod) => pod.nodeName === 'node-1')
      .every((pod) => !pod.ready),
  );
});

test('pods are evicted 300 s after the taint, and replaced elsewhere', () => {
  const world = aWorld();
  world.apply(aWorkload('Deployment', 'web', { replicas: 4 }));
  world.fail('node-1', 100 * s);
  const tainted = firstTime(world, 600, () => taints(world, 'node-1').some((taint) => taint.endsWith('NoExecute')));
  const evicted = firstTime(world, 600, () => world.evicted.length > 0);
  world.run();
  equal(world.evicted.length, 1);
  equal(Math.floor(evicted() - tainted()), 300);
  const ready = world.podsOf('web-').filter((pod) => pod.ready);
  equal(ready.length, 4);
  ok(ready.every((pod) => pod.nodeName !== 'node-1'));
});

test('DaemonSet pods tolerate the taint for ever', () => {
  const world = aWorld();
  world.apply(aWorkload('DaemonSet', 'agent', {}));
  world.fail('node-1', 100 * s);
  world.run();
  equal(world.evicted.length, 0);
  equal(world.podsOf('agent').length, 4);
});

test('a node that comes back in time loses its taints and keeps its pods', () => {
  const world = aWorld();
  world.apply(aWorkload('Deployment', 'web', { replicas: 4 }));
  world.fail('node-1', 100 * s);
  world.recover('node-1', 250 * s);
  world.run();
  deepEqual(taints(world, 'node-1'), []);
  equal(world.evicted.length, 0);
  equal(world.podsOf('web-').length, 4);
});

test('nodes of a healthy zone are given up one each 10 s', () => {
  const world = aWorld(12);
  for (let i = 0; i < 3; i++) world.fail(`node-${i}`, 100 * s);
  const tainted = [0, 1, 2].map((i) =>
    firstTime(world, 300, () => taints(world, `node-${i}`).some((taint) => taint.endsWith('NoExecute'))),
  );
  world.run(300 * s);
  const times = tainted.map((at) => at()).sort((a, b) => a - b);
  // 0.1 nodes/s, burst 1.
  ok(times[1]! - times[0]! >= 9.9 && times[2]! - times[1]! >= 9.9, times.join(' '));
});

test('where most of a small zone is down no further node is given up', () => {
  const world = aWorld(6);
  world.apply(aWorkload('Deployment', 'web', { replicas: 6 }));
  for (let i = 0; i < 4; i++) world.fail(`node-${i}`, 100 * s); // 4 of 6 is 67 %, more than 55 %
  world.at(1000 * s, () => {});
  world.run(1000 * s);
  // Kubelets are missed at different moments: one or two nodes are tainted before a third is known to be down.
  ok(world.evicted.length <= 2, String(world.evicted.length));
});

test('a pod that tolerates nothing leaves a node that is tainted NoExecute at once', () => {
  const world = aWorld(2);
  world.apply(aWorkload('Deployment', 'web', { replicas: 2 }));
  const taint = { key: 'maintenance', effect: 'NoExecute' };
  world.apply(aNode('node-0', { spec: { taints: [taint] } }), 100 * s);
  world.run();
  equal(world.evicted.length, 1);
  ok(world.podsOf('web-').every((pod) => pod.nodeName === 'node-1'));
});

test('an unschedulable node gets the taint that says so', () => {
  const world = aWorld(1);
  world.apply(aNode('node-0', { spec: { unschedulable: true } }), 10 * s);
  world.run();
  deepEqual(taints(world, 'node-0'), ['node.kubernetes.io/unschedulable:NoSchedule']);
});

test('pods of a node that is deleted are collected after its quarantine', () => {
  const world = aWorld(3);
  world.apply(aWorkload('Deployment', 'web', { replicas: 3 }));
  world.remove('Node', 'node-2', 105 * s, '');
  const gone = firstTime(world, 300, () => world.podList().every((pod) => pod.nodeName !== 'node-2'), 105);
  world.run();
  // The pass at 120 s sees that the node is gone; 40 s later it still is.
  ok(gone() >= 160 && gone() < 161, String(gone()));
  equal(world.podsOf('web-').filter((pod) => pod.ready).length, 3);
});
