import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { failure, type Plugin, releaseOf, Status, skip, success, unschedulable } from '../framework/index.js';
import { aNode, aPod } from './testing.js';
import { TestWorld } from './testing-world.js';

const cpu = (amount: string) => ({
  containers: [{ name: 'c', image: 'app', resources: { requests: { cpu: amount } } }],
});
const notFound = { reason: 'NotFound', message: 'gone' } as const;
const refused = { reason: 'Other', message: 'refused' } as const;

function scheduled(world: TestWorld, pod = aPod()) {
  world.scheduler.events.pod(pod);
  world.scheduler.scheduleOne();
  return pod;
}

test('a pod is assumed at once and bound by a call', () => {
  const world = new TestWorld();
  const pod = scheduled(world);
  deepEqual(world.waiting, [`bind ${pod.key} to node`]);
  equal(world.cluster.isAssumed(pod), true);
  world.answer();
  deepEqual(world.recorded, [`Scheduled ${pod.key}`]);
  world.scheduler.events.pod(pod.with({ nodeName: 'node' }));
  equal(world.cluster.isAssumed(pod), false);
  equal(world.cluster.podCount, 1);
});

test('the next pod sees the place of one that is not bound yet', () => {
  const world = new TestWorld();
  scheduled(world, aPod(cpu('3')));
  const second = scheduled(world, aPod(cpu('3'))); // 3 + 3 of 4 CPU
  equal(world.queueOf(second), 'unschedulable');
});

test('a binding that fails gives the place back and brings the pod back with backoff', () => {
  const world = new TestWorld();
  const pod = scheduled(world);
  world.answer(refused);
  equal(world.cluster.podCount, 0);
  equal(world.queueOf(pod), 'backoff');
  deepEqual(world.waiting, [`patch ${pod.key} {"notScheduled":"SchedulerError"}`]);
});

test('a binding that fails wakes the pods that its place may help', () => {
  const world = new TestWorld();
  scheduled(world, aPod(cpu('3')));
  const waiting = scheduled(world, aPod(cpu('3')));
  world.answer(refused);
  equal(world.queueOf(waiting), 'backoff');
});

test('a pod that fits nowhere says so once, as long as it says the same', () => {
  const world = new TestWorld();
  const pod = scheduled(world, aPod(cpu('8')));
  deepEqual(world.waiting, [`patch ${pod.key} {"notScheduled":"Unschedulable"}`]);
  world.answer();
  world.scheduler.queue.activate([pod]);
  world.scheduler.scheduleOne();
  deepEqual(world.waiting, []);
});

test('a pod that is being deleted is not scheduled', () => {
  const world = new TestWorld();
  const pod = scheduled(world, aPod({}, { deletionUs: 0 }));
  deepEqual([world.waiting, world.queueOf(pod)], [[], 'none']);
});

test('a pod deleted while it is bound gives its place back at once', () => {
  const world = new TestWorld();
  const pod = scheduled(world);
  world.scheduler.events.podGone(pod);
  equal(world.cluster.podCount, 0);
  world.answer(notFound);
  equal(world.queueOf(pod), 'none');
});

test('without nodes a pod is tried again after backoff, as after an error', () => {
  const world = new TestWorld({ nodes: [] });
  const pod = scheduled(world);
  equal(world.queueOf(pod), 'backoff');
  equal(world.scheduler.scheduleOne(), false);
});

test('a cycle decides on what it saw when it began, and takes effect when its time is over', () => {
  const world = new TestWorld({ options: { timeModel: { cycleUs: () => 500 } } });
  const pod = scheduled(world);
  equal(world.cluster.podCount, 0);
  world.scheduler.events.node(aNode('other'));
  world.advance(499);
  deepEqual(world.waiting, []);
  world.advance(1);
  deepEqual(world.waiting, [`bind ${pod.key} to node`]);
});

test('a running scheduler takes pods one after the other, each cycle its time', () => {
  const world = new TestWorld({ options: { timeModel: { cycleUs: () => 500 } } });
  world.scheduler.run();
  for (let i = 0; i < 3; i++) world.scheduler.events.pod(aPod());
  world.advance(1499);
  equal(world.waiting.length, 2);
  world.advance(1);
  equal(world.waiting.length, 3);
});

test('the next cycle begins once the pod that failed says so in its status', () => {
  const world = new TestWorld();
  world.scheduler.run();
  const large = aPod(cpu('8'));
  const small = aPod();
  for (const pod of [large, small]) world.scheduler.events.pod(pod);
  world.advance(1000);
  deepEqual(world.waiting, [`patch ${large.key} {"notScheduled":"Unschedulable"}`]);
  world.answer();
  world.advance(0);
  deepEqual(world.waiting, [`bind ${small.key} to node`]);
});

