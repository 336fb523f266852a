import { deepEqual, equal, notEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { createDigest } from './digest.js';
import { createKernel, type Kernel } from './kernel.js';

const forever = { untilUs: Number.POSITIVE_INFINITY };

test('events run in the order of time, priority, and scheduling, with the numbers they were given', () => {
  const kernel = createKernel({ seed: 's' });
  const seen: number[][] = [];
  const note = kernel.on('note', (a, b) => seen.push([kernel.nowUs(), a, b]));
  kernel.at(20, note, 1);
  kernel.at(10, note, 2, 7);
  kernel.at(20, note, 3, 0, { priority: -1 });
  kernel.at(20, note, 4);
  deepEqual(kernel.run(forever), { reason: 'idle', events: 4 });
  deepEqual(seen, [
    [10, 2, 7],
    [20, 3, 0],
    [20, 1, 0],
    [20, 4, 0],
  ]);
});

test('a run ends at its bound and the clock stands there; the event at the bound has run', () => {
  const kernel = createKernel({ seed: 's' });
  const tick = kernel.on('tick', () => {});
  for (const timeUs of [10, 20, 21]) kernel.at(timeUs, tick);
  deepEqual(kernel.run({ untilUs: 20 }), { reason: 'until', events: 2 });
  equal(kernel.nowUs(), 20);
  deepEqual(kernel.run({ untilUs: 5 }), { reason: 'until', events: 0 });
  equal(kernel.nowUs(), 20);
});

test('a run ends when only steady traffic is left', () => {
  const kernel = createKernel({ seed: 's' });
  let flushes = 0;
  const flush = kernel.on('flush', () => {
    flushes++;
    kernel.after(30, flush, 0, 0, { background: true });
  });
  const work = kernel.on('work', () => {});
  kernel.at(30, flush, 0, 0, { background: true });
  kernel.at(100, work);
  deepEqual(kernel.run(forever), { reason: 'idle', events: 4 }); // flushes at 30, 60, 90 and the work at 100
  deepEqual([flushes, kernel.nowUs(), kernel.pending, kernel.pendingForeground], [3, 100, 1, 0]);
});

test('cancelling the last foreground event ends the run', () => {
  const kernel = createKernel({ seed: 's' });
  const nothing = kernel.on('nothing', () => {});
  const timeout = kernel.at(1_000, nothing);
  const answer = kernel.on('answer', () => equal(kernel.cancel(timeout), true));
  kernel.at(5, answer);
  deepEqual(kernel.run(forever), { reason: 'idle', events: 1 });
  equal(kernel.cancel(timeout), false);
});

test('an empty kernel is idle', () => {
  deepEqual(createKernel({ seed: 's' }).run({ untilUs: 100 }), { reason: 'idle', events: 0 });
});

/** A little world in which every event's draws decide what comes next. */
function world(seed: string): { kernel: Kernel; digest: () => string } {
  const kernel = createKernel({ seed });
  const digest = createDigest();
  const draws = kernel.stream('world');
  const event = kernel.on('event', (a, b) => {
    digest.number(kernel.nowUs());
    digest.number(a);
    for (let child = 0; child < 2 && b < 11; child++) {
      const priority = draws.below(3, a, 1, child) - 1;
      kernel.after(draws.below(50, a, 0, child), event, 2 * a + child, b + 1, { priority });
    }
  });
  kernel.at(0, event, 1, 0);
  return { kernel, digest: () => digest.hex() };
}

test('the same seed gives the same digest, another seed another', () => {
  const digests = ['a', 'a', 'b'].map((seed) => {
    const { kernel, digest } = world(seed);
    equal(kernel.run(forever).events, 4_095); // 2¹² − 1: a full binary tree
    return digest();
  });
  equal(digests[0], digests[1]);
  notEqual(digests[0], digests[2]);
});

test('running in slices of events, or of time, changes nothing', () => {
  const whole = world('slices');
  whole.kernel.run(forever);
  const byEvents = world('slices');
  while (byEvents.kernel.run({ ...forever, maxEvents: 7 }).reason === 'budget');
  const byTime = world('slices');
  for (let untilUs = 0; byTime.kernel.run({ untilUs }).reason === 'until'; untilUs += 3);
  equal(byEvents.digest(), whole.digest());
  equal(byTime.digest(), whole.digest());
  equal(byEvents.kernel.eventsRun, 4_095);
});

test('times that are past, broken or endless are refused', () => {
  const kernel = createKernel({ seed: 's' });
  const tick = kernel.on('tick', () => {});
  kernel.at(10, tick);
  kernel.run(forever);
  for (const timeUs of [9, 10.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    throws(() => kernel.at(timeUs, tick), /event tick .* cannot be scheduled at 10 µs/);
  }
  for (const delayUs of [-1, 0.5]) throws(() => kernel.after(delayUs, tick), /cannot be scheduled/);
  for (const priority of [-513, 512, 0.5]) throws(() => kernel.at(10, tick, 0, 0, { priority }), /cannot be scheduled/);
});

test('a run must end at a whole microsecond, or never', () => {
  for (const untilUs of [0.5, Number.NaN]) throws(() => createKernel({ seed: 's' }).run({ untilUs }), /cannot end at/);
});

test('a stream is made once; two pieces of one name are refused', () => {
  const kernel = createKernel({ seed: 's' });
  equal(kernel.stream('x'), kernel.stream('x'));
  const options = { servers: 1, serviceUs: () => 1, onDone: () => {} };
  kernel.station('disk', options);
  throws(() => kernel.station('disk', options), /two pieces named disk/);
  deepEqual(
    kernel.stations().map((station) => station.name),
    ['disk'],
  );
});
