import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { percentile, summarizeLatency } from './latency.js';

test('percentiles are order statistics', () => {
  const values = Float64Array.from({ length: 200 }, (_, i) => 200 - i); // 1 … 200, unsorted
  const { count, p50Us, p90Us, p95Us, p99Us, maxUs, meanUs } = summarizeLatency(values);
  deepEqual([count, p50Us, p90Us, p95Us, p99Us, maxUs, meanUs], [200, 100, 180, 190, 198, 200, 100.5]);
});

test('of one value every percentile is that value', () => {
  equal(percentile([7], 1), 7);
  equal(percentile([7], 99), 7);
});

test('no durations give zeros', () => {
  equal(summarizeLatency(new Float64Array(0)).p99Us, 0);
});
