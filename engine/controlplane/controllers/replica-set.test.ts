import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { Pod } from '../../cluster/index.js';
import { createKernel } from '../../kernel/index.js';
import { rankForDeletion } from './deletion-ranking.js';
import { Expectations } from './expectations.js';
import type { Informers } from './informers.js';
import { generatedName, safeHash } from './names.js';
import { runSync, slowStart } from './sync.js';
import { aTemplate, aWorkload, createWorld } from './testing.js';

const s = 1e6;

test('a ReplicaSet is filled at the rate of its controller’s client: 30 at once, then 20 a second', () => {
  const world = createWorld({ qps: 20 });
  world.addNodes(1);
  world.controllers.start();
  world.apply(aWorkload('ReplicaSet', 'big', { replicas: 400 }));
  world.run();
  const created = world
    .podsOf('big')
    .map((pod) => pod.createdUs / s)
    .sort((a, b) => a - b);
  equal(created.length, 400);
  // (400 − 30) / 20 = 18.5 s; events about the set take tokens too, 25 at most: 19.75 s.
  ok(created.at(-1)! > 18.5 && created.at(-1)! < 20, String(created.at(-1)));
});

test('pods that are gone are made again', () => {
  const world = createWorld();
  world.addNodes(1);
  world.controllers.start();
  world.apply(aWorkload('ReplicaSet', 'set', { replicas: 3 }));
  const user = { name: 'user', bucket: null };
  world.at(30 * s, () => world.pods.delete(user, world.podsOf('set')[0]!.index));
  world.run();
  equal(world.podsOf('set').length, 3);
});

test('failed pods hold no place', () => {
  const world = createWorld({
    runsUs: (pod) => (pod.createdUs < 10 * s ? { afterUs: 20 * s, phase: 'Failed' } : null),
  });
  world.addNodes(1);
  world.controllers.start();
  world.apply(aWorkload('ReplicaSet', 'set', { replicas: 3 }));
  world.run();
  deepEqual(
    world
      .podsOf('set')
      .map((pod) => pod.phase)
      .sort(),
    ['Failed', 'Failed', 'Failed', 'Running', 'Running', 'Running'],
  );
});

test('a template that the API server refuses gets no pods, until it would be granted', () => {
  const world = createWorld();
  world.addNodes(1);
  world.controllers.start();
  const template = aTemplate('web');
  const spec = { ...template.spec, priorityClassName: 'vital' };
  world.apply(aWorkload('Deployment', 'web', { replicas: 2, template: { ...template, spec } }));
  world.at(50 * s, () => {
    equal(world.podList().length, 0);
    equal(world.refusals.length, 1);
    ok(world.refusals[0]!.includes('no PriorityClass with name vital was found'));
  });
  world.apply(
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'vital' }, value: 7 },
    60 * s,
  );
  world.run();
  deepEqual(
    world.podList().map((pod) => pod.priority),
    [7, 7],
  );
});

test('a Deployment’s way: watch, queue, first ReplicaSet; its ReplicaSet’s: created, watch, queue, first pod', () => {
  const world = createWorld();
  world.addNodes(1);
  world.controllers.start();
  world.apply(aWorkload('Deployment', 'web', { replicas: 2 }));
  world.run();
  const stages = (kind: string) =>
    world.journeys.filter(({ object }) => object.startsWith(kind)).map(({ stage }) => stage);
  deepEqual(stages('Deployment/'), ['create', 'watch', 'queue', 'first ReplicaSet']);
  deepEqual(stages('ReplicaSet/'), ['create', 'watch', 'queue', 'first pod']);
  for (const { enteredUs, leftUs } of world.journeys) ok(enteredUs <= leftUs);
});

test('where no kubelet is simulated a bound pod counts as ready', () => {
  const world = createWorld({ readyAtBinding: true });
  world.addNodes(1);
  world.controllers.start();
  world.apply(aWorkload('Deployment', 'web', { replicas: 4 }));
  world.apply(aWorkload('Deployment', 'web', { replicas: 4, template: aTemplate('web', 'image:2') }), 50 * s);
  world.run();
  ok(world.podsOf('web-').every((pod) => pod.spec.images[0] === 'image:2'));
  equal(world.podsOf('web-').length, 4);
});

