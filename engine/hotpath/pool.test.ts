import { deepEqual, equal, throws } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ColumnJob, type IndexJob, workOn } from './column-jobs.js';
import { Pool } from './pool.js';
import { awaitRanges, newControl, takeRanges } from './ranges.js';

const shared = (bytes: number) => new SharedArrayBuffer(bytes);

/** Counts feasible positions: every third of so many. */
function countingJob(positions: number): IndexJob {
  const codes = new Uint16Array(shared(2 * positions));
  for (let position = 0; position < positions; position++) codes[position] = position % 3 === 0 ? 0 : 1;
  const words = Math.ceil(positions / 32);
  return {
    does: 'index',
    shape: new Int32Array(shared(0)),
    order: new Int32Array(shared(0)),
    codes,
    codeOfKind: new Uint16Array(0),
    spread: [],
    feasible: { words: new Uint32Array(shared(4 * words)), counts: new Int32Array(shared(4 * words)), leaves: 0 },
    ranks: null,
  };
}

const alone = (job: ColumnJob) => workOn(job, () => () => 0);

const pool = new Pool({ threads: 4, leastPositions: 100 });
before(() => pool.open());
after(() => pool.close());

test('a pool does what one thread does', () => {
  for (const positions of [100, 1_000, 100_000, 300_001]) {
    const [mine, ours] = [countingJob(positions), countingJob(positions)];
    alone(mine)(0, positions);
    pool.share(ours, positions, alone(ours));
    deepEqual(ours.feasible, mine.feasible, `${positions} positions`);
  }
});

test('only scans of so many positions are worth it, and none without threads', async () => {
  deepEqual([pool.pays(99), pool.pays(100)], [false, true]);
  equal(new Pool({ threads: 2, leastPositions: 1 }).pays(1_000_000), false);
  const closed = new Pool({ threads: 2, leastPositions: 1 });
  await closed.open();
  equal(closed.pays(1), true);
  await closed.close();
  equal(closed.pays(1), false);
});

test('a range that fails fails the scan, on whatever thread, and the pool goes on', () => {
  const job = countingJob(100_000);
  throws(() => {
    pool.share({ ...job, codes: null as unknown as Uint16Array }, 100_000, alone(job));
    pool.share(job, 100_000, () => {
      throw new Error('mine');
    });
  }, /failed/);
  const again = countingJob(1_000);
  pool.share(again, 1_000, alone(again));
  equal(again.feasible.counts[0], 11); // 0, 3, … 30 of 32
});

test('ranges cover all positions once and begin at whole words', () => {
  for (const positions of [1, 31, 32, 33, 5_000, 131_072, 1_000_001]) {
    const control = newControl(positions);
    const ranges: [number, number][] = [];
    takeRanges(control, (from, to) => ranges.push([from, to]));
    awaitRanges(control);
    equal(ranges[0]![0], 0);
    equal(ranges.at(-1)![1], positions);
    for (const [i, [from]] of ranges.entries()) {
      equal(from % 32, 0);
      if (i > 0) equal(from, ranges[i - 1]![1]);
    }
  }
});
