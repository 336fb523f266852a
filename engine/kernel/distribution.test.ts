import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { type Distribution, meanOf, sample, sampler } from './distribution.js';
import { createStream } from './stream.js';

const E = Math.E;

test('draws are quantiles', () => {
  const table: [Distribution, u: number, x: number][] = [
    [7, 0.3, 7],
    [{ constant: 7 }, 0.9, 7],
    [{ uniform: { min: 10, max: 30 } }, 0, 10],
    [{ uniform: { min: 10, max: 30 } }, 0.25, 15],
    [{ exponential: { mean: 100 } }, 0, 0],
    [{ exponential: { mean: 100 } }, 1 - 1 / E, 100], //    −100·log(1/e)
    [{ pareto: { min: 10, shape: 2 } }, 0.75, 20], //        10·(1/4)^(−1/2)
    [{ weibull: { scale: 50, shape: 2 } }, 1 - 1 / E, 50], // 50·1^(1/2)
    [{ weibull: { scale: 50, shape: 0.5 } }, 1 - 1 / E ** 2, 200], // 50·2²
    [{ p50: 2_000, p99: 9_000 }, 0.5, 2_000],
    [{ p50: 2_000, p99: 9_000 }, 0.99, 9_000],
    [{ p50Us: 2_000, p99Us: 9_000 }, 0.99, 9_000],
    [{ p50: 2_000, p99: 9_000 }, 0.01, 4_000 / 9], //        2000·(9000/2000)^−1
    [{ p50: 2_000, p99: 9_000 }, 0, 0],
    [{ p50: 5, p99: 5 }, 0, 5],
  ];
  for (const [distribution, u, x] of table) near(sample(distribution, u), x, 1e-12, JSON.stringify([distribution, u]));
});

test('an empirical draw falls on each value by its weight', () => {
  const draw = sampler({
    empirical: [
      { value: 1, weight: 2 },
      { value: 2, weight: 0 },
      { value: 3, weight: 6 },
    ],
  });
  //  2/8 of [0, 1) is below 0.25
  for (const [u, x] of [
    [0, 1],
    [0.2499, 1],
    [0.25, 3],
    [0.9999, 3],
    [1 - 2 ** -53, 3],
  ] as const)
    equal(draw(u), x);
});

/** One of each form, light-tailed enough for a mean of 200,000 draws to settle. */
const FORMS: Distribution[] = [
  3,
  { constant: 4 },
  { uniform: { min: 2, max: 8 } },
  { exponential: { mean: 5 } },
  { p50: 10, p99: 40 },
  { p50Us: 10, p99Us: 20 },
  { pareto: { min: 3, shape: 4 } },
  { weibull: { scale: 10, shape: 1.5 } },
  {
    empirical: [
      { value: 1, weight: 1 },
      { value: 10, weight: 3 },
    ],
  },
];

for (const distribution of FORMS) {
  test(`the mean of many draws is meanOf ${JSON.stringify(distribution)}`, () => {
    const stream = createStream('mean', JSON.stringify(distribution));
    const draw = sampler(distribution);
    let sum = 0;
    for (let i = 0; i < 200_000; i++) sum += draw(stream.uniform(i));
    near(sum / 200_000, meanOf(distribution), 0.01, 'mean');
  });

  test(`draws never fall as u rises, for ${JSON.stringify(distribution)}`, () => {
    const draw = sampler(distribution);
    for (let i = 1; i <= 1_000; i++) ok(draw((i - 0.5) / 1_000) >= draw((i - 1) / 1_000), `u ${i}/1000`);
  });
}

test('means by hand', () => {
  equal(meanOf({ uniform: { min: 2, max: 8 } }), 5);
  equal(meanOf({ pareto: { min: 3, shape: 4 } }), 4); //                   4·3/3
  equal(meanOf({ pareto: { min: 3, shape: 1 } }), Number.POSITIVE_INFINITY);
  near(meanOf({ weibull: { scale: 10, shape: 1 } }), 10, 1e-12, 'shape 1 is exponential');
  equal(
    meanOf({
      empirical: [
        { value: 1, weight: 1 },
        { value: 10, weight: 3 },
      ],
    }),
    7.75,
  ); // (1 + 30)/4
  equal(meanOf({ p50: 5, p99: 5 }), 5);
});

function near(actual: number, expected: number, relative: number, what: string): void {
  ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${what}: ${actual}, not ${expected}`);
}
