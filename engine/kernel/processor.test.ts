import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { createKernel } from './kernel.js';
import { capacityOf, createProcessor, type ProcessorOptions } from './processor.js';

/** Runs jobs of [start µs, threads, work µs]; returns when each was done, µs. */
function doneUs(options: ProcessorOptions, jobs: readonly (readonly [number, number, number])[]): number[] {
  const kernel = createKernel({ seed: '1' });
  const processor = createProcessor(kernel, 'machine', options);
  const done: number[] = [];
  const follow = processor.on((job) => {
    done[job] = kernel.nowUs();
  });
  const start = kernel.on('start', (job) => processor.run(jobs[job]![1], jobs[job]![2], follow, job));
  for (const [job, [atUs]] of jobs.entries()) kernel.at(atUs, start, job);
  kernel.run({ untilUs: Number.POSITIVE_INFINITY });
  return done;
}

const twoCores = { cores: 2, extraCore: 1 };
const twoThreadsOfOne = { cores: 2, extraCore: 0.25 };

test('a job alone takes its work', () => {
  deepEqual(doneUs(twoCores, [[5, 1, 100]]), [105]);
});

test('as many threads as cores do not hinder one another', () => {
  deepEqual(
    doneUs(twoCores, [
      [0, 1, 100],
      [0, 1, 60],
    ]),
    [100, 60],
  );
});

test('three threads on two cores go at two thirds', () => {
  //  until the first ends all run at 2/3: 60 / (2/3) = 90; then two are left, each 40 more at full speed
  deepEqual(
    doneUs(twoCores, [
      [0, 1, 60],
      [0, 1, 100],
      [0, 1, 100],
    ]),
    [90, 130, 130],
  );
});

test('work spread over threads uses all cores when it is alone', () => {
  deepEqual(doneUs(twoCores, [[0, 16, 100]]), [50]);
});

test('who has more threads gets more', () => {
  //  3 + 1 threads on 2 cores, each at 1/2: the wide job gets 1.5 cores, 90 / 1.5 = 60; the other has 100 − 30 = 70 left
  deepEqual(
    doneUs(twoCores, [
      [0, 3, 90],
      [0, 1, 100],
    ]),
    [60, 130],
  );
});

test('hyperthreads add what they add', () => {
  equal(capacityOf(twoThreadsOfOne, 1), 1);
  equal(capacityOf(twoThreadsOfOne, 7), 1.25);
  deepEqual(
    doneUs(twoThreadsOfOne, [
      [0, 1, 100],
      [0, 1, 100],
    ]),
    [160, 160],
  ); // 100 / (1.25 / 2)
});

test('a job that joins slows the others from then on', () => {
  //  one core: alone for 50, then shared: the first has 50 left at 1/2 → 150; the second then 50 more alone
  deepEqual(
    doneUs({ cores: 1, extraCore: 1 }, [
      [0, 1, 100],
      [50, 1, 100],
    ]),
    [150, 200],
  );
});

test('a job without work is done at once, and what follows it may start another', () => {
  const kernel = createKernel({ seed: '1' });
  const processor = createProcessor(kernel, 'machine', twoCores);
  const done: number[] = [];
  const second = processor.on(() => done.push(kernel.nowUs()));
  const first = processor.on(() => processor.run(1, 10, second, 0));
  processor.run(1, 0, first, 0);
  kernel.run({ untilUs: Number.POSITIVE_INFINITY });
  deepEqual(done, [10]);
});

test('utilisation is work done by capacity', () => {
  const kernel = createKernel({ seed: '1' });
  const processor = createProcessor(kernel, 'machine', twoThreadsOfOne);
  processor.run(
    1,
    100,
    processor.on(() => {}),
    0,
  );
  kernel.run({ untilUs: Number.POSITIVE_INFINITY });
  equal(processor.utilisation(), 0.8); // 100 in 100 µs, of 1.25 cores
});
