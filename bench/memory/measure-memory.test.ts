import { equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { weigh } from './measure-memory.js';

test('a small comparison places every pod, the same way each time', async () => {
  const sizes = { small: 20, large: 40, others: 5 };
  const { small, large } = await weigh('pod', 'scheduler', sizes, 1);
  equal(small.podsBound, 20);
  equal(large.podsBound, 40);
  equal((await weigh('pod', 'scheduler', sizes, 1)).small.digest, small.digest);
  ok(small.residentBytes > 10e6); // Node.js itself
});
