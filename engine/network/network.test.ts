import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { createWorld, type World } from './testing.js';

function span(world: World, stage: 'network/endpointslice' | 'network/proxy', pod: number): [number, number] {
  return [world.stages.enteredUs(stage, pod), world.stages.leftUs(stage, pod)];
}

test('a pod that becomes ready gets into a slice of its Service, and then into the nodes’ rules', () => {
  const world = createWorld();
  const pod = world.adopt('a');
  world.serve('web');
  world.at(1e6, () => world.patch(pod, true));
  world.run();
  const [readyUs, writtenUs] = span(world, 'network/endpointslice', pod);
  equal(readyUs, world.ledger.readyUs.at(pod));
  ok(writtenUs > readyUs && writtenUs - readyUs < 0.05e6);
  const [enteredUs, programmedUs] = span(world, 'network/proxy', pod);
  equal(enteredUs, writtenUs);
  ok(programmedUs > enteredUs && programmedUs - enteredUs < 0.2e6); // no sync the second before
});

test('a pod that no Service selects meets no stage of the network', () => {
  const world = createWorld();
  const pod = world.adopt('a', { app: 'other' });
  world.serve('web');
  world.serve('external', null);
  world.at(1e6, () => world.patch(pod, true));
  world.run();
  deepEqual(span(world, 'network/endpointslice', pod), [-1, -1]);
  equal(world.writes.length, 0);
});

test('what is settled when the run begins makes no write', () => {
  const world = createWorld();
  for (let i = 0; i < 150; i++) world.adopt(`pod-${i}`, { app: 'web' }, true);
  world.serve('web');
  world.run(60e6);
  equal(world.writes.length, 0);
  equal(world.kernel.eventsRun, 0);
});

test('a hundred endpoints fill a slice', () => {
  const world = createWorld();
  for (let i = 0; i < 250; i++) world.adopt(`pod-${i}`, { app: 'web' }, true);
  world.serve('web', { app: 'web' }, 1e6);
  world.run();
  deepEqual(world.writes.map(({ ready }) => ready).sort(), [100, 100, 50]);
});

test('pods that become ready together go in one write, those that come while it is sent in the next', () => {
  const world = createWorld();
  const pods = Array.from({ length: 60 }, (_, i) => world.adopt(`pod-${i}`));
  world.serve('web');
  world.at(1e6, () => {
    for (const pod of pods) world.patch(pod, true);
  });
  world.run();
  equal(world.writes.at(-1)!.ready, 60);
  ok(world.writes.length < 20, `${world.writes.length} writes`);
});

test('a Service is not written again before its own write was seen: it waits a second', () => {
  const world = createWorld({ models: { 'watch.deliveryUs': 20_000 } });
  const [a, b] = [world.adopt('a'), world.adopt('b')];
  world.serve('web');
  world.at(1e6, () => world.patch(a, true));
  world.at(1.012e6, () => world.patch(b, true)); // heard after the first write was answered, before it is seen
  world.run();
  equal(world.writes.length, 2);
  const gapUs = world.writes[1]!.atUs - world.writes[0]!.atUs;
  ok(gapUs > 0.95e6 && gapUs < 1.05e6, `${gapUs} µs`);
});

test('the controller’s client limits its writes', () => {
  const world = createWorld({ models: { 'client.controllerQps': 10, 'client.controllerBurst': 10 } });
  for (let i = 0; i < 60; i++) {
    world.serve(`service-${i}`, { app: `app-${i}` });
    const pod = world.adopt(`pod-${i}`, { app: `app-${i}` });
    world.at(1e6, () => world.patch(pod, true));
  }
  world.run();
  equal(world.writes.length, 60);
  const tookUs = world.writes.at(-1)!.atUs - 1e6;
  ok(tookUs > 5e6 && tookUs < 5.2e6, `${tookUs} µs`); // (60 − 10) / 10 s
});

test('a pod that is not ready any more, or gone, leaves its slice', () => {
  const world = createWorld();
  const [a, b] = [world.adopt('a', { app: 'web' }, true), world.adopt('b', { app: 'web' }, true)];
  world.serve('web');
  world.at(1e6, () => world.patch(a, false));
  world.at(5e6, () => world.pods.remove(world.client, b));
  world.run();
  deepEqual(
    world.writes.map(({ ready }) => ready),
    [1, 0],
  );
});

test('a Service’s new selector moves its endpoints', () => {
  const world = createWorld();
  world.adopt('a', { app: 'web' }, true);
  world.adopt('b', { app: 'api' }, true);
  world.adopt('c', { app: 'api' }, true);
  world.serve('web');
  world.serve('web', { app: 'api' }, 1e6);
  world.run();
  deepEqual(
    world.writes.map(({ ready }) => ready),
    [2],
  );
});

