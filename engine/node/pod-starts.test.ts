import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import test from 'node:test';
import type { PodSpecV1 } from '../objects/index.js';
import { aContainer, aNode, createWorld, percentileOf, type World, type WorldOptions } from './testing.js';

function stageUs(world: World, pod: number, stage: Parameters<World['stages']['leftUs']>[0]): number {
  return world.stages.leftUs(stage, pod) - world.stages.enteredUs(stage, pod);
}

/** One pod on its own node, started and run to the end. */
function started(spec: Partial<PodSpecV1>, options: WorldOptions = {}): { world: World; pod: number } {
  const world = createWorld(options);
  const pod = world.bind('a', 'node-0', spec);
  world.run();
  return { world, pod };
}

test('a pod in the host’s network skips the network plugin', () => {
  const { world, pod } = started({ hostNetwork: true });
  equal(world.stages.enteredUs('runtime/network', pod), -1);
  ok(world.store.pod(pod)!.ready);
});

test('the network plugin decides how long an address takes', () => {
  const addUs = (cni: string) => {
    const { world, pod } = started({}, { models: { 'node.cni': cni } });
    return stageUs(world, pod, 'runtime/network');
  };
  ok(addUs('flannel') < addUs('calico'));
  ok(addUs('calico') < addUs('cilium'));
  throws(() => addUs('carrier pigeon'), /node.cni.*carrier pigeon.*flannel, calico, weave, cilium/s);
});

test('a hundred pods at once on a small node slow each other', () => {
  // k/k PR 111250: 100 pods on one node, 16 pods/s, median 3 s.
  const world = createWorld({ nodes: [aNode('node-0', { cpu: '8' }), aNode('node-1', { cpu: '8' })] });
  const crowd = Array.from({ length: 100 }, (_, i) => world.bind(`pod-${i}`, 'node-0'));
  const alone = world.bind('alone', 'node-1');
  world.run();
  const medianUs = percentileOf(
    crowd.map((pod) => world.startedIn(pod)),
    50,
  );
  ok(medianUs > 2e6 && medianUs < 6e6, `${medianUs} µs`);
  ok(world.startedIn(alone) < 2e6);
});

test('volumes are seen to be mounted by a poll of 300 ms', () => {
  const { world, pod } = started({}, { models: { 'node.mountUs': 50_000 } });
  equal(stageUs(world, pod, 'kubelet/volumes'), 300_000); // at most 100 + 100 + 50 ms
  const slow = started({}, { models: { 'node.mountUs': 350_000 } });
  equal(stageUs(slow.world, slow.pod, 'kubelet/volumes'), 600_000); // 350 ms to 550 ms
});

test('a pod without volumes and token waits for none', () => {
  const { world, pod } = started({ automountServiceAccountToken: false });
  equal(stageUs(world, pod, 'kubelet/volumes'), 0);
});

test('a claim is attached and mounted; a second pod of the node finds it attached', () => {
  const claim = { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] };
  const world = createWorld({ models: { 'node.attachUs': 3.9e6, 'node.mountClaimUs': 700_000, 'node.mountUs': 1000 } });
  const first = world.bind('first', 'node-0', claim);
  world.at(60e6, () => world.bind('second', 'node-0', claim));
  world.run();
  const second = world.store.podByKey('default/second')!.index;
  equal(stageUs(world, first, 'kubelet/volumes'), 4.8e6); // 4.6 s and up to 0.2 s, by steps of 0.3 s
  equal(stageUs(world, second, 'kubelet/volumes'), 0.9e6); // 0.7 s and up to 0.2 s
});

test('init containers run one after the other before the others; a sidecar only has to start', () => {
  const models = { 'node.initRunUs': 2e6, 'node.createUs': 50_000, 'node.startUs': 100_000 };
  const init = started({ initContainers: [aContainer('i'), aContainer('j')] }, { models });
  const initUs = stageUs(init.world, init.pod, 'runtime/init');
  // Each: 0.15 s and 2 s, and then up to 1 s and two relists until the kubelet sees that it exited.
  ok(initUs > 2 * 2.15e6 && initUs < 2 * (2.15e6 + 2e6), `${initUs} µs`);
  const sidecar = started({ initContainers: [aContainer('s', { restartPolicy: 'Always' })] }, { models });
  const sidecarUs = stageUs(sidecar.world, sidecar.pod, 'runtime/init');
  ok(sidecarUs > 0.15e6 && sidecarUs < 0.35e6, `${sidecarUs} µs`);
});

