import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from './kernel.js';
import { numberQueue } from './number-queue.js';
import type { WorkQueue, WorkQueueOptions } from './work-queue.js';

const forever = { untilUs: Number.POSITIVE_INFINITY };

for (const workers of [1, 3, 10]) {
  test(`keys are worked on as upstream's queue would hand them out, with ${workers} workers`, () =>
    agreeWithUpstream(workers));
}

/** Compares with the plain statement of upstream's queue.go: a list, a dirty set and a processing set. */
function agreeWithUpstream(workers: number): void {
  const kernel = createKernel({ seed: `upstream ${workers}` });
  const random = kernel.stream('keys');
  const list: number[] = [];
  const dirty = new Set<number>();
  const processing = new Set<number>();
  const finishers: (() => void)[] = [];
  let started = 0;
  const queue = kernel.workQueue('controller', { workers, process: start });
  const finish = kernel.on('finish', (key, run) => {
    processing.delete(key);
    if (dirty.has(key)) list.push(key);
    finishers[run]!();
    equal(queue.depth, list.length);
  });
  const add = kernel.on('add', (key) => {
    if (!dirty.has(key) && !processing.has(key)) list.push(key);
    dirty.add(key);
    queue.add(key);
    equal(queue.depth, list.length);
  });
  for (let i = 0; i < 3_000; i++) kernel.at(random.below(50_000, i, 0), add, random.below(40, i, 1));
  kernel.run(forever);
  deepEqual([list.length, dirty.size, processing.size, queue.depth, queue.busyWorkers], [0, 0, 0, 0, 0]);
  equal(queue.stats().processed, started);

  function start(key: number, done: () => void): void {
    equal(key, list.shift());
    equal(processing.has(key), false);
    dirty.delete(key);
    processing.add(key);
    ok(processing.size <= workers);
    equal(queue.busyWorkers, processing.size);
    finishers.push(done);
    kernel.after(random.below(100, started, 2), finish, key, started++);
  }
}

/** A queue whose workers hold each key for `holdUs` and note when they took it. */
function bench(holdUs: number, options: Partial<WorkQueueOptions> = {}) {
  const kernel = createKernel({ seed: 's' });
  const taken: [timeUs: number, key: number][] = [];
  const dones: (() => void)[] = [];
  const due = numberQueue();
  const release = kernel.on('release', () => dones[due.shift()]!());
  const queue: WorkQueue = kernel.workQueue('bench', {
    workers: 1,
    process: (key, done) => {
      taken.push([kernel.nowUs(), key]);
      if (holdUs === 0) return done();
      due.push(dones.push(done) - 1);
      kernel.after(holdUs, release);
    },
    ...options,
  });
  return { kernel, queue, taken };
}

test('a key added twice before it is taken is worked on once', () => {
  const { kernel, queue, taken } = bench(10);
  for (const key of [4, 5, 4]) queue.add(key);
  kernel.run(forever);
  deepEqual(taken, [
    [0, 4],
    [10, 5],
  ]);
  equal(queue.stats().adds, 2);
});

test('a key added while it is worked on comes again after, behind those who wait', () => {
  const { kernel, queue, taken } = bench(10);
  queue.add(4);
  queue.add(5);
  const again = kernel.on('again', () => queue.add(4));
  kernel.at(3, again);
  kernel.at(6, again);
  kernel.run(forever);
  deepEqual(taken, [
    [0, 4],
    [10, 5],
    [20, 4],
  ]);
});

test('workers start in an event of their own, not inside add', () => {
  const { kernel, queue, taken } = bench(0);
  queue.add(1);
  deepEqual(taken, []);
  equal(queue.depth, 1);
  kernel.run(forever);
  deepEqual(taken, [[0, 1]]);
});

