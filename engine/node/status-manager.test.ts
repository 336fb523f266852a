import { equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { aNode, createWorld, percentileOf } from './testing.js';

test('a kubelet writes one status at a time', () => {
  const world = createWorld({ models: { 'node.statusGetUs': 100_000 } });
  const pods = Array.from({ length: 20 }, (_, i) => world.bind(`pod-${i}`, 'node-0'));
  world.run();
  const readyUs = pods.map((pod) => world.ledger.readyUs.at(pod)).sort((a, b) => a - b);
  for (let i = 1; i < readyUs.length; i++) ok(readyUs[i]! - readyUs[i - 1]! >= 100_000);
});

test('kubelets write beside each other', () => {
  const nodes = Array.from({ length: 20 }, (_, i) => aNode(`node-${i}`));
  const world = createWorld({ nodes, models: { 'node.statusGetUs': 100_000 } });
  const pods = nodes.map(({ metadata }) => world.bind(`on-${metadata.name}`, metadata.name!));
  world.run();
  ok(
    percentileOf(
      pods.map((pod) => world.startedIn(pod)),
      50,
    ) < 1.5e6,
  );
});

test('each status costs two of the kubelet’s tokens', () => {
  // Two statuses a pod, a read and a patch each; 10 tokens saved, then 10 a second: 40 pods need (160 − 10) / 10 = 15 s.
  const world = createWorld({ models: { 'client.kubeletQps': 10, 'client.kubeletBurst': 10 } });
  const pods = Array.from({ length: 40 }, (_, i) => world.bind(`pod-${i}`, 'node-0'));
  world.run();
  const lastUs = Math.max(...pods.map((pod) => world.ledger.readyUs.at(pod)));
  ok(lastUs > 7.5e6 && lastUs < 16e6, `${lastUs} µs`); // statuses of one pod that wait go together
});

test('what changes of a pod while its status waits goes in one write', () => {
  const world = createWorld({ models: { 'node.statusGetUs': 3e6 } });
  world.bind('a', 'node-0');
  let patches = 0;
  world.watches.onPods({ name: 'test', wants: ({ before }) => before?.nodeName !== '', deliver: () => patches++ });
  world.run();
  ok(world.store.podByKey('default/a')!.ready);
  equal(patches, 3); // creation, then two patches: the start time, and running and ready together
});
