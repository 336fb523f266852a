import { equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { PodSpecV1 } from '../objects/index.js';
import { aContainer, aNode, createWorld, type World } from './testing.js';

/** A pod that is deleted at 60 s, and when its object went, µs after. */
function deletion(spec: Partial<PodSpecV1>, models: Record<string, unknown> = {}): { world: World; goneUs: number } {
  const world = createWorld({ models });
  const pod = world.bind('a', 'node-0', spec);
  let goneUs = -1;
  world.watches.onPods({
    name: 'test',
    wants: ({ after }) => after === null,
    deliver: () => {
      goneUs = world.kernel.nowUs() - 60e6;
    },
  });
  world.at(60e6, () => world.pods.delete(world.user, pod));
  world.run();
  return { world, goneUs };
}

function near(actualUs: number, expectedUs: number): void {
  ok(Math.abs(actualUs - expectedUs) <= 0.06e6, `${actualUs} µs is not about ${expectedUs} µs`);
}

const quick = { 'node.stopUs': 1e6, 'node.sandboxStopUs': 100_000, 'node.unmountUs': 200_000 };

test('a deleted pod is stopped, cleaned up, and then gone', () => {
  const { world, goneUs } = deletion({}, quick);
  near(goneUs, 1.3e6);
  equal(world.store.podByKey('default/a'), null);
  equal(world.ledger.phases.at(0), 'Deleted');
});

test('a preStop hook comes first', () => {
  const preStop = { sleep: { seconds: 5 } };
  near(deletion({ containers: [aContainer('a', { lifecycle: { preStop } })] }, quick).goneUs, 6.3e6);
});

test('a container that does not end is killed when its grace period is over', () => {
  const slow = { ...quick, 'node.stopUs': 3600e6 };
  near(deletion({}, slow).goneUs, 30.3e6);
  near(deletion({ terminationGracePeriodSeconds: 3 }, slow).goneUs, 3.3e6);
});

test('the phase is final before the object goes: failed where a container was killed', () => {
  for (const [stopUs, phase] of [
    [1e6, 'Succeeded'],
    [3600e6, 'Failed'],
  ] as const) {
    const world = createWorld({ models: { ...quick, 'node.stopUs': stopUs } });
    const pod = world.bind('a', 'node-0');
    let last: string = '';
    world.watches.onPods({
      name: 'test',
      wants: () => true,
      deliver: ({ after }) => {
        last = after?.phase ?? last;
      },
    });
    world.at(60e6, () => world.pods.delete(world.user, pod));
    world.run();
    equal(last, phase);
  }
});

test('a pod that is deleted before any container ran goes without a signal', () => {
  const world = createWorld({ models: { ...quick, 'node.stopUs': 3600e6, 'node.mountUs': 20e6 } });
  const pod = world.bind('a', 'node-0');
  world.at(5e6, () => world.pods.delete(world.user, pod));
  world.run();
  equal(world.store.pod(pod), null);
  near(world.ledger.finishedUs.at(pod), 5.13e6);
  equal(world.ledger.readyUs.at(pod), -1);
});

test('a pod that is deleted while its container starts has left every stage but that one', () => {
  const world = createWorld({ models: { ...quick, 'node.createUs': 50_000, 'node.startUs': 60e6 } });
  const pod = world.bind('a', 'node-0');
  world.at(20e6, () => world.pods.delete(world.user, pod));
  world.run();
  const { stages } = world;
  equal(stages.leftUs('runtime/create', pod), stages.enteredUs('runtime/start', pod));
  ok(stages.enteredUs('runtime/start', pod) > 0);
  equal(stages.leftUs('runtime/start', pod), -1);
});

test('a pod that is deleted while its image is pulled does not keep others from pulling', () => {
  const world = createWorld();
  const pods = ['mysql:8', 'node:22', 'python:3'].map((image, i) =>
    world.bind(`pod-${i}`, 'node-0', { containers: [aContainer('main', { image })] }),
  );
  world.at(2e6, () => world.pods.delete(world.user, pods[0]!));
  world.at(2e6, () => world.pods.delete(world.user, pods[1]!));
  world.run();
  equal(world.store.pod(pods[0]!), null);
  equal(world.store.pod(pods[1]!), null);
  ok(world.store.pod(pods[2]!)!.ready);
});

test('a stopped pod frees its room, and not before', () => {
  const world = createWorld({ nodes: [aNode('node-0', { cpu: '1' })], models: { ...quick, 'node.stopUs': 10e6 } });
  const spec = { containers: [aContainer('a', { resources: { requests: { cpu: '1' } } })] };
  const pod = world.bind('a', 'node-0', spec);
  world.at(60e6, () => world.pods.delete(world.user, pod));
  world.at(65e6, () => world.bind('early', 'node-0', spec));
  world.at(80e6, () => world.bind('late', 'node-0', spec));
  world.run();
  equal(world.store.podByKey('default/early')!.phase, 'Failed');
  equal(world.store.podByKey('default/late')!.phase, 'Running');
});

test('a pod whose object is taken away at once frees its room too', () => {
  const world = createWorld({ nodes: [aNode('node-0', { cpu: '1' })] });
  const spec = { containers: [aContainer('a', { resources: { requests: { cpu: '1' } } })] };
  const pod = world.bind('a', 'node-0', spec);
  world.at(60e6, () => world.pods.remove(world.user, pod));
  world.at(70e6, () => world.bind('b', 'node-0', spec));
  world.run();
  equal(world.store.podByKey('default/b')!.phase, 'Running');
});

test('on a node that is down a deleted pod stays until the node recovers', () => {
  const world = createWorld();
  const pod = world.bind('a', 'node-0');
  world.at(30e6, () => world.nodes.fail('node-0'));
  world.at(60e6, () => world.pods.delete(world.user, pod));
  world.at(500e6, () => world.nodes.recover('node-0'));
  world.run(499e6);
  ok(world.store.pod(pod)!.isTerminating);
  world.run();
  equal(world.store.pod(pod), null);
});

test('a pod that was being deleted when the run begins is stopped', () => {
  const world = createWorld();
  const state = { nodeName: 'node-0', phase: 'Running', ready: false, deletionUs: 5e6 } as const;
  const pod = world.adopt('a', {}, state);
  world.run();
  equal(world.store.pod(pod.index), null);
});
