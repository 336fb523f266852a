import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { createStream } from '../kernel/index.js';
import { DomainCounts } from './domain-counts.js';

test('a value that was never counted is zero and no domain', () => {
  const counts = new DomainCounts();
  equal(counts.get('a'), 0);
  equal(counts.has('a'), false);
  equal(counts.size, 0);
});

test('a value counted with zero is a domain', () => {
  const counts = new DomainCounts();
  equal(counts.add('a', 0), 0);
  deepEqual([counts.has('a'), counts.size, counts.nonZero], [true, 1, 0]);
});

test('a value that comes back to zero stays a domain', () => {
  const counts = new DomainCounts();
  counts.add('a', 2);
  equal(counts.add('a', -2), 0);
  deepEqual([counts.size, counts.nonZero], [1, 0]);
});

test('neither a copy nor its origin sees what the other adds afterwards', () => {
  const origin = new DomainCounts();
  origin.add('a', 1);
  const copy = origin.copy();
  copy.add('a', 1);
  copy.add('b', 1);
  origin.add('c', 5);
  deepEqual([...origin], [['a', 1], ['c', 5]]); // biome-ignore format: pairs in a row
  deepEqual([...copy], [['a', 2], ['b', 1]]); // biome-ignore format: pairs in a row
});

test('copies of copies count as plain maps do', () => {
  const random = createStream('counts', 'domain-counts');
  for (let round = 0; round < 200; round++) {
    const pairs = [{ counts: new DomainCounts(), plain: new Map<string, number>() }];
    for (let step = 0; step < 40; step++) {
      const pair = pairs[random.below(pairs.length, round, 1, step)]!;
      if (random.below(4, round, 2, step) === 0) {
        pairs.push({ counts: pair.counts.copy(), plain: new Map(pair.plain) });
        continue;
      }
      const value = `v${random.below(5, round, 3, step)}`;
      const amount = random.below(5, round, 4, step) - 2;
      pair.plain.set(value, (pair.plain.get(value) ?? 0) + amount);
      equal(pair.counts.add(value, amount), pair.plain.get(value));
    }
    for (const { counts, plain } of pairs) {
      deepEqual(new Map(counts), plain);
      equal(counts.size, plain.size);
      equal(counts.nonZero, [...plain.values()].filter((n) => n !== 0).length);
    }
  }
});