test('a worker that is done at once takes the next key without recursion', () => {
  const { kernel, queue, taken } = bench(0);
  for (let key = 0; key < 100_000; key++) queue.add(key);
  deepEqual(kernel.run(forever), { reason: 'idle', events: 1 });
  equal(taken.length, 100_000);
});

test('of several delayed adds of one key the earliest counts, and it comes once', () => {
  const { kernel, queue, taken } = bench(0);
  queue.addAfter(1, 50);
  queue.addAfter(1, 20);
  queue.addAfter(1, 70);
  queue.addAfter(2, 0);
  kernel.run(forever);
  deepEqual(taken, [
    [0, 2],
    [20, 1],
  ]);
});

test('an immediate add does not take back a delayed one', () => {
  const { kernel, queue, taken } = bench(0);
  queue.addAfter(1, 50);
  queue.add(1);
  kernel.run(forever);
  deepEqual(taken, [
    [0, 1],
    [50, 1],
  ]);
});

test('a background delay does not keep the run going, until a foreground one joins it', () => {
  const { kernel, queue, taken } = bench(0);
  queue.addAfter(1, 50, { background: true });
  deepEqual(kernel.run(forever), { reason: 'idle', events: 0 });
  queue.addAfter(1, 90);
  kernel.run(forever);
  deepEqual(taken, [[50, 1]]);
});

test('a failing key backs off 5, 10, 20 ms … up to its cap, and starts anew when forgotten', () => {
  const { kernel, queue, taken } = bench(0, { maxDelayUs: 35_000 });
  for (let i = 0; i < 5; i++) {
    queue.addRateLimited(1);
    kernel.run(forever);
  }
  //  5, +10, +20, +35 (cap), +35
  deepEqual(
    taken.map(([timeUs]) => timeUs),
    [5_000, 15_000, 35_000, 70_000, 105_000],
  );
  equal(queue.requeues(1), 5);
  queue.forget(1);
  equal(queue.requeues(1), 0);
  queue.addRateLimited(1);
  kernel.run(forever);
  deepEqual(taken.at(-1), [110_000, 1]);
});

test('retries of all keys together wait for the bucket', () => {
  const { kernel, queue, taken } = bench(0, { baseDelayUs: 1_000, retryQps: 10, retryBurst: 2 });
  for (const key of [1, 2, 3, 4]) queue.addRateLimited(key);
  kernel.run(forever);
  deepEqual(taken, [
    [1_000, 1],
    [1_000, 2],
    [100_000, 3],
    [200_000, 4],
  ]);
});

test('a thousand failures do not overflow the backoff', () => {
  const { kernel, queue, taken } = bench(0, { retryQps: Number.POSITIVE_INFINITY });
  for (let i = 0; i < 1_000; i++) queue.addRateLimited(1);
  kernel.run(forever);
  deepEqual(taken, [[5_000, 1]]);
  equal(queue.requeues(1), 1_000);
  queue.addRateLimited(1);
  kernel.run(forever);
  deepEqual(taken.at(-1), [5_000 + 1_000_000_000, 1]); // the cap, 1000 s
});

test('waiting and working times add up', () => {
  const { kernel, queue } = bench(10);
  for (const key of [1, 2, 3]) queue.add(key);
  kernel.run(forever);
  const { waitUsSum, busyUsSum, depthMax, processed } = queue.stats();
  deepEqual({ waitUsSum, busyUsSum, depthMax, processed }, { waitUsSum: 30, busyUsSum: 30, depthMax: 3, processed: 3 }); // 0 + 10 + 20
});

test('a worker that is done twice, and a key that is no small whole number, are refused', () => {
  const kernel = createKernel({ seed: 's' });
  const queue = kernel.workQueue('q', {
    workers: 1,
    process: (_key, done) => {
      done();
      throws(done, /done twice/);
    },
  });
  for (const key of [-1, 0.5, Number.NaN]) throws(() => queue.add(key), /small whole number/);
  queue.add(0);
  equal(kernel.run(forever).events, 1);
});
