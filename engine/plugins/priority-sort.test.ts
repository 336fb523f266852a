import { equal } from 'node:assert/strict';
import test from 'node:test';
import { prioritySort } from './priority-sort.js';
import { aHandle, aPod } from './testing.js';

const plugin = prioritySort.create(undefined, aHandle());
const queued = (priority: number, timestampUs: number) => ({ pod: aPod({ priority }), timestampUs });
type Queued = ReturnType<typeof queued>;

const keys = plugin.queueSortKeys!;
const byKeys = (a: Queued, b: Queued) =>
  keys.first(a) === keys.first(b) ? keys.second(a) < keys.second(b) : keys.first(a) < keys.first(b);

const cases = [
  { what: 'higher priority goes first, however late', a: queued(10, 9), b: queued(1, 1), first: true, second: false },
  { what: 'a negative priority is lower than none', a: queued(0, 9), b: queued(-1, 1), first: true, second: false },
  { what: 'of equal priority the earlier goes first', a: queued(5, 1), b: queued(5, 2), first: true, second: false },
  { what: 'of pods equal in both none goes first', a: queued(5, 1), b: queued(5, 1), first: false, second: false },
];

for (const { what, a, b, first, second } of cases) {
  test(what, () => {
    equal(plugin.queueSort!(a, b), first);
    equal(plugin.queueSort!(b, a), second);
    equal(byKeys(a, b), first);
    equal(byKeys(b, a), second);
  });
}
