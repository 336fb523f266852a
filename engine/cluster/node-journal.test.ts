import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { NodeJournal } from './node-journal.js';
import type { Pod } from './pod.js';

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
  // 5,000 entries are more than the 4,096 that the ring holds.
  for (let i = 0; i < 5_000; i++) journal.note(i % 10 === 9 ? 8 : i % 10, 'usage');
  deepEqual(rowsAfter(journal, read), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('entries of before the table grew are still seen', () => {
  const journal = new NodeJournal();
  journal.note(1, 'usage');
  journal.note(5_000, 'usage');
  deepEqual(rowsAfter(journal, 0), [1, 5_000]);
});

test('pods that came and left are told one by one as long as few entries are unread', () => {
  const journal = new NodeJournal();
  const [a, b] = [{ name: 'a' }, { name: 'b' }] as Pod[];
  journal.notePod(4, a!, true);
  journal.notePod(4, b!, true);
  journal.notePod(4, a!, false);
  deepEqual(
    [1, 2, 3].map((entry) => [journal.rowAt(entry), journal.podAt(entry).name, journal.cameAt(entry)]),
    [
      [4, 'a', true],
      [4, 'b', true],
      [4, 'a', false],
    ],
  );
  deepEqual(
    [1, 2, 3].map((entry) => journal.isNewest(entry)),
    [false, false, true],
  );
  // Pods of 4,096 entries are kept: of 3 + 4,093 all, of one more not the first.
  for (let i = 0; i < 4_093; i++) journal.notePod(4, b!, true);
  equal(journal.tellsPodsAfter(0), true);
  journal.notePod(4, b!, true);
  equal(journal.tellsPodsAfter(0), false);
  equal(journal.tellsPodsAfter(1), true);
  // The table grew: entries of before are told by rows alone.
  journal.notePod(5_000, b!, true);
  equal(journal.tellsPodsAfter(journal.newest - 2), false);
  equal(journal.tellsPodsAfter(journal.newest - 1), true);
});
