import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { imageLocality } from './image-locality.js';
import { aCluster, aHandle, aPod, type HandleOptions, type NodeOptions } from './testing.js';

const mebibyte = 1024 * 1024;
const holding = (name: string, ...images: [string, number][]): NodeOptions => ({
  name,
  images: images.map(([image, sizeMebibytes]) => ({ names: [image], sizeBytes: sizeMebibytes * mebibyte })),
});

/** Scores of the pod on each of the nodes. */
function scores(
  images: string[],
  nodes: NodeOptions[],
  more: { volumes?: string[]; init?: string[] } & HandleOptions = {},
) {
  const cluster = aCluster(nodes);
  const plugin = imageLocality.create(undefined, aHandle({ ...more, cluster }));
  const pod = aPod({
    spec: {
      containers: images.map((image, i) => ({ name: `c${i}`, image })),
      initContainers: (more.init ?? []).map((image, i) => ({ name: `i${i}`, image })),
      volumes: (more.volumes ?? []).map((reference, i) => ({ name: `v${i}`, image: { reference } })),
    },
  });
  return cluster.nodes.map((node) => plugin.score!.score(pod, node, undefined, undefined));
}

test('a node that holds an image scores by its size, halved where half the nodes hold it', () => {
  // bytes 500·1/2 = 250 Mi;  100·(250 − 23)/(1000 − 23) = 23.2
  deepEqual(scores(['app:1'], [holding('a', ['app:1', 500]), holding('b')]), [23, 0]);
});

test('an image that every node holds counts whole', () => {
  // 100·(500 − 23)/(1000 − 23) = 48.8
  deepEqual(scores(['app:1'], [holding('a', ['app:1', 500]), holding('b', ['app:1', 500])]), [48, 48]);
});

test('images below 23 Mi in all count nothing, above 1000 Mi a container no more', () => {
  deepEqual(scores(['small:1'], [holding('a', ['small:1', 22])]), [0]);
  deepEqual(scores(['large:1'], [holding('a', ['large:1', 4000])]), [100]);
});

test('containers share one threshold, and init containers raise it too', () => {
  const node = [holding('a', ['one:1', 500], ['two:1', 300])];
  // 100·(500 + 300 − 23)/(2000 − 23) = 39.3
  deepEqual(scores(['one:1', 'two:1'], node), [39]);
  // 100·(500 + 300 − 23)/(3000 − 23) = 26.1
  deepEqual(scores(['one:1', 'absent:1'], node, { init: ['two:1'] }), [26]);
});

test('two containers with one image count it twice', () => {
  // 100·(500 + 500 − 23)/(2000 − 23) = 49.4
  deepEqual(scores(['one:1', 'one:1'], [holding('a', ['one:1', 500])]), [49]);
});

test('a name without a tag means latest, a port is no tag', () => {
  const node = [holding('a', ['registry.example:5000/app:latest', 500])];
  deepEqual(scores(['registry.example:5000/app'], node), [48]);
});

test('image volumes add to the score since 1.36 and to the threshold since 1.37', () => {
  const node = [holding('a', ['app:1', 500], ['data:1', 300])];
  const volumes = ['data:1'];
  deepEqual(scores(['app:1'], node, { volumes, minor: '1.35' }), [48]); // 100·(500 − 23)/977 = 48.8
  deepEqual(scores(['app:1'], node, { volumes, minor: '1.36' }), [79]); // 100·(800 − 23)/977 = 79.5
  deepEqual(scores(['app:1'], node, { volumes, minor: '1.37' }), [39]); // 100·(800 − 23)/1977 = 39.3
});

test('the set of images is signed; how many there are is read besides', () => {
  const plugin = imageLocality.create(undefined, aHandle());
  const pod = (...images: string[]) =>
    aPod({ spec: { containers: images.map((image, i) => ({ name: `c${i}`, image })) } });
  const [once, twice] = [pod('app'), pod('app', 'app:latest')];
  deepEqual(plugin.signs!(once), plugin.signs!(twice));
  deepEqual(plugin.readsBesides!(once), [1, ['app:latest']]);
  deepEqual(plugin.readsBesides!(twice), [2, ['app:latest', 'app:latest']]);
});

test('raw scores are final', () => {
  equal(imageLocality.create(undefined, aHandle()).score!.normalize, undefined);
});