test('containers of a pod take turns, and their steps add up', () => {
  const models = { 'node.createUs': 50_000, 'node.startUs': 100_000 };
  const { world, pod } = started({ containers: [aContainer('a'), aContainer('b'), aContainer('c')] }, { models });
  deepEqual([stageUs(world, pod, 'runtime/create'), stageUs(world, pod, 'runtime/start')], [150_000, 300_000]);
});

const fixed = { 'node.applicationUs': 0, 'node.probeUs': 0, 'node.relistUs': 0, 'node.relistPeriodUs': 0 };
const readiness = (probe: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  containers: [aContainer('a', { readinessProbe: { httpGet: { port: 80 }, ...probe }, ...more })],
});

/** From the moment the kubelet saw the container run to the probe that found it ready. */
function probeUs(spec: Partial<PodSpecV1>, models: Record<string, unknown>): number {
  const { world, pod } = started(spec, { models: { ...fixed, ...models } });
  return stageUs(world, pod, 'kubelet/probe');
}

test('a pod without probes is ready when its kubelet sees it run', () => {
  const { world, pod } = started({});
  equal(world.stages.enteredUs('kubelet/probe', pod), -1);
  equal(world.ledger.runningUs.at(pod), world.ledger.readyUs.at(pod));
});

test('an application that answers at once is found ready by the first probe', () => {
  equal(probeUs(readiness({ periodSeconds: 10 }), { 'node.probeUs': 1000 }), 1000);
});

test('an application that answers too late is probed again by the next sync, and then every period', () => {
  const models = { 'node.applicationUs': 12e6, 'node.relistPodUs': 0 };
  // Probes at 0 and 0 s (two syncs without relist in between), 5 s, 10 s, 15 s; it answers from 12 s.
  equal(probeUs(readiness({ periodSeconds: 5 }), models), 15e6);
  // A relist every 1 s, here at 400 ms after the first: 0.4 s, 5.4 s, 10.4 s, 15.4 s.
  const second = probeUs(readiness({ periodSeconds: 5 }), { ...models, 'node.relistPeriodUs': 1e6 }) - 15e6;
  ok(second >= 0 && second < 1e6, `${second} µs`);
});

test('probes wait for their initial delay, and count as often as they have to', () => {
  const models = { 'node.relistPodUs': 0 };
  equal(probeUs(readiness({ periodSeconds: 5, initialDelaySeconds: 7 }), models), 10e6); // 0, 5, 10 s
  equal(probeUs(readiness({ periodSeconds: 5, successThreshold: 3 }), models), 5e6); // 0, 0, 5 s
});

test('a startup probe runs by its worker’s clock, and holds readiness back', () => {
  const startupProbe = { httpGet: { port: 80 }, periodSeconds: 10 };
  const { world, pod } = started({ containers: [aContainer('a', { startupProbe })] }, { models: fixed });
  // Its worker begins when volumes are mounted; the container runs within its first period.
  equal(world.stages.leftUs('kubelet/probe', pod), world.stages.leftUs('kubelet/volumes', pod) + 10e6);
  const both = started(readiness({ periodSeconds: 5 }, { startupProbe }), { models: fixed });
  equal(
    both.world.stages.leftUs('kubelet/probe', both.pod),
    both.world.stages.leftUs('kubelet/volumes', both.pod) + 10e6,
  );
});

test('a pod with a probe runs before it is ready', () => {
  const { world, pod } = started(readiness({ periodSeconds: 5 }), { models: { 'node.applicationUs': 3e6 } });
  ok(world.ledger.readyUs.at(pod) - world.ledger.runningUs.at(pod) > 2e6);
});
