/** Latency summaries: percentiles as order statistics, as scheduler_perf takes them (test/integration/scheduler_perf/util.go, v1.36). */
import type { LatencySummary } from './run-result.js';

/** Summarises durations in µs; the array is sorted in place. All zero where there is none. */
export function summarizeLatency(durationsUs: Float64Array): LatencySummary {
  const count = durationsUs.length;
  if (count === 0) return { count, meanUs: 0, p50Us: 0, p90Us: 0, p95Us: 0, p99Us: 0, maxUs: 0 };
  durationsUs.sort();
  let sum = 0;
  for (const duration of durationsUs) sum += duration;
  return {
    count,
    meanUs: sum / count,
    p50Us: percentile(durationsUs, 50),
    p90Us: percentile(durationsUs, 90),
    p95Us: percentile(durationsUs, 95),
    p99Us: percentile(durationsUs, 99),
    maxUs: durationsUs[count - 1]!,
  };
}

/** The p-th percentile of sorted values: element ⌈n·p/100⌉ − 1. */
export function percentile(sorted: ArrayLike<number>, p: number): number {
  return sorted[Math.ceil((sorted.length * p) / 100) - 1] ?? 0;
}
