/** Scheduling throughput as scheduler_perf defines it. Upstream: test/integration/scheduler_perf/util.go throughputCollector, v1.36. */
import { percentile } from './latency.js';
import type { Throughput } from './run-result.js';

const secondUs = 1e6;

/**
 * From the moments at which pods were created and bound, µs. Sampling starts with the first second in which any pod was bound, and
 * that one is dropped; a second without a binding is merged with the next ones, and their common rate counts once for each. A second
 * that the run (or the measured phase) ended in is no full sample.
 */
export function throughputOf(createdUs: ArrayLike<number>, boundUs: ArrayLike<number>, endedUs: number): Throughput {
  const { podsBound, perSecond, firstCreatedUs, lastBoundUs } = measured(createdUs, boundUs);
  const durationUs = podsBound === 0 ? 0 : lastBoundUs - firstCreatedUs;
  return throughputOfSeconds(perSecond, Math.floor(endedUs / secondUs), podsBound, durationUs);
}

/** From how many pods were bound in each second, of which the first `fullSeconds` are samples. */
export function throughputOfSeconds(
  boundPerSecond: readonly number[],
  fullSeconds: number,
  podsBound: number,
  durationUs: number,
): Throughput {
  const rates = sampleRates(boundPerSecond.slice(0, fullSeconds)).sort((a, b) => a - b);
  const whole = durationUs === 0 ? 0 : (podsBound * secondUs) / durationUs;
  const average = rates.length === 0 ? whole : rates.reduce((a, b) => a + b, 0) / rates.length;
  const at = (p: number) => (rates.length === 0 ? whole : percentile(rates, p));
  const percentiles = { p50: at(50), p90: at(90), p95: at(95), p99: at(99) };
  return { average, ...percentiles, samples: rates.length, podsBound, durationUs, boundPerSecond };
}

/** Pods that were both created and bound during the run (moments of −1 never came). */
function measured(createdUs: ArrayLike<number>, boundUs: ArrayLike<number>) {
  const perSecond: number[] = [];
  let podsBound = 0;
  let firstCreatedUs = Number.POSITIVE_INFINITY;
  let lastBoundUs = 0;
  for (let i = 0; i < boundUs.length; i++) {
    if (boundUs[i]! < 0) continue;
    podsBound++;
    countIn(perSecond, boundUs[i]!);
    firstCreatedUs = Math.min(firstCreatedUs, createdUs[i]!);
    lastBoundUs = Math.max(lastBoundUs, boundUs[i]!);
  }
  return { podsBound, perSecond, firstCreatedUs, lastBoundUs };
}

function countIn(perSecond: number[], atUs: number): void {
  const second = Math.floor(atUs / secondUs);
  while (perSecond.length <= second) perSecond.push(0);
  perSecond[second]!++;
}

/** One rate a second, pods/s. */
function sampleRates(perSecond: readonly number[]): number[] {
  const first = perSecond.findIndex((count) => count > 0);
  const rates: number[] = [];
  let merged = 0;
  for (const count of first < 0 ? [] : perSecond.slice(first + 1)) {
    merged++;
    if (count === 0) continue;
    for (let i = 0; i < merged; i++) rates.push(count / merged);
    merged = 0;
  }
  return rates;
}
