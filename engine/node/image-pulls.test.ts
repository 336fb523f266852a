import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { NodeV1 } from '../objects/index.js';
import { fetchUs } from './pull-time.js';
import { aContainer, aNode, createWorld, type World } from './testing.js';

const withImage = (image: string, imagePullPolicy?: string) => ({
  containers: [aContainer('main', imagePullPolicy === undefined ? { image } : { image, imagePullPolicy })],
});

/** When the pod's pull was under way. */
function pullOf(world: World, pod: number): [number, number] {
  return [world.stages.enteredUs('image/pull', pod), world.stages.leftUs('image/pull', pod)];
}

function pullUs(world: World, pod: number): number {
  const [fromUs, toUs] = pullOf(world, pod);
  return toUs - fromUs;
}

test('images are pulled one at a time on a node', () => {
  const world = createWorld();
  const images = ['redis:7', 'nginx:1.27', 'postgres:16', 'example.com/a/b:1'];
  const pods = images.map((image, i) => world.bind(`pod-${i}`, 'node-0', withImage(image)));
  world.run();
  const pulls = pods.map((pod) => pullOf(world, pod)).sort((a, b) => a[0] - b[0]);
  for (let i = 1; i < pulls.length; i++)
    ok(pulls[i]![0] >= pulls[i - 1]![1], 'a pull begins when the one before it ends');
});

test('nodes pull beside each other', () => {
  const world = createWorld({ nodes: [aNode('node-0'), aNode('node-1')] });
  const a = world.bind('a', 'node-0', withImage('mysql:8'));
  const b = world.bind('b', 'node-1', withImage('mysql:8'));
  world.run();
  ok(pullOf(world, a)[0] < pullOf(world, b)[1] && pullOf(world, b)[0] < pullOf(world, a)[1]);
});

test('with two pulls at once, two are under way', () => {
  const world = createWorld({ models: { 'image.pullsAtOnce': 2 } });
  const a = world.bind('a', 'node-0', withImage('mysql:8'));
  const b = world.bind('b', 'node-0', withImage('node:22'));
  world.run();
  ok(pullOf(world, a)[0] < pullOf(world, b)[1] && pullOf(world, b)[0] < pullOf(world, a)[1]);
});

test('an image that is there is not pulled, and one that was pulled is there', () => {
  const world = createWorld();
  const first = world.bind('first', 'node-0', withImage('redis:7'));
  world.at(60e6, () => world.bind('second', 'node-0', withImage('docker.io/library/redis:7')));
  world.run();
  ok(pullUs(world, first) > 0.4e6);
  equal(pullOf(world, world.store.podByKey('default/second')!.index)[0], -1);
});

test('an image without a tag is asked for each time, and costs only round trips once it is there', () => {
  const world = createWorld({ models: { 'image.roundTripUs': 100_000 } });
  const first = world.bind('first', 'node-0', withImage('redis'));
  world.at(60e6, () => world.bind('second', 'node-0', withImage('redis:latest')));
  world.run();
  ok(pullUs(world, first) > 4 * 100_000);
  equal(pullUs(world, world.store.podByKey('default/second')!.index), 2 * 100_000);
});

test('an image that must not be pulled and is not there keeps its pod waiting', () => {
  const world = createWorld();
  const pod = world.bind('a', 'node-0', withImage('redis:7', 'Never'));
  world.run();
  equal(world.store.pod(pod)!.phase, 'Pending');
});

test('tags of one repository share layers', () => {
  const world = createWorld({ models: { 'image.roundTripUs': 1 } });
  const first = world.bind('first', 'node-0', withImage('postgres:15'));
  world.at(60e6, () => world.bind('second', 'node-0', withImage('postgres:16')));
  world.run();
  const second = pullUs(world, world.store.podByKey('default/second')!.index);
  ok(second < pullUs(world, first) / 2, 'a tag’s own layers are 35 % of its bytes');
  ok(second > 0.2e6);
});

test('a node tells what it has pulled when it next looks at its status', () => {
  const world = createWorld();
  world.bind('a', 'node-0', withImage('redis:7'));
  world.at(30e6, () => {});
  world.run();
  const { images } = (world.store.find('Node', '', 'node-0')!.current as NodeV1).status!;
  deepEqual(
    images?.map(({ names }) => names?.[0]),
    ['registry.example/app:1', 'docker.io/library/redis:7'],
  );
});

test('a pull unpacks each layer after the one before it, while the next are downloaded', () => {
  const model = {
    roundTripUs: 0,
    downloadBytesPerSecond: 30e6,
    layersAtOnce: 3,
    unpackBytesPerSecond: 30e6,
    unpackedRatio: 3,
    pullsAtOnce: 1,
    unknownBytes: 0,
    tagShare: 0.35,
  };
  // One layer: 30 MB at 30 MB/s, then 90 MB at 30 MB/s.
  equal(Math.round(fetchUs([30e6], model)), 4e6);
  // Three at 10 MB/s each: all there after 1 s, unpacked one after another in 1 s each.
  equal(Math.round(fetchUs([10e6, 10e6, 10e6], model)), 4e6);
  // A fourth is there after 2 s, before its turn at 4 s.
  equal(Math.round(fetchUs([10e6, 10e6, 10e6, 10e6], model)), 5e6);
  equal(fetchUs([], model), 0);
});

test('images known from measurements take about as long as measured', () => {
  // containerd docs/snapshotters/erofs.md, overlayfs, local registry: busybox 0.58 s, nginx 2.06, mysql 10.4, python 12.2.
  const measured: [string, number][] = [
    ['busybox:1', 0.58],
    ['nginx:1', 2.06],
    ['mysql:8', 10.4],
    ['python:3', 12.2],
  ];
  for (const [image, seconds] of measured) {
    const world = createWorld({ models: { 'image.roundTripUs': 110_000, 'image.downloadBytesPerSecond': 1e9 } });
    const pod = world.bind('a', 'node-0', withImage(image));
    world.run();
    const ratio = pullUs(world, pod) / 1e6 / seconds;
    ok(ratio > 0.6 && ratio < 1.7, `${image} took ${pullUs(world, pod) / 1e6} s, measured ${seconds} s`);
  }
});
