/** Go's int64 arithmetic on whole numbers kept as float64: division truncates, intermediate products do not round but wrap. */
import { int64 } from '../objects/index.js';

/** a / b, truncated towards zero; exact as long as |a| < 2⁵³. */
export function quotient(a: number, b: number): number {
  // A quotient just below a whole number k differs from it by 1/b at least, more than half of float64's step below k ≤ 2⁵³/b.
  return Math.trunc(a / b);
}

/** a · b / c, truncated towards zero; the product wraps where int64 does not hold it. */
export function mulDiv(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return quotient(product, c);
  return Number(int64(BigInt(a) * BigInt(b)) / BigInt(c));
}
