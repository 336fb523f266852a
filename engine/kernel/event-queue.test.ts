import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type EventId, EventQueue } from './event-queue.js';
import { createStream } from './stream.js';

interface Expected {
  id: EventId;
  timeUs: number;
  priority: number;
  sequence: number;
  background: boolean;
}

/** The plain statement: a list kept sorted by (time, priority, sequence). */
class SortedList {
  readonly events: Expected[] = [];

  add(event: Expected): void {
    let at = this.events.length;
    while (at > 0 && isBefore(event, this.events[at - 1]!)) at--;
    this.events.splice(at, 0, event);
  }
}

function isBefore(x: Expected, y: Expected): boolean {
  if (x.timeUs !== y.timeUs) return x.timeUs < y.timeUs;
  if (x.priority !== y.priority) return x.priority < y.priority;
  return x.sequence < y.sequence;
}

/** Delays from nothing to weeks, so that every level of the wheel is used. */
const SPANS_US = [1, 3, 1_000, 2_000, 1e6, 1e9, 1e12];

for (let seed = 0; seed < 20; seed++) {
  test(`the queue agrees with a sorted list over 3,000 operations, seed ${seed}`, () => agreeWithSortedList(seed));
}

function agreeWithSortedList(seed: number): void {
  const random = createStream(`${seed}`, 'event-queue');
  const queue = new EventQueue();
  const list = new SortedList();
  let nowUs = 0;
  for (let i = 0; i < 3_000; i++) {
    const kind = random.below(10, i, 0);
    if (kind < 5) push(i);
    else if (kind < 6) cancel(i);
    else nowUs = take(i);
    equal(queue.pending, list.events.length);
    equal(queue.foreground, list.events.filter((event) => !event.background).length);
  }

  function push(i: number): void {
    const timeUs = nowUs + random.below(SPANS_US[random.below(SPANS_US.length, i, 1)]!, i, 2);
    const priority = random.below(3, i, 3) === 0 ? random.below(1024, i, 4) - 512 : 0;
    const background = random.below(4, i, 5) === 0;
    const id = queue.push(timeUs, priority, background, i, timeUs, priority);
    list.add({ id, timeUs, priority, sequence: i, background });
  }

  function cancel(i: number): void {
    if (list.events.length === 0) return;
    const [event] = list.events.splice(random.below(list.events.length, i, 1), 1);
    equal(queue.isPending(event!.id), true);
    equal(queue.cancel(event!.id), true);
    equal(queue.cancel(event!.id), false);
  }

  function take(i: number): number {
    const untilUs = nowUs + random.below(SPANS_US[random.below(SPANS_US.length, i, 1)]!, i, 2);
    const first = list.events[0];
    const due = first !== undefined && first.timeUs <= untilUs;
    equal(queue.takeUntil(untilUs), due);
    if (!due) return untilUs;
    list.events.shift();
    deepEqual([queue.timeUs, queue.b, queue.handler], [first.timeUs, first.priority, first.sequence]);
    equal(queue.isPending(first.id), false);
    return first.timeUs;
  }
}

test('events of one microsecond and priority run in the order they were scheduled', () => {
  const queue = new EventQueue();
  for (let i = 0; i < 5_000; i++) queue.push(1_000_000, 0, false, 0, i, 0);
  for (let i = 0; i < 5_000; i++) {
    queue.takeUntil(1_000_000);
    equal(queue.a, i);
  }
});

test('an event of lower priority value scheduled at the present microsecond runs before those waiting in it', () => {
  const queue = new EventQueue();
  queue.push(5, 0, false, 0, 1, 0);
  queue.push(5, 0, false, 0, 2, 0);
  queue.takeUntil(5);
  queue.push(5, -1, false, 0, 3, 0);
  queue.takeUntil(5);
  equal(queue.a, 3);
});

test('times up to the greatest safe integer keep their order', () => {
  const queue = new EventQueue();
  const latest = Number.MAX_SAFE_INTEGER;
  for (const timeUs of [latest, 0, latest - 1, 2 ** 52, 2 ** 52 - 1]) queue.push(timeUs, 0, false, 0, 0, 0);
  const times: number[] = [];
  while (queue.takeUntil(Number.POSITIVE_INFINITY)) times.push(queue.timeUs);
  deepEqual(times, [0, 2 ** 52 - 1, 2 ** 52, latest - 1, latest]);
});

test('a bound that found nothing due leaves room for events before the next one', () => {
  const queue = new EventQueue();
  queue.push(1_000_000, 0, false, 0, 1, 0);
  equal(queue.takeUntil(600_000), false);
  queue.push(600_001, 0, false, 0, 2, 0);
  equal(queue.takeUntil(2_000_000), true);
  equal(queue.a, 2);
});

test('a million cancelled events use no more slots than one', () => {
  const queue = new EventQueue();
  const ids = new Set<number>();
  for (let i = 0; i < 1_000_000; i++) {
    const id = queue.push(1e12 + i, 0, false, 0, 0, 0);
    if (i % 100_000 === 0) ids.add(id % 2 ** 26);
    queue.cancel(id);
  }
  equal(queue.pending, 0);
  equal(ids.size, 1);
});

test('the id of an event that has run cancels nothing, even when its slot is used again', () => {
  const queue = new EventQueue();
  const old = queue.push(1, 0, false, 0, 0, 0);
  queue.takeUntil(1);
  const young = queue.push(2, 0, false, 0, 0, 0);
  equal(queue.cancel(old), false);
  equal(queue.isPending(young), true);
});

test('ids that were never given out cancel nothing', () => {
  const queue = new EventQueue();
  for (const id of [-1, 0, 0.5, 2 ** 52, Number.NaN]) equal(queue.cancel(id), false);
});
