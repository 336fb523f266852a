import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { Moments, momentAt, momentColumn } from './moments.js';
import { StageTable } from './stages.js';

test('moments are told as they were, however far from the first', () => {
  // 2³² − 2 µs is the longest offset that fits, a bit more than 71 minutes
  const baseUs = Float64Array.of(1e12, 1e12, 1e12, 1e12);
  const moments = new Moments({ baseUs });
  const us = [1e12, 1e12 + 2 ** 32 - 3, 1e12 + 2 ** 32 - 2, 1e12 - 1];
  for (const [pod, atUs] of us.entries()) moments.set(pod, atUs);
  const column = moments.column();
  deepEqual(
    us.map((_, pod) => [moments.at(pod), momentAt(column, pod)]),
    us.map((atUs) => [atUs, atUs]),
  );
  equal(column.far.size, 2);
});

test('a moment that never came is −1', () => {
  const column = momentColumn([5, -1, 0]);
  deepEqual(
    [0, 1, 2, 3].map((pod) => momentAt(column, pod)),
    [5, -1, 0, -1],
  );
});

test('a pod that comes again enters the stage anew', () => {
  const stages = new StageTable();
  stages.span('queue', 2000, 10, 20);
  stages.enter('queue', 2000, 7200e6);
  equal(stages.enteredUs('queue', 2000), 7200e6);
  equal(stages.leftUs('queue', 2000), 20);
  const [queue] = stages.columns();
  deepEqual([momentAt(queue!.entered, 2000), momentAt(queue!.left, 2999), stages.leftUs('queue', 5)], [7200e6, -1, -1]);
});
