import { ok } from 'node:assert/strict';
import { test } from 'node:test';
import { gamma } from './gamma.js';

/** x and Γ(x), computed with 60 digits. */
const GOLDEN = [
  [0.1, 9.51350769866873],
  [0.5, 1.772453850905516],
  [1, 1],
  [1.25, 0.906402477055477],
  [1.5, 0.886226925452758],
  [2, 1],
  [2.5, 1.329340388179137],
  [3, 2],
  [5, 24],
  [10.5, 1133278.3889487856],
  [20, 121645100408832000],
  [100.25, 2.94846628183877e156],
] as const;

test('the gamma function is within 10⁻¹² of the true one, relatively', () => {
  for (const [x, expected] of GOLDEN) ok(Math.abs(gamma(x) - expected) <= 1e-12 * expected, `Γ(${x}): ${gamma(x)}`);
});
