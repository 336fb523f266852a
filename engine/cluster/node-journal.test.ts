import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { NodeJournal } from './node-journal.js';

function rowsAfter(journal: NodeJournal, entry: number): number[] {
  const rows = new Int32Array(journal.countAfter(entry));
  return [...rows.subarray(0, journal.readAfter(entry, rows))].sort((a, b) => a - b);
}

test('a reader sees each row that changed since it last read, once', () => {
  const journal = new NodeJournal();
  for (const row of [3, 5, 3]) journal.note(row, 'usage');
  const read = journal.newest;
  deepEqual(rowsAfter(journal, 0), [3, 5]);
  for (const row of [5, 7, 5]) journal.note(row, 'usage');
  deepEqual(rowsAfter(journal, read), [5, 7]);
  deepEqual(rowsAfter(journal, journal.newest), []);
});

test('a change of the object is told apart from one of the pods', () => {
  const journal = new NodeJournal();
  journal.note(1, 'object');
  const read = journal.newest;
  journal.note(1, 'usage');
  journal.note(2, 'object');
  deepEqual(
    [1, 2].map((row) => journal.objectChangedAfter(row, read)),
    [false, true],
  );
  equal(journal.objectChangedAfter(1, 0), true);
});

test('a reader that has not read for long misses nothing', () => {
  const journal = new NodeJournal();
  journal.note(9, 'usage');
  const read = journal.newest;
  // 5,000 entries are more than the ring holds for 1,024 rows.
  for (let i = 0; i < 5_000; i++) journal.note(i % 10 === 9 ? 8 : i % 10, 'usage');
  deepEqual(rowsAfter(journal, read), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('entries of before the table grew are still seen', () => {
  const journal = new NodeJournal();
  journal.note(1, 'usage');
  journal.note(3_000, 'usage');
  deepEqual(rowsAfter(journal, 0), [1, 3_000]);
});
