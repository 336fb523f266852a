import { deepEqual, equal, notEqual, ok, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { hashString } from './digest.js';
import { createStream, ThreefryStream } from './stream.js';

test('a block is Threefry-4x32-20, by its published known answers', () => {
  // Random123, tests/kat_vectors: counter and key all zero; all ones; digits of pi. The first two words of each.
  deepEqual(block([0, 0, 0, 0], [0, 0, 0, 0]), [0x9c6ca96a, 0xe17eae66]);
  deepEqual(block([-1, -1, -1, -1], [-1, -1, -1, -1]), [0x2a881696, 0x57012287]);
  const counter = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344] as const;
  const key = [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89] as const;
  deepEqual(block(counter, key), [0x59cd1dbb, 0xb8879579]);
});

type Words = readonly [number, number, number, number];

function block(counter: Words, key: Words): number[] {
  const stream = new ThreefryStream(...key);
  stream.block(...counter);
  return [stream.word0 >>> 0, stream.word1 >>> 0];
}

test('draws are frozen', () => {
  const stream = createStream('seed', 'kubelet/image-pull');
  deepEqual(
    [stream.uniform(1), stream.uniform(1, 2), stream.uniform(1, 2, 3), stream.uniform(hashString('default/web-0'))],
    FROZEN_UNIFORMS,
  );
  deepEqual([stream.u32(0), stream.u32(-1), stream.u32(Number.MAX_SAFE_INTEGER)], FROZEN_WORDS);
});

const FROZEN_UNIFORMS = [0.9378454767675345, 0.08927955932199794, 0.124925853999579, 0.3638441715066888];
const FROZEN_WORDS = [3123182010, 3612548155, 2603097454];

test('a draw does not depend on which were made before', () => {
  const one = createStream('s', 'n');
  const other = createStream('s', 'n');
  for (let i = 0; i < 100; i++) other.uniform(i, 5);
  equal(one.uniform(42, 1, 7), other.uniform(42, 1, 7));
});

test('seed, name, id, its high half, stage and nth each make another draw', () => {
  const draws = [
    createStream('s', 'n').uniform(1, 2, 3),
    createStream('t', 'n').uniform(1, 2, 3),
    createStream('s', 'm').uniform(1, 2, 3),
    createStream('sn', '').uniform(1, 2, 3),
    createStream('s', 'n').uniform(2, 2, 3),
    createStream('s', 'n').uniform(1 + 2 ** 32, 2, 3),
    createStream('s', 'n').uniform(-1, 2, 3),
    createStream('s', 'n').uniform(1, 3, 3),
    createStream('s', 'n').uniform(1, 2, 4),
    createStream('s', 'n').uniform(1, 3, 2),
  ];
  equal(new Set(draws).size, draws.length);
});

test('an id that is not a safe integer is refused', () => {
  const stream = createStream('s', 'n');
  for (const id of [0.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])
    throws(() => stream.uniform(id), /safe integer/);
});

/** Sequences that a weak hash of counters would show in: neighbours in id, stage, nth, and in the name of the stream. */
const SEQUENCES: Readonly<Record<string, (i: number) => number>> = {
  ids: (i) => sequences.uniform(i),
  'ids a power of two apart': (i) => sequences.uniform(i * 2 ** 20),
  stages: (i) => sequences.uniform(7, i),
  repetitions: (i) => sequences.uniform(7, 3, i),
  'hashed names': (i) => sequences.uniform(hashString(`default/web-${i}`)),
};
const sequences = createStream('chi-square', 'sequences');

for (const [name, draw] of Object.entries(SEQUENCES)) {
  test(`draws over ${name} are uniform, in 256 cells`, () => {
    const cells = new Float64Array(256);
    for (let i = 0; i < 65_536; i++) cells[Math.floor(draw(i) * 256)]!++;
    // χ² with 255 degrees of freedom: mean 255, standard deviation √510 ≈ 22.6; five of those either way
    ok(Math.abs(chiSquare(cells, 256) - 255) < 113, `χ² ${chiSquare(cells, 256)}`);
  });

  test(`neighbouring draws over ${name} are independent, in 32 × 32 cells`, () => {
    const cells = new Float64Array(1024);
    for (let i = 0; i < 131_072; i++) cells[Math.floor(draw(i) * 32) * 32 + Math.floor(draw(i + 1) * 32)]!++;
    // 1023 degrees of freedom: standard deviation √2046 ≈ 45.2; five of those
    ok(Math.abs(chiSquare(cells, 128) - 1023) < 226, `χ² ${chiSquare(cells, 128)}`);
  });
}

test('two streams of one seed are independent, in 32 × 32 cells', () => {
  const left = createStream('chi-square', 'left');
  const right = createStream('chi-square', 'right');
  const cells = new Float64Array(1024);
  for (let i = 0; i < 131_072; i++) cells[Math.floor(left.uniform(i) * 32) * 32 + Math.floor(right.uniform(i) * 32)]!++;
  ok(Math.abs(chiSquare(cells, 128) - 1023) < 226, `χ² ${chiSquare(cells, 128)}`);
});

function chiSquare(cells: Float64Array, expected: number): number {
  return cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

test('each of the 53 bits of a uniform number is set half of the time', () => {
  const stream = createStream('bits', 'bits');
  const counts = new Float64Array(53);
  for (let i = 0; i < 10_000; i++) {
    let rest = stream.uniform(i) * 2 ** 53;
    for (let bit = 0; bit < 53; bit++) {
      counts[bit]! += rest % 2;
      rest = Math.floor(rest / 2);
    }
  }
  for (const count of counts) ok(Math.abs(count - 5_000) < 250, `${count}`); // five standard deviations of √2500
});

test('below stays below, and reaches every number', () => {
  const stream = createStream('s', 'below');
  const seen = new Set<number>();
  for (let i = 0; i < 1_000; i++) seen.add(stream.below(7, i));
  deepEqual([...seen].sort(), [0, 1, 2, 3, 4, 5, 6]);
  notEqual(stream.u32(1), stream.u32(2));
});
