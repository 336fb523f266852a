/** What is told of a scheduler_perf workload that was run. */
import type { ProgramResult } from '../../engine/index.js';

export interface Percentiles {
  readonly average: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

/** Upstream's scheduler_perf, run for real; throughputs in pods/s. */
export interface MeasuredThroughput extends Percentiles {
  readonly runs: number;
  readonly samples: number;
  /** Measured pods ÷ SchedulingDuration; null where it says nothing. */
  readonly wholePhase: number | null;
  readonly averageMin: number;
  readonly averageMax: number;
}

/** The fields of `-o json`, in its order. */
export interface PerfRow {
  readonly testcase: string;
  readonly workload: string;
  readonly nodes: number;
  readonly podsMeasured: number;
  /** Real time of the measured phase on this machine. */
  readonly wallSeconds: number;
  readonly wallPodsPerSecond: number;
  /** SchedulingThroughput of the real scheduler as the model has it, pods/s. */
  readonly predicted: Percentiles;
  readonly measured: MeasuredThroughput | null;
  readonly threshold: number | null;
  readonly digest: string;
}

/** A row with what the other formats tell besides. */
export interface PerfRun {
  readonly row: PerfRow;
  readonly program: ProgramResult;
}

/** A workload that was not run, or did not come to its end. */
export interface SkippedWorkload {
  readonly testcase: string;
  readonly workload: string;
  readonly reason: string;
}
