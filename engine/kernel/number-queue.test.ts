import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { numberQueue } from './number-queue.js';
import { createStream } from './stream.js';

test('the queue agrees with an array over 20,000 operations, growing and shrinking', () => {
  const random = createStream('queue', 'numbers');
  const queue = numberQueue();
  const array: number[] = [];
  for (let i = 0; i < 20_000; i++) {
    const growing = Math.floor(i / 2_000) % 2 === 0;
    if (random.below(10, i, 0) < (growing ? 7 : 3)) {
      const value = random.uniform(i, 1);
      queue.push(value);
      array.push(value);
    } else if (array.length > 0) {
      equal(queue.shift(), array.shift());
    }
    equal(queue.length, array.length);
    if (array.length > 0) equal(queue.at(array.length - 1), array.at(-1));
  }
});

test('a cleared queue starts anew', () => {
  const queue = numberQueue();
  for (let i = 0; i < 40; i++) queue.push(i);
  queue.clear();
  queue.push(7);
  deepEqual([queue.length, queue.at(0), queue.shift(), queue.length], [1, 7, 7, 0]);
});

test('what is not there is refused', () => {
  const queue = numberQueue();
  queue.push(1);
  throws(() => queue.at(1), /no place 1/);
  throws(() => queue.at(-1), /no place -1/);
  queue.shift();
  throws(() => queue.shift(), /empty/);
});
