/** Rows in the format that perf-dash reads. Upstream: test/integration/scheduler_perf/util.go DataItems, v1.36. */
import type { LatencySummary, PhaseResult } from '../../engine/index.js';
import type { PerfRun } from './perf-row.js';

interface DataItem {
  readonly data: Readonly<Record<string, number>>;
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface DataItems {
  readonly version: 'v1';
  readonly dataItems: readonly DataItem[];
}

export function perfDash(runs: readonly PerfRun[]): DataItems {
  const items = runs.flatMap(({ row, program }) =>
    program.phases.flatMap((phase) => itemsOf(`${row.testcase}/${row.workload}/${phase.name}`, phase, row.threshold)),
  );
  return { version: 'v1', dataItems: withAllLabels(items) };
}

function itemsOf(name: string, { throughput, attempts, startedUs, endedUs }: PhaseResult, threshold: number | null) {
  const { average, p50, p90, p95, p99 } = throughput;
  const data = { Average: average, Perc50: p50, Perc90: p90, Perc95: p95, Perc99: p99 };
  const items: DataItem[] = [
    {
      data: threshold === null ? data : { ...data, AverageThreshold: threshold },
      unit: 'pods/s',
      labels: { Name: name, Metric: 'SchedulingThroughput' },
    },
    {
      data: { Duration: (endedUs - startedUs) / 1e6 },
      unit: 's',
      labels: { Name: name, Metric: 'SchedulingDuration' },
    },
  ];
  for (const [result, latency] of Object.entries(attempts)) {
    if (latency.count > 0) items.push(latencyItem(name, result, latency));
  }
  return items;
}

function latencyItem(name: string, result: string, latency: LatencySummary): DataItem {
  const { meanUs, p50Us, p90Us, p95Us, p99Us } = latency;
  const ms = (us: number) => us / 1000;
  return {
    data: { Average: ms(meanUs), Perc50: ms(p50Us), Perc90: ms(p90Us), Perc95: ms(p95Us), Perc99: ms(p99Us) },
    unit: 'ms',
    labels: { Name: name, Metric: 'scheduler_scheduling_attempt_duration_seconds', result },
  };
}

/** perf-dash shows only items that have every label. */
function withAllLabels(items: readonly DataItem[]): DataItem[] {
  const names = [...new Set(items.flatMap(({ labels }) => Object.keys(labels)))];
  return items.map((item) => ({
    ...item,
    labels: Object.fromEntries(names.map((name) => [name, item.labels[name] ?? 'not applicable'])),
  }));
}
