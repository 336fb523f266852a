import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { mulDiv, quotient } from './int64.js';

/** Whole numbers from a fixed recurrence, so that every run tests the same. */
function* wholeNumbers(): Generator<number, never> {
  let x = 1n;
  for (;;) {
    x = (x * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn;
    yield Number(x >> 11n) % 2 ** Number(x & 53n);
  }
}

test('a quotient truncates towards zero, as Go divides', () => {
  deepEqual([quotient(7, 2), quotient(-7, 2), quotient(7, -2), quotient(6, 3)], [3, -3, -3, 2]);
});

test('a quotient just below a whole number does not round up to it', () => {
  // 2⁵³ − 1 = 3·3002399751580330 + 1
  equal(quotient(2 ** 53 - 1, 3), 3002399751580330);
  for (const k of [2, 3, 7, 1023, 2 ** 26 + 1]) {
    const b = Math.floor((2 ** 53 - 1) / k);
    equal(quotient(k * b - 1, b), k - 1);
  }
});

test('a product beyond 2⁵³ is divided exactly', () => {
  // 2⁵³−2 times 100 is 900719925474099000 exactly, but no float64; a third of it is 300239975158033000
  equal(mulDiv(2 ** 53 - 2, 100, 3), 300239975158033000);
  equal(mulDiv(2 ** 53 - 1, 100, 2 ** 53 - 1), 100);
  equal(mulDiv(2 ** 53 - 2, 100, 2 ** 53 - 1), 99);
});

test('a product that int64 does not hold wraps', () => {
  // 2⁶²·2 = 2⁶³, which wraps to −2⁶³
  equal(mulDiv(2 ** 62, 2, 2 ** 60), -8);
});

test('products and quotients equal those of int64', () => {
  const numbers = wholeNumbers();
  for (let i = 0; i < 20_000; i++) {
    const a = numbers.next().value;
    const b = numbers.next().value % 1024;
    const c = (numbers.next().value % 2 ** 52) + 1;
    const sign = i % 2 === 0 ? 1 : -1;
    equal(
      mulDiv(sign * a, b, c) + 0,
      Number(BigInt.asIntN(64, BigInt(sign * a) * BigInt(b)) / BigInt(c)),
      `${a}·${b}/${c}`,
    );
  }
});
