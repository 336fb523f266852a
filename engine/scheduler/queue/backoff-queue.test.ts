import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { aQueued } from '../testing.js';
import { BackoffQueue } from './backoff-queue.js';
import type { QueuedPodInfo } from './queued-pod.js';

const second = 1_000_000;

function aBackoffQueue(options: { windows?: boolean; initialUs?: number; maxUs?: number } = {}) {
  const clock = { us: 0 };
  const queue = new BackoffQueue({
    nowUs: () => clock.us,
    initialUs: second,
    maxUs: 10 * second,
    windows: true,
    less: (a, b) => a.pod.priority > b.pod.priority,
    ...options,
  });
  return { queue, clock };
}

function rejected(timestampUs: number, count: number, priority = 0): QueuedPodInfo {
  const info = aQueued(priority, timestampUs);
  info.unschedulablePlugins = new Set(['Fit']);
  info.unschedulableCount = count;
  return info;
}

const endings = [
  { count: 0, endUs: -1 }, // never tried: no backoff
  { count: 1, endUs: second },
  { count: 2, endUs: 2 * second },
  { count: 3, endUs: 4 * second },
  { count: 4, endUs: 8 * second },
  { count: 5, endUs: 10 * second }, // 16 s, but at most 10
  { count: 90, endUs: 10 * second },
];
for (const { count, endUs } of endings) {
  test(`after ${count} attempts backoff ends at ${endUs} µs`, () => {
    equal(aBackoffQueue().queue.endUs(rejected(300_000, count)), endUs); // 0.3 s + duration, cut to whole seconds
  });
}

test('without windows backoff ends to the microsecond', () => {
  equal(aBackoffQueue({ windows: false }).queue.endUs(rejected(300_000, 1)), 1_300_000);
});

test('a maximum of 0 turns backoff off', () => {
  const { queue } = aBackoffQueue({ maxUs: 0 });
  equal(queue.isBackingOff(rejected(0, 3)), false);
});

test('an initial backoff above the maximum is cut to it', () => {
  equal(aBackoffQueue({ initialUs: 20 * second }).queue.endUs(rejected(0, 1)), 10 * second);
});

test('errors in a row count instead of rejections', () => {
  const info = rejected(0, 1);
  info.consecutiveErrorsCount = 3;
  equal(aBackoffQueue().queue.endUs(info), 4 * second);
});

test('a pod is backing off through the whole window in which its backoff ends', () => {
  const { queue, clock } = aBackoffQueue();
  const info = rejected(300_000, 1); // ends in window 1
  clock.us = 1_999_999;
  equal(queue.isBackingOff(info), true);
  clock.us = 2_000_000;
  equal(queue.isBackingOff(info), false);
});

test('within a window pods come in the order of activeQ', () => {
  const { queue } = aBackoffQueue();
  const low = rejected(100_000, 1, 1);
  const high = rejected(900_000, 1, 9); // the same window, later
  const later = rejected(1_000_000, 1, 99); // the next window
  for (const info of [low, later, high]) queue.add(info);
  deepEqual([queue.pop(), queue.pop(), queue.pop()], [high, low, later]);
});

test('pods that an error brought back are flushed but never popped early', () => {
  const { queue, clock } = aBackoffQueue();
  const failed = aQueued(0, 0);
  failed.consecutiveErrorsCount = 1;
  queue.add(failed);
  equal(queue.poppable, 0);
  equal(queue.pop(), undefined);
  clock.us = 2 * second;
  deepEqual(queue.popCompleted(), [failed]);
});
