import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { normalQuantile } from './normal-quantile.js';

/** p and z, computed with 60 digits by solving erfc(−z/√2)/2 = p. */
const GOLDEN = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-10, -6.361340902404057],
  [1e-6, -4.753424308822899],
  [0.0001, -3.7190164854556804],
  [0.001, -3.0902323061678136],
  [0.01, -2.326347874040841],
  [0.025, -1.9599639845400543],
  [0.0749, -1.4402382675279637],
  [0.075, -1.439531470938456],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.4, -0.2533471031357997],
  [0.49, -0.025068908258711057],
  [0.51, 0.025068908258711057],
  [0.6, 0.2533471031357997],
  [0.75, 0.6744897501960817],
  [0.9, 1.2815515655446006],
  [0.925, 1.4395314709384561],
  [0.99, 2.3263478740408408],
  [0.999, 3.090232306167813],
  [0.9999, 3.7190164854557084],
  [0.999999, 4.753424308817087],
] as const;

test('normal quantiles are within 10⁻¹² of the true ones, relatively', () => {
  for (const [p, z] of GOLDEN)
    ok(Math.abs(normalQuantile(p) - z) <= 1e-12 * Math.abs(z), `p ${p}: ${normalQuantile(p)}`);
});

test('normal quantiles at the edges', () => {
  equal(normalQuantile(0.5), 0);
  equal(normalQuantile(0), Number.NEGATIVE_INFINITY);
  equal(normalQuantile(1), Number.POSITIVE_INFINITY);
  for (const p of [-0.1, 1.1, Number.NaN]) equal(normalQuantile(p), Number.NaN);
});

test('normal quantiles never fall as p rises, across the seams of the approximation too', () => {
  for (let i = 1; i < 100_000; i++)
    ok(normalQuantile(i / 100_000) > normalQuantile((i - 1) / 100_000), `p ${i}/100000`);
});
