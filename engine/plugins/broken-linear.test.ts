import { equal } from 'node:assert/strict';
import test from 'node:test';
import { brokenLinear } from './broken-linear.js';

const shape = brokenLinear([
  { utilization: 10, score: 100 },
  { utilization: 40, score: 20 },
  { utilization: 90, score: 70 },
]);

const cases = [
  { what: 'level before the first point', at: 0, score: 100 },
  { what: 'the first point itself', at: 10, score: 100 },
  { what: 'downwards, the step cut off towards 0', at: 11, score: 98 }, // 100 − 80·1/30 = 100 − 2.66
  { what: 'a point between', at: 40, score: 20 },
  { what: 'upwards', at: 65, score: 45 }, // 20 + 50·25/50
  { what: 'level after the last point', at: 100, score: 70 },
];

for (const { what, at, score } of cases) {
  test(what, () => equal(shape(at), score));
}
