import { equal, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { createDigest, hashString } from './digest.js';

/** MurmurHash3_x86_128 (seed 0) of these float64 values, little-endian, as an independent implementation gives it. */
const GOLDEN: readonly (readonly [readonly number[], string])[] = [
  [[], '00000000000000000000000000000000'],
  [[1], 'd149cd2efb9fde43beb25c42beb25c42'],
  [[1, -2.5], 'c6179c85c84e7c6f9f259acf87400a0e'],
  [[1, -2.5, 1e300], '23de53ab8c6bc5dfdbae6c9f6e0cbbfe'],
  [[1, -2.5, 1e300, 0], '3faed2d0855a4b9b2fdc5cd7605a1611'],
  [[1, -2.5, 1e300, 0, 123456789], 'c53aeff45b2ccb47fd41567b648d0583'],
];

test('the digest of numbers is MurmurHash3_x86_128 of their bytes', () => {
  for (const [numbers, hex] of GOLDEN) equal(digestOf(...numbers), hex);
});

test('asking for the digest does not change it', () => {
  const digest = createDigest();
  for (const [i, value] of [1, -2.5, 1e300, 0, 123456789].entries()) {
    equal(digest.hex(), GOLDEN[i]![1]);
    digest.number(value);
  }
});

test('a text enters as its length, a mark, and its code units four by four', () => {
  equal(digestOf('pod/é'), 'aa4e05c0a2758aec54bb5ae5477be125'); // from the same independent implementation
});

test('where texts end matters', () => {
  notEqual(digestOf('ab', 'c'), digestOf('a', 'bc'));
  notEqual(digestOf('a', ''), digestOf('', 'a'));
  notEqual(digestOf('a'), digestOf('a\0'));
});

test('order matters, a last zero too', () => {
  notEqual(digestOf(1, 2), digestOf(2, 1));
  notEqual(digestOf(1), digestOf(1, 0));
});

test('minus zero counts as zero, and every NaN as one', () => {
  equal(digestOf(-0), digestOf(0));
  const otherNaN = new Float64Array(Uint32Array.of(5, 0xfff8_0001).buffer)[0]!;
  equal(digestOf(otherNaN), digestOf(Number.NaN));
  notEqual(digestOf(Number.NaN), digestOf(0));
});

test('string hashes are frozen: whole, below 2⁵³, different for 100,000 names', () => {
  equal(hashString('default/web-0'), 3793978460739125);
  const seen = new Set<number>();
  for (let i = 0; i < 100_000; i++) seen.add(hashString(`default/web-${i}`));
  equal(seen.size, 100_000);
  for (const hash of seen) ok(Number.isSafeInteger(hash) && hash >= 0);
});

function digestOf(...values: readonly (number | string)[]): string {
  const digest = createDigest();
  for (const value of values) {
    if (typeof value === 'number') digest.number(value);
    else digest.text(value);
  }
  return digest.hex();
}
