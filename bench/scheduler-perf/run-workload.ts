/** Runs one workload of scheduler_perf and times its measured phase. */
import { type Host, simulate } from '../../engine/index.js';
import type { MeasuredThroughput, PerfRun, SkippedWorkload } from '../../reports/index.js';
import {
  type PerfConfig,
  prepareWorkload,
  type TestCase,
  type Workload,
  type WorkloadOptions,
} from '../../workloads/index.js';

export interface RunWorkloadOptions extends WorkloadOptions {
  readonly host: Host;
  readonly measured: ReadonlyMap<string, MeasuredThroughput>;
}

export async function runWorkload(
  config: PerfConfig,
  testCase: TestCase,
  workload: Workload,
  { host, measured, ...options }: RunWorkloadOptions,
): Promise<PerfRun | SkippedWorkload> {
  const names = { testcase: testCase.name, workload: workload.name };
  const prepared = await prepareWorkload(config, testCase, workload, options);
  if ('reason' in prepared) return { ...names, reason: prepared.reason };
  const clock = phaseClock();
  const result = await simulate(prepared.spec, { ...host, onPhase: clock.onPhase });
  const program = result.program!;
  const phase = program.phases.at(-1);
  if (phase === undefined || program.failure !== '')
    return { ...names, reason: `it did not come to its end: ${program.failure || 'it measured nothing'}` };
  const { average, p50, p90, p95, p99, podsBound } = phase.throughput;
  const wallSeconds = clock.lastSeconds();
  return {
    program,
    row: {
      ...names,
      nodes: prepared.nodes,
      podsMeasured: podsBound,
      wallSeconds,
      wallPodsPerSecond: podsBound / wallSeconds,
      predicted: { average, p50, p90, p95, p99 },
      measured: measured.get(`${testCase.name}/${workload.name}`) ?? null,
      threshold: thresholdOf(workload),
      digest: result.digest,
    },
  };
}

/** Real time between the beginning and the end of the phase that was measured last. */
function phaseClock() {
  let wallBegunMs = 0;
  let wallSeconds = 0;
  return {
    onPhase(_name: string, state: 'begins' | 'ends') {
      const wallNowMs = performance.now();
      if (state === 'begins') wallBegunMs = wallNowMs;
      else wallSeconds = (wallNowMs - wallBegunMs) / 1000;
    },
    lastSeconds: () => wallSeconds,
  };
}

/** Upstream's, in pods/s; 0 stands for none. */
function thresholdOf({ threshold }: Workload): number | null {
  const value = typeof threshold === 'object' ? Object.values(threshold)[0] : threshold;
  return value === undefined || value === 0 ? null : value;
}
