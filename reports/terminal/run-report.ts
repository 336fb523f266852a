/** A run on one page of a terminal: what happened, how fast, how full, what waits and why. */
import type { RunResult, SampleColumns, StageSummary } from '../../engine/index.js';
import { bar, sparkline } from './chart.js';
import { count, duration, percent, plural, significant } from './format.js';
import { nodeLines } from './node-groups.js';
import type { Style } from './style.js';
import { table } from './table.js';
import { unplacedLines } from './unplaced.js';

export interface RunReportOptions {
  readonly title: string;
  readonly style: Style;
  /** Sentences that the input's reading left. */
  readonly notes: readonly string[];
}

const chartCells = 60;
const mostRefused = 10;

/** The report's lines. */
export function runReport(result: RunResult, options: RunReportOptions): string[] {
  const { style } = options;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', style.bold(title), ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
  return [
    ...headline(result, options),
    ...section('Throughput', throughputLines(result)),
    ...section('Latency', latencyLines(result.stages)),
    ...section('Over time', overTimeLines(result.samples)),
    ...section('Nodes at the end', nodeLines(result)),
    ...section('Busiest stations', stationLines(result)),
    ...section(
      style.bad(`Not placed: ${plural(result.unplaced.length, 'pod')}`),
      result.unplaced.length === 0 ? [] : unplacedLines(result.unplaced),
    ),
    ...section(style.bad(`Refused by the API server: ${result.refused.length}`), refusedLines(result)),
    ...section(
      'Notes',
      [...options.notes, ...result.notes].map((note) => `• ${note}`),
    ),
    ...section('This run', [identity(result)]),
  ];
}

function refusedLines({ refused }: RunResult): string[] {
  const lines = refused.slice(0, mostRefused).map((row) => `${row.object}: ${row.reason}`);
  return refused.length > mostRefused ? [...lines, `… and ${count(refused.length - mostRefused)} more`] : lines;
}

function headline(result: RunResult, { title, style }: RunReportOptions): string[] {
  const { counts } = result;
  const ended = {
    settled: 'only steady traffic was left',
    until: 'its duration was over',
    day: 'a virtual day was over',
    program: 'its program was over',
  }[result.endReason];
  const waiting = `${plural(counts.podsUnplaced, 'pod')} ${counts.podsUnplaced === 1 ? 'has' : 'have'} no node.`;
  return [
    style.bold(`seatrial · ${title}`),
    `${plural(counts.nodes, 'node')}, ${duration(result.endedUs)} of virtual time, kube-scheduler ${result.kubernetes}; it ended because ${ended}.`,
    '',
    ...podLines(result, style),
    ...(counts.podsUnplaced > 0 ? [style.bad(waiting)] : []),
  ];
}

/** What became of the pods: first those that were created and bound, then how far they came. */
function podLines({ counts, pods, fidelity }: RunResult, style: Style): string[] {
  const { podsCreated, podsBound, attempts } = counts;
  const there = pods.preexisting.reduce((sum, preexisting) => sum + preexisting, 0);
  const created = podsCreated > 0 ? `${plural(podsCreated, 'pod')} created` : 'No pod was created';
  const before = there > 0 ? ` (${count(there)} ${there === 1 ? 'was' : 'were'} there before)` : '';
  const tried = `${style.good(`${count(podsBound)} bound`)} in ${plural(attempts, 'scheduling attempt')} (${count(counts.attemptsUnschedulable)} found no place, ${count(counts.attemptsError)} failed)`;
  const rest = [
    [counts.podsReady, 'became ready'],
    [counts.podsCompleted, 'completed'],
    [counts.podsFailed, 'failed'],
    [counts.podsDeleted, 'were deleted'],
    [counts.podsEvicted, 'were evicted'],
  ] as const;
  const went = rest.filter(([n]) => n > 0).map(([n, verb]) => `${count(n)} ${verb}`);
  const nowhere =
    fidelity === 'scheduler'
      ? 'Their way ends at the binding: fidelity scheduler.'
      : 'None became ready, ended or was deleted.';
  return [
    `${created}${before}${attempts > 0 ? `, ${tried}` : ''}.`,
    ...(went.length > 0 ? [`${went.join(', ')}.`] : podsBound > 0 ? [nowhere] : []),
  ];
}

function throughputLines({ throughput: t }: RunResult): string[] {
  if (t.podsBound === 0) return [];
  const method =
    t.samples === 0
      ? `too short for a full sample: ${plural(t.podsBound, 'pod')} ÷ ${duration(t.durationUs)}`
      : `${plural(t.samples, 'sample')} of one second, the first dropped`;
  return [
    `${significant(t.average)} pods/s on average   p50 ${significant(t.p50)}   p90 ${significant(t.p90)}   p99 ${significant(t.p99)}   (${method})`,
  ];
}

/** Spans first: they are what people ask for; then the stages that make them up. */
function latencyLines(stages: readonly StageSummary[]): string[] {
  const reached = stages.filter((s) => s.count > 0);
  if (reached.length === 0) return [];
  const titles = ['', 'pods', 'p50', 'p90', 'p95', 'p99', 'max'];
  const columns = titles.map((title, i) => ({ title, align: i === 0 ? ('left' as const) : ('right' as const) }));
  const row = (s: StageSummary) => [
    s.stage,
    count(s.count),
    ...[s.p50Us, s.p90Us, s.p95Us, s.p99Us, s.maxUs].map(duration),
  ];
  const spans = reached.filter((s) => s.kind === 'span').map(row);
  const parts = reached.filter((s) => s.kind === 'stage').map(row);
  return table(columns, [...spans, ...(parts.length > 0 ? [['']] : []), ...parts]);
}

function overTimeLines(samples: SampleColumns): string[] {
  if (samples.atUs.length < 3) return [];
  const waiting = samples.activeQ.map((n, i) => n + samples.backoffQ[i]! + samples.unschedulable[i]!);
  const line = (title: string, values: readonly number[], shown: (value: number) => string) =>
    `${title.padEnd(18)} ${sparkline(values, chartCells)}  max ${shown(Math.max(...values))}`;
  return [
    line('pods waiting', waiting, count),
    line('CPU requested', samples.cpuRequestedShare, percent),
    line('memory requested', samples.memoryRequestedShare, percent),
    `${''.padEnd(18)} ${axis(duration(samples.atUs.at(-1)!), Math.min(chartCells, samples.atUs.length))}`,
  ];
}

/** "0" below the first cell, the end below the last. */
function axis(end: string, cells: number): string {
  return `0${end.padStart(Math.max(cells - 1, end.length + 1))}`;
}

function stationLines({ stations }: RunResult): string[] {
  const busy = stations
    .filter((s) => s.arrivals > 0)
    .sort((a, b) => b.utilisation - a.utilisation || (a.name < b.name ? -1 : 1));
  return busy
    .slice(0, 4)
    .map(
      (s) =>
        `${s.name.padEnd(24)} ${bar(s.utilisation, 20)} ${percent(s.utilisation).padStart(6)}   ${count(s.arrivals)} jobs, longest queue ${count(s.maxQueue)}, mean wait ${duration(s.meanWaitUs)}`,
    );
}

function identity(result: RunResult): string {
  return `seed ${result.seed}   digest ${result.digest}   input ${result.inputHash}   seatrial ${result.seatrial}   fidelity ${result.fidelity}   ${plural(result.eventsRun, 'event')}`;
}