test('batches grow 1, 2, 4, … and stop at the first refusal', () => {
  const calls: number[][] = [];
  const send = (count: number, refuseAt: number) => {
    let heards: ((ok: boolean) => void)[] = [];
    let batch: number[] = [];
    let granted = -1;
    calls.length = 0;
    runSync(
      slowStart(count, (i, heard) => {
        batch.push(i);
        heards.push((ok) => heard(ok));
      }),
      (result) => {
        granted = result;
      },
    );
    while (granted < 0) {
      const [replies, sent] = [heards, batch];
      [heards, batch] = [[], []];
      calls.push(sent);
      for (const [k, reply] of replies.entries()) reply(sent[k] !== refuseAt);
    }
    return granted;
  };
  equal(send(10, -1), 10);
  deepEqual(
    calls.map((batch) => batch.length),
    [1, 2, 4, 3],
  );
  equal(send(10, 4), 1 + 2 + 3); // pod 4 is in the third batch, of 4; the rest is not tried
  deepEqual(
    calls.map((batch) => batch.length),
    [1, 2, 4],
  );
});

test('a controller waits for what it did, at most five minutes', () => {
  const expectations = new Expectations();
  expectations.expect(1, 2, [7], 0);
  expectations.creationObserved(1);
  expectations.deletionObserved(1, 7);
  expectations.deletionObserved(1, 7); // seen again, when the pod is gone
  equal(expectations.satisfied(1, 10 * s), false);
  expectations.creationObserved(1);
  equal(expectations.satisfied(1, 10 * s), true);
  expectations.expect(1, 5, [], 0);
  equal(expectations.satisfied(1, 300 * s), false);
  equal(expectations.satisfied(1, 301 * s), true);
});

test('names are of the safe alphabet, and depend on nothing but owner and ordinal', () => {
  equal(generatedName('web-5d9c', 3), generatedName('web-5d9c', 3));
  ok(/^web-5d9c-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(generatedName('web-5d9c', 3)));
  equal(new Set(Array.from({ length: 50_000 }, (_, i) => generatedName('web', i))).size, 50_000);
  equal(generatedName('x'.repeat(80), 0).length, 63);
  ok(/^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/.test(safeHash('a template')));
});

test('pods are given up in upstream’s order', () => {
  const { spec } = createWorld().adoptPod('x', aTemplate('x'), null, {});
  const aPod = (name: string, nodeName: string, phase: 'Pending' | 'Running', ready: boolean, createdS: number) =>
    new Pod(
      order.push(name) - 1,
      name,
      spec,
      spec.labels,
      createdS * s,
      nodeName,
      '',
      phase,
      -1,
      -1,
      '',
      ready,
      order.length,
    );
  const order: string[] = [];
  const pods = [
    aPod('old, ready', 'a', 'Running', true, 0),
    aPod('young, ready', 'b', 'Running', true, 990), // 10 s: another magnitude than 1000 s
    aPod('with a neighbour', 'c', 'Running', true, 0),
    aPod('the neighbour', 'c', 'Running', true, 0),
    aPod('not ready', 'd', 'Running', false, 0),
    aPod('pending', 'e', 'Pending', false, 0),
    aPod('without a node', '', 'Pending', false, 0),
  ];
  const kernel = createKernel({ seed: 'x' });
  kernel.at(
    1000 * s,
    kernel.on('x', () => {}),
  );
  kernel.run({ untilUs: 1000 * s });
  const informers = { isReady: (pod: Pod) => pod.ready, readySinceUs: (pod: Pod) => pod.createdUs } as Informers;
  const ranked = rankForDeletion({ informers, kernel }, pods, pods).map((pod) => pod.name);
  deepEqual(ranked, [
    'without a node',
    'pending',
    'not ready',
    'with a neighbour',
    'the neighbour',
    'young, ready',
    'old, ready',
  ]);
});
