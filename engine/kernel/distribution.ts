/** Distributions as plain data: what they look like, a draw from a uniform number, and their mean. */
import { gamma } from './gamma.js';
import { exp, log, pow } from './math.js';
import { normalQuantile } from './normal-quantile.js';

/** A distribution in whatever unit the field that holds it says; a bare number is a constant. `{ p50, p99 }` is lognormal. */
export type Distribution =
  | number
  | { readonly constant: number }
  | { readonly p50: number; readonly p99: number }
  | { readonly p50Us: number; readonly p99Us: number }
  | { readonly uniform: { readonly min: number; readonly max: number } }
  | { readonly exponential: { readonly mean: number } }
  | { readonly pareto: { readonly min: number; readonly shape: number } }
  | { readonly weibull: { readonly scale: number; readonly shape: number } }
  | { readonly empirical: readonly WeightedValue[] };

/** One value of an empirical distribution and how often it occurs, relative to the others. */
export interface WeightedValue {
  readonly value: number;
  readonly weight: number;
}

/** Turns a uniform number in [0, 1) into a draw. */
export type Sampler = (u: number) => number;

/** One draw by inverse transform: the quantile of `u`. Who draws often keeps a `sampler` instead. */
export function sample(distribution: Distribution, u: number): number {
  return sampler(distribution)(u);
}

/** The quantile function of a valid distribution, with its constants worked out once. */
export function sampler(distribution: Distribution): Sampler {
  if (typeof distribution === 'number') return () => distribution;
  if ('constant' in distribution) return () => distribution.constant;
  if ('uniform' in distribution) return uniformSampler(distribution.uniform);
  if ('exponential' in distribution) return exponentialSampler(distribution.exponential.mean);
  if ('pareto' in distribution) return paretoSampler(distribution.pareto);
  if ('weibull' in distribution) return weibullSampler(distribution.weibull);
  if ('empirical' in distribution) return empiricalSampler(distribution.empirical);
  return lognormalSampler(quantilesOf(distribution));
}

/** The mean of a valid distribution; Infinity for a Pareto of shape 1 or less. */
export function meanOf(distribution: Distribution): number {
  if (typeof distribution === 'number') return distribution;
  if ('constant' in distribution) return distribution.constant;
  if ('uniform' in distribution) return (distribution.uniform.min + distribution.uniform.max) / 2;
  if ('exponential' in distribution) return distribution.exponential.mean;
  if ('pareto' in distribution) return meanOfPareto(distribution.pareto);
  if ('weibull' in distribution) return distribution.weibull.scale * gamma(1 + 1 / distribution.weibull.shape);
  if ('empirical' in distribution) return meanOfEmpirical(distribution.empirical);
  const { p50, p99 } = quantilesOf(distribution);
  const sigma = sigmaOf(p50, p99);
  return p50 * exp((sigma * sigma) / 2);
}

/** x = min + u·(max − min) */
function uniformSampler({ min, max }: { min: number; max: number }): Sampler {
  return (u) => min + u * (max - min);
}

/** x = −mean·log(1 − u) */
function exponentialSampler(mean: number): Sampler {
  return (u) => -mean * log(1 - u);
}

/** x = min·(1 − u)^(−1/shape) */
function paretoSampler({ min, shape }: { min: number; shape: number }): Sampler {
  return (u) => min * pow(1 - u, -1 / shape);
}

/** x = scale·(−log(1 − u))^(1/shape) */
function weibullSampler({ scale, shape }: { scale: number; shape: number }): Sampler {
  return (u) => scale * pow(-log(1 - u), 1 / shape);
}

/** x = p50·e^(σ·z(u)), with σ = log(p99/p50) / z(0.99) */
function lognormalSampler({ p50, p99 }: { p50: number; p99: number }): Sampler {
  const sigma = sigmaOf(p50, p99);
  return sigma === 0 ? () => p50 : (u) => p50 * exp(sigma * normalQuantile(u));
}

/** The first value whose cumulative weight exceeds u·total. */
function empiricalSampler(values: readonly WeightedValue[]): Sampler {
  const cumulative: number[] = [];
  let total = 0;
  for (const { weight } of values) {
    total += weight;
    cumulative.push(total);
  }
  return (u) => values[firstAbove(cumulative, u * total)]!.value;
}

function firstAbove(ascending: readonly number[], bound: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}

function quantilesOf(distribution: { p50: number; p99: number } | { p50Us: number; p99Us: number }) {
  return 'p50' in distribution ? distribution : { p50: distribution.p50Us, p99: distribution.p99Us };
}

function sigmaOf(p50: number, p99: number): number {
  return log(p99 / p50) / NORMAL_P99;
}

function meanOfPareto({ min, shape }: { min: number; shape: number }): number {
  return shape > 1 ? (shape * min) / (shape - 1) : Number.POSITIVE_INFINITY;
}

function meanOfEmpirical(values: readonly WeightedValue[]): number {
  let sum = 0;
  let total = 0;
  for (const { value, weight } of values) {
    sum += value * weight;
    total += weight;
  }
  return sum / total;
}

const NORMAL_P99 = normalQuantile(0.99);