test('nobody waits for the status of a pod whose binding failed', () => {
  const world = new TestWorld();
  world.scheduler.run();
  const [first, second] = [aPod(), aPod()];
  world.scheduler.events.pod(first);
  world.advance(0);
  world.answer(refused);
  world.scheduler.events.pod(second);
  world.advance(0);
  deepEqual(world.waiting, [`patch ${first.key} {"notScheduled":"SchedulerError"}`, `bind ${second.key} to node`]);
});

test('a running scheduler wakes up for a pod whose backoff is over, not before', () => {
  const world = new TestWorld({ options: { timeModel: { cycleUs: () => 500 } } });
  world.scheduler.start();
  world.scheduler.run();
  const pod = aPod();
  world.scheduler.events.pod(pod);
  world.advance(500);
  world.answer(refused); // at 0.5 ms: backs off 1 s, through the window that ends at 2 s
  world.answer();
  world.advance(1_999_499); // 2 s − 1 µs
  equal(world.waiting.length, 0);
  world.advance(501);
  deepEqual(world.waiting, [`bind ${pod.key} to node`]);
});

function aPermit(status: Status, timeoutUs = 1_000_000): Plugin {
  return { name: 'Wait', permit: () => ({ status, timeoutUs }), requeueOn: [] };
}

test('a pod that Permit makes wait is announced, and goes on when the plugin allows it', () => {
  const world = new TestWorld({ extra: [aPermit(new Status('Wait'))] });
  const pod = scheduled(world);
  deepEqual(world.waiting, [`patch ${pod.key} {"nominatedNode":"node"}`]);
  world.scheduler.waiting.allow(pod.index, 'Wait');
  world.answer();
  deepEqual(world.waiting, [`bind ${pod.key} to node`]);
});

test('a pod that waits for Permit too long is rejected by that plugin', () => {
  const world = new TestWorld({ extra: [aPermit(new Status('Wait'))] });
  const pod = scheduled(world);
  world.answer();
  world.advance(1_000_000);
  equal(world.queueOf(pod), 'unschedulable');
  deepEqual([...world.scheduler.queue.get(pod.index)!.unschedulablePlugins], ['Wait']);
  equal(world.cluster.podCount, 0);
});

test('a Permit plugin that rejects is the one whose events wake the pod', () => {
  const world = new TestWorld({ extra: [aPermit(unschedulable('no'))] });
  const pod = scheduled(world);
  deepEqual([...world.scheduler.queue.get(pod.index)!.unschedulablePlugins], ['Wait']);
  equal(world.cluster.podCount, 0);
});

test('what was reserved is given back where Reserve fails', () => {
  const steps: string[] = [];
  const extra: Plugin = {
    name: 'Volumes',
    reserve: { reserve: () => failure('no'), unreserve: (pod) => steps.push(pod.nodeName) },
  };
  const world = new TestWorld({ extra: [extra] });
  const pod = scheduled(world);
  deepEqual([steps, world.queueOf(pod)], [['node'], 'backoff']);
});

test('a pod whose PreBind has work is announced first; the failure of that call changes nothing', () => {
  let done: (status: Status) => void = () => {};
  const extra: Plugin = {
    name: 'Volumes',
    preBind: {
      preFlight: () => success,
      run(_pod, _node, _state, then) {
        done = then;
      },
    },
  };
  const world = new TestWorld({ extra: [extra] });
  const pod = scheduled(world);
  deepEqual(world.waiting, [`patch ${pod.key} {"nominatedNode":"node"}`]);
  world.answer(refused);
  done(success);
  deepEqual(world.waiting, [`bind ${pod.key} to node`]);
});

test('a pod whose binding failed keeps the announced node at 1.35, which compares with the pod that was tried', () => {
  for (const [minor, patched] of [
    ['1.35', { notScheduled: 'SchedulerError' }],
    ['1.36', { nominatedNode: '', notScheduled: 'SchedulerError' }],
  ] as const) {
    const extra: Plugin = {
      name: 'Volumes',
      preBind: { preFlight: () => success, run: (_pod, _node, _state, then) => then(failure('no')) },
    };
    const world = new TestWorld({ extra: [extra], options: { release: releaseOf(minor) } });
    const pod = scheduled(world);
    world.scheduler.events.pod(pod.with({ nominatedNodeName: 'node' })); // what the announcement makes of it
    world.answer();
    deepEqual(world.waiting, [`patch ${pod.key} ${JSON.stringify(patched)}`], minor);
  }
});

test('a pod without work before its binding is not announced', () => {
  const extra: Plugin = { name: 'Volumes', preBind: { preFlight: () => skip, run: () => {} } };
  const world = new TestWorld({ extra: [extra] });
  const pod = scheduled(world);
  deepEqual(world.waiting, [`bind ${pod.key} to node`]);
});

test('events while a pod is bound do not concern it any more', () => {
  const world = new TestWorld();
  scheduled(world);
  equal(world.scheduler.queue.sizes.inFlight, 0);
});
