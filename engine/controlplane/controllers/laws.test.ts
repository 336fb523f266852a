import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { createStream, type Stream } from '../../kernel/index.js';
import type { JobV1, PodSpecV1, ReplicaSetV1 } from '../../objects/index.js';
import { indexLabel } from './job/job-pods.js';
import { scaled } from './percent.js';
import { aNode, aTemplate, aWorkload, createWorld, type World } from './testing.js';

const s = 1e6;
const seeds = Array.from({ length: 12 }, (_, i) => `law-${i}`);

function from<T>(stream: Stream, choices: readonly T[], id: number): T {
  return choices[stream.below(choices.length, id)]!;
}

/** Looks every 100 ms of virtual time. */
function watch(world: World, fromS: number, untilS: number, look: () => void): void {
  for (let us = fromS * s; us < untilS * s; us += s / 10) world.at(us, look);
}

const active = (world: World, app: string) =>
  world.podList().filter((pod) => pod.labels.get('app') === app && !pod.isTerminating && !pod.isTerminal);

for (const seed of seeds) {
  test(`rollouts keep within maxSurge and maxUnavailable (${seed})`, () => {
    const stream = createStream(seed, 'rollouts');
    const replicas = 1 + stream.below(12, 1);
    const maxSurge = from(stream, [0, 1, 3, '25%', '50%', '100%'], 2);
    const maxUnavailable = from(stream, [1, 2, '25%', '40%'], 3);
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
    const world = createWorld({ seed, startUs: (1 + stream.below(5, 4)) * s, qps: from(stream, [0, 20], 5) });
    world.addNodes(3);
    world.controllers.start();
    const apply = (image: number, atS: number) =>
      world.apply(
        aWorkload('Deployment', 'web', { replicas, strategy, template: aTemplate('web', `image:${image}`) }),
        atS * s,
      );
    apply(1, 0);
    apply(2, 100);
    apply(3, 100 + stream.below(20, 6)); // perhaps in the middle of the rollout before
    apply(2, 200); // and back
    const surge = scaled(maxSurge, replicas, 'up');
    const missing = scaled(maxUnavailable, replicas, 'down');
    const fewest = replicas - (surge + missing === 0 ? 1 : Math.min(missing, replicas));
    watch(world, 90, 300, () => {
      const pods = active(world, 'web');
      ok(pods.length <= replicas + surge, `${pods.length} pods, at most ${replicas + surge}`);
      const ready = pods.filter((pod) => pod.ready).length;
      ok(ready >= fewest, `${ready} ready, at least ${fewest}`);
    });
    world.run();
    const pods = active(world, 'web');
    equal(pods.length, replicas);
    ok(pods.every((pod) => pod.ready && pod.spec.images[0] === 'image:2'));
    const sizes = world.store.list('ReplicaSet').map(({ current }) => (current as ReplicaSetV1).spec.replicas);
    deepEqual(
      sizes.filter((size) => size !== 0),
      [replicas],
    );
  });

  test(`scaling ends at the replicas asked for, whatever happened before (${seed})`, () => {
    const stream = createStream(seed, 'scaling');
    const world = createWorld({ seed, qps: 20, becomesReady: (pod) => pod.drawId % 7 !== 0 });
    world.addNodes(3);
    world.controllers.start();
    let replicas = 0;
    for (let step = 0; step < 6; step++) {
      replicas = stream.below(15, step);
      const image = `image:${stream.below(3, step, 1)}`;
      const minReadySeconds = stream.below(4, step, 2);
      world.apply(
        aWorkload('Deployment', 'web', { replicas, minReadySeconds, template: aTemplate('web', image) }),
        step * 7 * s,
      );
    }
    world.run();
    const sets = world.store.list('ReplicaSet').map(({ current }) => current as ReplicaSetV1);
    equal(
      sets.reduce((sum, set) => sum + set.spec.replicas!, 0),
      active(world, 'web').length,
    );
    for (const set of sets) equal(set.status!['replicas'], set.spec.replicas, set.metadata.name);
    ok(active(world, 'web').length >= Math.min(replicas, 1));
  });

  test(`a Job counts every success once, and no index twice (${seed})`, () => {
    const stream = createStream(seed, 'jobs');
    const completions = 1 + stream.below(25, 1);
    const parallelism = 1 + stream.below(8, 2);
    const indexed = stream.below(2, 3) === 1;
    const world = createWorld({
      seed,
      qps: from(stream, [0, 20], 4),
      runsUs: (pod) => ({
        afterUs: (1 + (pod.drawId % 9)) * s,
        phase: pod.drawId % 5 === 0 ? ('Failed' as const) : ('Succeeded' as const),
      }),
    });
    world.addNodes(3);
    world.controllers.start();
    const spec: PodSpecV1 = { ...aTemplate('sum').spec, restartPolicy: 'Never' };
    const completionMode = indexed ? 'Indexed' : 'NonIndexed';
    world.apply(
      aWorkload('Job', 'sum', { completions, parallelism, completionMode, backoffLimit: 1000, template: { spec } }),
    );
    watch(world, 0, 120, () => ok(world.podsOf('sum').filter((pod) => !pod.isTerminal).length <= parallelism));
    world.run(24 * 3600 * s);
    const pods = world.podsOf('sum');
    const succeeded = pods.filter((pod) => pod.phase === 'Succeeded');
    const { status } = world.object<JobV1>('Job', 'sum')!;
    equal(status!['succeeded'], completions);
    equal(status!['failed'] ?? 0, pods.length - succeeded.length);
    if (indexed) equal(new Set(succeeded.map((pod) => pod.labels.get(indexLabel))).size, completions);
    else equal(succeeded.length, completions);
  });

  test(`a StatefulSet never has two pods of one name, and an ordered one no gap before a new pod (${seed})`, () => {
    const stream = createStream(seed, 'sets');
    const podManagementPolicy = from(stream, ['OrderedReady', 'Parallel'], 1);
    const world = createWorld({ seed });
    world.addNodes(3);
    world.controllers.start();
    let replicas = 0;
    for (let step = 0; step < 5; step++) {
      replicas = stream.below(8, step, 1);
      const template = aTemplate('db', `image:${stream.below(2, step, 2)}`);
      world.apply(aWorkload('StatefulSet', 'db', { replicas, podManagementPolicy, template }), step * 5 * s);
    }
    watch(world, 0, 200, () => {
      const names = world.podsOf('db').map((pod) => pod.name);
      equal(new Set(names).size, names.length);
    });
    world.run();
    const names = world
      .podsOf('db')
      .map((pod) => pod.name)
      .sort();
    deepEqual(
      names,
      Array.from({ length: replicas }, (_, i) => `db-${i}`),
    );
    const images = new Set(world.podsOf('db').map((pod) => pod.spec.images[0]));
    ok(images.size <= 1);
  });

  test(`a DaemonSet ends with one pod on each node that it may run on (${seed})`, () => {
    const stream = createStream(seed, 'daemons');
    const world = createWorld({ seed, qps: from(stream, [0, 20], 1) });
    const taint = { key: 'only', effect: 'NoExecute' };
    const spec = (tainted: boolean) => ({ spec: { taints: tainted ? [taint] : [] } });
    const last = new Map<string, boolean>();
    for (let i = 0; i < 6; i++) world.adopt(aNode(`node-${i}`));
    world.controllers.start();
    for (let i = 0; i < 6; i++) last.set(`node-${i}`, false);
    const surge = stream.below(2, 2);
    const updateStrategy = {
      type: 'RollingUpdate',
      rollingUpdate: surge ? { maxSurge: 2, maxUnavailable: 0 } : { maxUnavailable: 2 },
    };
    for (let step = 0; step < 8; step++) {
      const name = `node-${stream.below(8, step)}`;
      const tainted = stream.below(2, step, 1) === 1;
      last.set(name, tainted);
      world.apply(aNode(name, spec(tainted)), (1 + step * 3) * s);
      const image = `image:${stream.below(2, step, 2)}`;
      world.apply(
        aWorkload('DaemonSet', 'agent', { updateStrategy, template: aTemplate('agent', image) }),
        step * 4 * s,
      );
    }
    world.run();
    const eligible = [...last].filter(([, tainted]) => !tainted).map(([name]) => name);
    deepEqual(
      world
        .podsOf('agent')
        .map((pod) => pod.nodeName)
        .sort(),
      eligible.sort(),
    );
    equal(new Set(world.podsOf('agent').map((pod) => pod.spec.images[0])).size, eligible.length > 0 ? 1 : 0);
  });
}

