import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { PodV1 } from './api.js';
import { compilePod } from './compile-pod.js';
import { besidesVolumes, sharesAllButVolumes, withVolumesOf } from './other-volumes.js';

const containers = [{ name: 'c', image: 'i', resources: { requests: { cpu: '1' } } }];
const labels = { app: 'x' };

function pod(claimName: string, metadata: object = {}, spec: object = {}): PodV1 {
  const volumes = [{ name: 'v', persistentVolumeClaim: { claimName } }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: claimName, labels, ...metadata },
    spec: { containers, volumes, ...spec },
  } as unknown as PodV1;
}

test('the spec of a pod with other volumes is what compiling it gives', () => {
  const [a, b, c] = [pod('a'), pod('b'), pod('c')];
  const first = compilePod(a);
  const second = withVolumesOf(b, first);
  const third = withVolumesOf(c, second);
  deepEqual(second, compilePod(b));
  deepEqual(third, compilePod(c));
  deepEqual([first, second, third].map(besidesVolumes), [first, first, first]);
});

for (const { what, other, shares } of [
  { what: 'in name and claim', other: pod('b'), shares: true },
  { what: 'in the value of a label', other: pod('b', { labels: { app: 'y' } }), shares: false },
  { what: 'in annotations that only one has', other: pod('b', { annotations: {} }), shares: false },
  { what: 'in containers', other: pod('b', {}, { containers: [...containers] }), shares: false },
  { what: 'in priority', other: pod('b', {}, { priority: 1 }), shares: false },
]) {
  test(`pods that differ ${what} ${shares ? 'share' : 'do not share'} the rest`, () => {
    equal(sharesAllButVolumes(pod('a'), other), shares);
  });
}