test('the nodes’ rules change once a second at most', () => {
  const world = createWorld({ models: { 'network.iptablesSyncUs': 100_000, 'network.iptablesEndpointUs': 0 } });
  const pods = Array.from({ length: 4 }, (_, i) => world.adopt(`pod-${i}`));
  world.serve('web');
  for (const [i, pod] of pods.entries()) world.at(1e6 + i * 300_000, () => world.patch(pod, true));
  world.run();
  const programmed = pods.map((pod) => world.stages.leftUs('network/proxy', pod));
  const [first, second] = programmed;
  // The second, third and fourth change wait for 1 s from the end of the first sync, and for the sync.
  deepEqual(programmed.slice(1), [second, second, second]);
  equal(second! - first!, 1.1e6);
});

test('before 1.36 the second counts from the beginning of a sync', () => {
  const world = createWorld({
    minor: 35,
    models: { 'network.iptablesSyncUs': 100_000, 'network.iptablesEndpointUs': 0 },
  });
  const [a, b] = [world.adopt('a'), world.adopt('b')];
  world.serve('web');
  world.at(1e6, () => world.patch(a, true));
  world.at(1.3e6, () => world.patch(b, true));
  world.run();
  equal(world.stages.leftUs('network/proxy', b) - world.stages.leftUs('network/proxy', a), 1e6);
});

test('ipvs waits for no second', () => {
  const world = createWorld({ models: { 'network.proxyMode': 'ipvs' } });
  const [a, b] = [world.adopt('a'), world.adopt('b')];
  world.serve('web');
  world.at(1e6, () => world.patch(a, true));
  world.at(1.3e6, () => world.patch(b, true));
  world.run();
  ok(world.stages.leftUs('network/proxy', b) < 1.4e6);
});

test('iptables gets slower with every endpoint there is', () => {
  // 2.84 s at 138,792 endpoints (issue 138073): 20 µs each.
  const proxyUs = (endpoints: number) => {
    const world = createWorld();
    for (let i = 0; i < endpoints; i++) world.adopt(`pod-${i}`, { app: 'big' }, true);
    world.serve('big', { app: 'big' });
    world.serve('web');
    const pod = world.adopt('a');
    world.at(1e6, () => world.patch(pod, true));
    world.run();
    const [fromUs, toUs] = span(world, 'network/proxy', pod);
    return toUs - fromUs;
  };
  equal(proxyUs(5000) - proxyUs(0), 100_000);
});

test('a new Service has a name, then a first endpoint, then rules on its nodes', () => {
  const world = createWorld();
  const pod = world.adopt('a');
  world.serve('web', { app: 'web' }, 1e6);
  world.at(10e6, () => world.patch(pod, true));
  world.run();
  const rows = world.journeys.filter(({ object }) => object === 'Service/default/web').slice(1);
  deepEqual(
    rows.map(({ stage }) => stage),
    ['DNS record', 'DNS caches', 'first endpoint', 'first node', 'last node'],
  );
  equal(rows[1]!.leftUs - rows[1]!.enteredUs, 5e6);
  equal(rows[2]!.enteredUs, world.ledger.readyUs.at(pod));
  equal(rows[3]!.leftUs, world.stages.leftUs('network/proxy', pod));
});

test('the same seed gives the same run, another one another', () => {
  const digestOf = (seed: string) => {
    const world = createWorld({ seed });
    world.serve('web');
    const pods = Array.from({ length: 20 }, (_, i) => world.adopt(`pod-${i}`));
    world.at(1e6, () => {
      for (const pod of pods) world.patch(pod, true);
    });
    world.run();
    return world.digest.hex();
  };
  equal(digestOf('x'), digestOf('x'));
  ok(digestOf('x') !== digestOf('y'));
});

test('a Service that publishes pods before they are ready has them in its slices at once', () => {
  const world = createWorld();
  world.adopt('a');
  world.serve('web', { app: 'web' }, 1e6, { publishNotReadyAddresses: true });
  world.run();
  deepEqual(
    world.writes.map(({ ready }) => ready),
    [1],
  );
});

test('a pod that is ready again after it was not keeps the stages of its first readiness', () => {
  const world = createWorld();
  const pod = world.adopt('a');
  world.serve('web');
  world.at(1e6, () => world.patch(pod, true));
  world.at(10e6, () => world.patch(pod, false));
  world.at(20e6, () => world.patch(pod, true));
  world.run();
  equal(world.writes.length, 3);
  ok(span(world, 'network/endpointslice', pod)[1] < 1.1e6);
  ok(span(world, 'network/proxy', pod)[1] < 1.5e6);
});
