import { deepEqual } from 'node:assert/strict';
import test from 'node:test';
import { normalizeScores, normalizeScoresReversed } from './normalize-scores.js';

const cases = [
  {
    what: 'the greatest becomes 100, the others keep their proportion',
    raw: [1, 2, 3, 4],
    up: [25, 50, 75, 100],
    down: [75, 50, 25, 0],
  },
  { what: 'a fraction is cut off before it is reversed', raw: [1, 3], up: [33, 100], down: [67, 0] }, // 100/3 = 33.3
  { what: 'scores that are all 0 stay 0, or become 100', raw: [0, 0], up: [0, 0], down: [100, 100] },
  { what: 'of no nodes nothing is left to do', raw: [], up: [], down: [] },
  { what: 'large scores divide exactly', raw: [2 ** 50 - 1, 2 ** 50], up: [99, 100], down: [1, 0] }, // 99.99…
];

for (const { what, raw, up, down } of cases) {
  test(what, () => {
    const forwards = Float64Array.from(raw);
    normalizeScores(forwards);
    deepEqual([...forwards], up);
    const backwards = Float64Array.from(raw);
    normalizeScoresReversed(backwards);
    deepEqual([...backwards], down);
  });
}
