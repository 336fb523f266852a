import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { sortAsGo } from './default-preemption-sort.js';

/** A falling, rising or up-and-down sequence, or numbers below `keys` from a linear congruential generator. */
function sequence(size: number, keys: number, seed: number, pattern: string): number[] {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
  const at = (i: number) => {
    if (pattern === 'random') return next() % keys;
    if (pattern === 'falling') return Math.floor((size - i) / keys);
    if (pattern === 'rising') return Math.floor(i / keys);
    return i < Math.floor(size / 2) ? i : size - i;
  };
  const values = Array.from({ length: size }, (_, i) => at(i));
  if (pattern === 'rising') {
    const [i, j] = [Math.floor(size / 2), Math.floor(size / 3)];
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
  return values;
}

/** FNV-1a over the positions. */
function digestOf(positions: readonly number[]): number {
  let hash = 2166136261;
  for (const position of positions) hash = Math.imul(hash ^ position, 16777619) >>> 0;
  return hash;
}

/** Digests of the order that Go 1.26's sort.Slice leaves; fickle: equal values are each less than the other, as pods that have not started are. */
const cases = [
  { size: 13, keys: 1, seed: 1, pattern: 'random', fickle: false, digest: 1373724879 },
  { size: 13, keys: 1, seed: 1, pattern: 'random', fickle: true, digest: 1179256507 },
  { size: 13, keys: 2, seed: 2, pattern: 'random', fickle: false, digest: 54022227 },
  { size: 13, keys: 2, seed: 2, pattern: 'random', fickle: true, digest: 2562769435 },
  { size: 30, keys: 7, seed: 1, pattern: 'random', fickle: false, digest: 1232204376 },
  { size: 30, keys: 7, seed: 1, pattern: 'random', fickle: true, digest: 894481728 },
  { size: 49, keys: 1000, seed: 1, pattern: 'random', fickle: false, digest: 276952057 },
  { size: 49, keys: 1000, seed: 1, pattern: 'random', fickle: true, digest: 276952057 },
  { size: 50, keys: 7, seed: 2, pattern: 'random', fickle: false, digest: 1908582 },
  { size: 50, keys: 7, seed: 2, pattern: 'random', fickle: true, digest: 3246227518 },
  { size: 110, keys: 1, seed: 1, pattern: 'random', fickle: false, digest: 2034936198 },
  { size: 110, keys: 1, seed: 1, pattern: 'random', fickle: true, digest: 2198071742 },
  { size: 110, keys: 1, seed: 1, pattern: 'falling', fickle: false, digest: 1322477788 },
  { size: 110, keys: 1, seed: 1, pattern: 'falling', fickle: true, digest: 1322477788 },
  { size: 110, keys: 1, seed: 1, pattern: 'rising', fickle: false, digest: 2413990104 },
  { size: 110, keys: 1, seed: 1, pattern: 'rising', fickle: true, digest: 2413990104 },
  { size: 110, keys: 2, seed: 3, pattern: 'random', fickle: false, digest: 1926604784 },
  { size: 110, keys: 2, seed: 3, pattern: 'random', fickle: true, digest: 1783245332 },
  { size: 255, keys: 7, seed: 1, pattern: 'random', fickle: false, digest: 1473646452 },
  { size: 255, keys: 7, seed: 1, pattern: 'random', fickle: true, digest: 4028035466 },
  { size: 256, keys: 1, seed: 1, pattern: 'organ', fickle: false, digest: 3723126141 },
  { size: 256, keys: 1, seed: 1, pattern: 'organ', fickle: true, digest: 3960368473 },
  { size: 256, keys: 2, seed: 1, pattern: 'rising', fickle: false, digest: 126285381 },
  { size: 256, keys: 2, seed: 1, pattern: 'rising', fickle: true, digest: 2342879755 },
  { size: 256, keys: 7, seed: 1, pattern: 'falling', fickle: false, digest: 557016747 },
  { size: 256, keys: 7, seed: 1, pattern: 'falling', fickle: true, digest: 2274213845 },
  { size: 1000, keys: 2, seed: 1, pattern: 'random', fickle: false, digest: 1832894331 },
  { size: 1000, keys: 2, seed: 1, pattern: 'random', fickle: true, digest: 1908385419 },
  { size: 1000, keys: 7, seed: 1, pattern: 'organ', fickle: false, digest: 2253207249 },
  { size: 1000, keys: 7, seed: 1, pattern: 'organ', fickle: true, digest: 173081161 },
  { size: 1000, keys: 1000, seed: 1, pattern: 'random', fickle: false, digest: 3672153115 },
  { size: 1000, keys: 1000, seed: 1, pattern: 'random', fickle: true, digest: 1376015151 },
];

for (const { size, keys, seed, pattern, fickle, digest } of cases) {
  test(`${size} ${pattern} values (${keys}, seed ${seed})${fickle ? ', fickle,' : ''} are left in Go's order`, () => {
    const values = sequence(size, keys, seed, pattern);
    const positions = values.map((_, i) => i);
    sortAsGo(positions, (a, b) => (values[a] === values[b] ? fickle : values[a]! < values[b]!));
    equal(digestOf(positions), digest);
  });
}
