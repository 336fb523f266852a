import { equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { KeyHeap } from './key-heap.js';
import { createStream } from './stream.js';

test('the heap gives back 5,000 entries as sorting them would, while others come in', () => {
  const random = createStream('heap', 'entries');
  const heap = new KeyHeap();
  const list: { major: number; minor: number; value: number }[] = [];
  for (let i = 0; i < 5_000; i++) {
    const entry = { major: random.below(20, i, 0), minor: i, value: random.u32(i, 1) };
    heap.push(entry.major, entry.minor, entry.value);
    list.push(entry);
    if (random.below(3, i, 2) === 0) {
      list.sort((x, y) => x.major - y.major || x.minor - y.minor);
      equal(heap.pop(), list.shift()!.value);
    }
    equal(heap.length, list.length);
  }
});

test('an empty heap refuses to pop', () => {
  throws(() => new KeyHeap().pop(), /empty heap/);
});
