/** The gamma function for positive arguments, by Lanczos' approximation (g = 7, nine terms), about 15 digits. */
import { exp, pow } from './math.js';

/** Γ(x) = √(2π)·t^(x−½)·e^(−t)·A(x) with t = x + 6.5; for x < 1 by Γ(x) = Γ(x+1)/x. */
export function gamma(x: number): number {
  if (x < 1) return gamma(x + 1) / x;
  const t = x + 6.5;
  let series = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) series += LANCZOS[i]! / (x - 1 + i);
  return SQRT_TWO_PI * pow(t, x - 0.5) * exp(-t) * series;
}

const SQRT_TWO_PI = 2.5066282746310002;

// Coefficients for g = 7, n = 9 as computed by P. Godfrey (2001).
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
