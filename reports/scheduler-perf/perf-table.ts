/** scheduler_perf on a terminal: a row a workload, then what was not run and why. */
import { count, duration, plural, type Style, significant, table } from '../terminal/index.js';
import type { MeasuredThroughput, PerfRun, SkippedWorkload } from './perf-row.js';

const columns = [
  { title: 'workload' },
  { title: 'nodes', align: 'right' },
  { title: 'pods', align: 'right' },
  { title: 'ours pods/s', align: 'right' },
  { title: 'predicted pods/s', align: 'right' },
  { title: 'p50', align: 'right' },
  { title: 'p99', align: 'right' },
  { title: 'attempt p50', align: 'right' },
  { title: 'p99', align: 'right' },
  { title: 'measured pods/s', align: 'right' },
  { title: 'threshold', align: 'right' },
] as const;

export function perfTable(runs: readonly PerfRun[], skipped: readonly SkippedWorkload[], style: Style): string[] {
  const lines = runs.length === 0 ? [] : [...table(columns, runs.map(cells)), '', ...legend];
  if (skipped.length === 0) return lines;
  return [
    ...lines,
    '',
    style.warn(`Not run: ${plural(skipped.length, 'workload')}`),
    ...reasons(skipped).map((line) => `  ${line}`),
  ];
}

const legend = [
  'ours: pods bound in a second of real time on this machine; predicted: SchedulingThroughput of the real scheduler, in virtual time;',
  'attempt: from the beginning of a scheduling cycle to the binding, in virtual time; measured: the real scheduler_perf; threshold: upstream’s',
];

function cells({ row, program }: PerfRun): string[] {
  const { predicted } = row;
  const attempts = program.phases.at(-1)!.attempts.scheduled;
  return [
    `${row.testcase}/${row.workload}`,
    count(row.nodes),
    count(row.podsMeasured),
    count(row.wallPodsPerSecond),
    significant(predicted.average),
    significant(predicted.p50),
    significant(predicted.p99),
    duration(attempts.p50Us),
    duration(attempts.p99Us),
    row.measured === null ? '–' : measuredText(row.measured),
    row.threshold === null ? '–' : significant(row.threshold),
  ];
}

function measuredText({ average, averageMin, averageMax }: MeasuredThroughput): string {
  const range = averageMin === averageMax ? '' : ` (${significant(averageMin)}–${significant(averageMax)})`;
  return `${significant(average)}${range}`;
}

/** One line a reason, with the workloads that it holds back. */
function reasons(skipped: readonly SkippedWorkload[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { testcase, workload, reason } of skipped) {
    const names = byReason.get(reason) ?? [];
    names.push(`${testcase}/${workload}`);
    byReason.set(reason, names);
  }
  return [...byReason].flatMap(([reason, names]) => [`${names.length} × ${reason}`, `    ${names.join(', ')}`]);
}
