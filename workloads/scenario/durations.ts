/** A scenario's durations and processes in the engine's terms. */
import type { ArrivalProcess, Distribution } from '../../engine/index.js';
import { parseDuration } from './duration.js';
import type { DurationsV1, ProcessV1 } from './scenario.js';

/** Microseconds of a duration that the schema has checked. */
export function us(text: string): number {
  return parseDuration(text)!;
}

/** µs, or a distribution of µs. */
export function distributionUs(durations: DurationsV1): Distribution {
  if (typeof durations === 'string') return us(durations);
  if ('p50' in durations) return { p50: us(durations.p50), p99: us(durations.p99) };
  if ('uniform' in durations) return { uniform: { min: us(durations.uniform.min), max: us(durations.uniform.max) } };
  return { exponential: { mean: us(durations.exponential.mean) } };
}

export function arrivalProcess(process: ProcessV1): ArrivalProcess {
  if ('poisson' in process) return { kind: 'poisson', ratePerSecond: process.poisson.ratePerSecond };
  if ('constant' in process) return { kind: 'constant', ratePerSecond: process.constant.ratePerSecond };
  if ('burst' in process) return { kind: 'burst', size: process.burst.size, everyUs: us(process.burst.every) };
  const { period, points } = process.pattern;
  return {
    kind: 'pattern',
    periodUs: us(period),
    points: points.map((p) => ({ atUs: us(p.at), ratePerSecond: p.ratePerSecond })).sort((a, b) => a.atUs - b.atUs),
  };
}
