import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { aContainer, aNode, createWorld, type World } from './testing.js';

const ownedBy = (kind: string) => ({
  ownerReferences: [{ apiVersion: 'v1', kind, name: 'owner', uid: 'u', controller: true }],
});

function lives(world: World, pod: number, lifetimeUs: number): number {
  world.lifetimes.set(pod, lifetimeUs);
  return pod;
}

test('a bare pod with a lifetime succeeds at its end, whatever its restart policy says', () => {
  const world = createWorld();
  const pod = lives(world, world.bind('a', 'node-0'), 20e6);
  world.run();
  equal(world.store.pod(pod)!.phase, 'Succeeded');
  equal(world.store.pod(pod)!.ready, false);
  const ranUs = world.ledger.finishedUs.at(pod) - world.ledger.runningUs.at(pod);
  // 20 s from the container's start; then a relist finds it, and its sandbox is stopped.
  ok(ranUs > 20e6 && ranUs < 23e6, `${ranUs} µs`);
});

test('a Job’s pod succeeds, and what it held is free again', () => {
  const world = createWorld({ nodes: [aNode('node-0', { cpu: '1' })] });
  const spec = { restartPolicy: 'Never', containers: [aContainer('a', { resources: { requests: { cpu: '1' } } })] };
  lives(world, world.bind('a', 'node-0', spec, ownedBy('Job')), 5e6);
  world.at(30e6, () => world.bind('b', 'node-0', spec));
  world.run();
  equal(world.store.podByKey('default/a')!.phase, 'Succeeded');
  equal(world.store.podByKey('default/b')!.phase, 'Running');
});

test('a container of a ReplicaSet’s pod is started again: at once, then 10 s, 20 s, 40 s after its exit', () => {
  const models = { 'node.relistPeriodUs': 0, 'node.relistUs': 0, 'node.relistPodUs': 0 };
  const world = createWorld({ models: { ...models, 'node.createUs': 200_000, 'node.startUs': 0 } });
  const pod = lives(world, world.bind('a', 'node-0', {}, ownedBy('ReplicaSet')), 5e6);
  const ready: number[] = [];
  world.watches.onPods({
    name: 'test',
    wants: ({ before, after }) => after?.ready === true && before?.ready === false,
    deliver: () => ready.push(world.kernel.nowUs()),
  });
  world.run(150e6);
  equal(world.store.pod(pod)!.phase, 'Running');
  const gapsSeconds = ready.slice(1).map((us, i) => Math.round((us - ready[i]!) / 1e6));
  deepEqual(gapsSeconds, [5, 15, 25, 45]); // 5 s of running, and the backoff
});

test('restarts leave the stages of the first start alone', () => {
  const world = createWorld();
  const pod = lives(world, world.bind('a', 'node-0', {}, ownedBy('ReplicaSet')), 5e6);
  world.run(100e6);
  equal(world.stages.leftUs('status/ready', pod), world.ledger.readyUs.at(pod));
  ok(world.stages.leftUs('runtime/start', pod) < 3e6);
});

test('a pod that ran before the run began ends by its start, or by the run’s where that had passed', () => {
  const world = createWorld();
  const running = { nodeName: 'node-0', phase: 'Running', ready: true } as const;
  const half = lives(world, world.adopt('half', {}, { ...running, startTimeUs: -10e6 }).index, 30e6);
  const over = lives(world, world.adopt('over', {}, { ...running, startTimeUs: -50e6 }).index, 30e6);
  world.run();
  const secondsOf = (pod: number) => Math.floor(world.ledger.finishedUs.at(pod) / 1e6);
  ok(secondsOf(half) >= 20 && secondsOf(half) < 23);
  ok(secondsOf(over) >= 30 && secondsOf(over) < 33);
});

test('where nodes are not looked into, pods end and restart too', () => {
  const world = createWorld({ fidelity: 'pods' });
  const bare = lives(world, world.bind('a', 'node-0'), 20e6);
  const owned = lives(world, world.bind('b', 'node-0', {}, ownedBy('ReplicaSet')), 20e6);
  world.run(30e6);
  equal(world.store.pod(bare)!.phase, 'Succeeded');
  equal(world.store.pod(owned)!.phase, 'Running');
});
