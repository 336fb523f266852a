import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { createStream } from './stream.js';
import { createTokenBucket } from './token-bucket.js';

test('a full bucket lets its burst through, then one token every 1/qps', () => {
  const bucket = createTokenBucket(50, 3); // 50 a second: 20,000 µs a token
  deepEqual(
    [1, 2, 3, 4, 5].map(() => bucket.take(0)),
    [0, 0, 0, 20_000, 40_000],
  );
  equal(bucket.take(10_000), 50_000); // the sixth token is there at 60,000
});

test('an idle bucket fills to its burst and no further', () => {
  const bucket = createTokenBucket(10, 2);
  for (let i = 0; i < 5; i++) bucket.take(0);
  deepEqual(
    [1, 2, 3].map(() => bucket.take(3_600_000_000)),
    [0, 0, 100_000],
  );
});

test('a delay that is no whole number of microseconds is rounded up, and nothing is lost by it', () => {
  const bucket = createTokenBucket(3, 1); // 333,333⅓ µs a token
  deepEqual(
    [1, 2, 3, 4].map(() => bucket.take(0)),
    [0, 333_334, 666_667, 1_000_000],
  );
});

test('a rate below one a second works', () => {
  const bucket = createTokenBucket(0.1, 1);
  deepEqual([bucket.take(0), bucket.take(0)], [0, 10_000_000]);
});

test('tryTake takes what is there and owes nothing', () => {
  const bucket = createTokenBucket(10, 1);
  deepEqual(
    [bucket.tryTake(0), bucket.tryTake(0), bucket.tryTake(99_999), bucket.tryTake(100_000)],
    [true, false, false, true],
  );
});

/** The plain statement in exact fractions: the n-th token is given at max(now, last + 1/qps − burst's head start). */
function plainBucket(milliQps: bigint, burst: bigint) {
  const perToken = 10n ** 9n; // times are counted in units of 1/milliQps µs, so that a token takes a whole number of them
  let fullAt = 0n; // when the bucket would be full again, in those units
  return (nowUs: bigint): number => {
    const now = nowUs * milliQps;
    fullAt = (fullAt > now ? fullAt : now) + perToken;
    const due = fullAt - burst * perToken;
    return due <= now ? 0 : Number((due - now + milliQps - 1n) / milliQps);
  };
}

for (const [qps, burst] of [
  [50, 100],
  [5, 10],
  [0.333, 1],
  [1_000, 7],
  [33.3, 3],
  [2_000_000, 1],
] as const) {
  test(`delays agree with exact fractions over 5,000 takes at ${qps} a second, burst ${burst}`, () => {
    const random = createStream('bucket', `${qps}`);
    const bucket = createTokenBucket(qps, burst);
    const plain = plainBucket(BigInt(Math.round(qps * 1000)), BigInt(burst));
    let nowUs = 0;
    for (let i = 0; i < 5_000; i++) {
      nowUs += random.below(3, i, 0) === 0 ? random.below(Math.ceil(5e6 / qps), i, 1) : 0;
      equal(bucket.take(nowUs), plain(BigInt(nowUs)));
    }
  });
}

test('a bucket without a rate limit never lets anyone wait', () => {
  const bucket = createTokenBucket(Number.POSITIVE_INFINITY, 1);
  for (let i = 0; i < 10; i++) deepEqual([bucket.take(0), bucket.tryTake(0)], [0, true]);
});

test('rates, bursts and times that make no sense are refused', () => {
  for (const qps of [0, -1, Number.NaN, 0.0001, 2e9]) throws(() => createTokenBucket(qps, 1), /qps/);
  for (const burst of [0, 1.5, Number.NaN, 2e6]) throws(() => createTokenBucket(1, burst), /burst/);
  const bucket = createTokenBucket(1, 1);
  bucket.take(10);
  throws(() => bucket.take(9), /9 µs after 10 µs/);
});