test('one seed, one history; another seed, another', () => {
  const digest = (seed: string) => {
    const world = createWorld({
      seed,
      qps: 20,
      runsUs: (pod) => (pod.labels.get('app') === 'sum' ? { afterUs: s, phase: 'Succeeded' } : null),
    });
    world.addNodes(3);
    world.controllers.start();
    world.apply(aWorkload('Deployment', 'web', { replicas: 9 }));
    world.apply(aWorkload('Deployment', 'web', { replicas: 9, template: aTemplate('web', 'image:2') }), 20 * s);
    world.apply(aWorkload('DaemonSet', 'agent', {}), 3 * s);
    world.apply(aWorkload('StatefulSet', 'db', { replicas: 3 }), 4 * s);
    world.fail('node-1', 60 * s);
    world.run();
    return world.digest.hex();
  };
  equal(digest('a'), digest('a'));
  ok(digest('a') !== digest('b'));
});

test('draws and names of pods do not depend on what other workloads do', () => {
  const namesOf = (others: boolean) => {
    const world = createWorld();
    world.addNodes(3);
    world.controllers.start();
    if (others) world.apply(aWorkload('Deployment', 'other', { replicas: 7 }));
    world.apply(aWorkload('Deployment', 'web', { replicas: 4 }), s);
    world.run();
    return world
      .podsOf('web-')
      .map((pod) => `${pod.name} ${pod.drawId}`)
      .sort();
  };
  deepEqual(namesOf(false), namesOf(true));
});
