import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { createDigest } from './digest.js';
import { logGolden, logOfIntegersDigest } from './log.golden.js';
import { exp, log, pow } from './math.js';
import { createStream } from './stream.js';

test('log gives the bits that Go gives', () => {
  const rows = logGolden.trim().split('\n');
  equal(rows.length, 120);
  for (const row of rows) {
    const [x, expected] = row.split(' ').map(Number);
    equal(log(x!), expected, `log ${x}`);
  }
});

test('log of every whole number to 100,000 gives the bits that Go gives', () => {
  const digest = createDigest();
  for (let i = 1; i <= 100_000; i++) digest.number(log(i));
  equal(digest.hex(), logOfIntegersDigest);
});

test('log at the edges', () => {
  const table = [
    [0, Number.NEGATIVE_INFINITY],
    [-0, Number.NEGATIVE_INFINITY],
    [-1, Number.NaN],
    [Number.NaN, Number.NaN],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, Number.NaN],
    [5e-324, -744.4400719213812], // −1074·ln 2: the smallest number above 0
  ] as const;
  for (const [x, expected] of table) equal(log(x), expected, `log ${x}`);
});

test('exp is within 10⁻¹⁵ of the built-in one, relatively', () => {
  const random = createStream('math', 'exp');
  for (let i = 0; i < 20_000; i++) {
    const x = (random.uniform(i) - 0.5) * 1_400;
    near(exp(x), Math.exp(x), 1e-15, `exp ${x}`);
    near(exp(x / 1e6), Math.exp(x / 1e6), 1e-15, `exp ${x / 1e6}`);
  }
});

test('exp at the edges', () => {
  const table = [
    [0, 1],
    [1, Math.E],
    [Number.NEGATIVE_INFINITY, 0],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NaN, Number.NaN],
    [710, Number.POSITIVE_INFINITY],
    [-746, 0],
    [-745.1, 5e-324], // rounds to the smallest number above 0
  ] as const;
  for (const [x, expected] of table) equal(exp(x), expected, `exp ${x}`);
  near(exp(709.78), Math.exp(709.78), 1e-15, 'exp 709.78');
  near(exp(-740), Math.exp(-740), 1e-2, 'exp −740, where few bits are left');
});

test('pow is within 10⁻¹² of the built-in one, relatively', () => {
  const random = createStream('math', 'pow');
  for (let i = 0; i < 20_000; i++) {
    const x = exp((random.uniform(i, 0) - 0.5) * 40);
    const y = (random.uniform(i, 1) - 0.5) * 60;
    near(pow(x, y), x ** y, 1e-12, `${x} ^ ${y}`);
    near(pow(x, Math.round(y)), x ** Math.round(y), 1e-12, `${x} ^ ${Math.round(y)}`);
  }
});

test('whole powers of whole numbers are exact', () => {
  for (let n = 0; n <= 52; n++) equal(pow(2, n), 2 ** n);
  for (let n = 0; n <= 15; n++) equal(pow(10, n), Number(`1e${n}`));
  equal(pow(2, -10), 1 / 1024);
  equal(pow(-3, 3), -27);
  equal(pow(-3, 2), 9);
});

test('pow at the edges', () => {
  const table = [
    [0, 0, 1],
    [Number.NaN, 0, 1],
    [0, 2, 0],
    [0, 0.5, 0],
    [0, -1, Number.POSITIVE_INFINITY],
    [-2, 0.5, Number.NaN],
    [10, 400, Number.POSITIVE_INFINITY],
    [10, -400, 0],
    [1, 1e9, 1],
    [Number.POSITIVE_INFINITY, -1, 0],
  ] as const;
  for (const [x, y, expected] of table) equal(pow(x, y), expected, `${x} ^ ${y}`);
});

function near(actual: number, expected: number, relative: number, what: string): void {
  ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${what}: ${actual}, not ${expected}`);
}
