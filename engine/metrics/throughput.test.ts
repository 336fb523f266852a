import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { throughputOf } from './throughput.js';

const s = 1e6;

test('the first second with a binding is dropped, the others are samples', () => {
  const bound = [0.1, 0.2, 0.3, 1.1, 1.2, 2.5].map((x) => x * s);
  const t = throughputOf(new Float64Array(6), bound, 3 * s);
  equal(t.samples, 2); // seconds 1 and 2: 2 and 1 pods
  equal(t.average, 1.5);
  deepEqual([t.p50, t.p99], [1, 2]); // sorted [1, 2]: ⌈2·0.5⌉ = 1st, ⌈2·0.99⌉ = 2nd
  deepEqual(t.boundPerSecond, [3, 2, 1]);
});

test('a second without a binding is merged with the next, and their rate counts once for each', () => {
  const bound = [0.1, 3.5, 3.6, 3.7].map((x) => x * s);
  const t = throughputOf(new Float64Array(4), bound, 4 * s);
  equal(t.samples, 3); // seconds 1, 2, 3 share 3 pods: 1 pod/s, three times
  equal(t.average, 1);
});

test('with no full sample the average is pods by the time from first creation to last binding', () => {
  const t = throughputOf([0, 0.1 * s], [0.2 * s, 0.5 * s], 9 * s);
  equal(t.samples, 0);
  equal(t.average, 4); // 2 pods in 0.5 s
});

test('pods that were never bound count for nothing', () => {
  const t = throughputOf([0, 0], [-1, -1], s);
  deepEqual([t.average, t.podsBound, t.durationUs], [0, 0, 0]);
});

test('the second in which the run ended is no full sample', () => {
  const bound = [0.5, 1.5, 2.1].map((x) => x * s);
  equal(throughputOf(new Float64Array(3), bound, 2.2 * s).samples, 1); // second 1; second 0 is dropped, second 2 is not full
});
