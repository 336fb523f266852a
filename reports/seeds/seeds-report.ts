/** Runs of several seeds on a terminal: a line each, then the least, the middle and the greatest of every figure. */
import { count, duration, type Style, significant, table } from '../terminal/index.js';
import type { SeedRow } from './seed-row.js';

export interface SeedsReportOptions {
  readonly title: string;
  readonly style: Style;
  /** Sentences that the input's reading and the runs left. */
  readonly notes: readonly string[];
}

/** The report's lines. */
export function seedsReport(rows: readonly SeedRow[], { title, style, notes }: SeedsReportOptions): string[] {
  const columns = [
    { title: 'seed' },
    ...figures.map((figure) => ({ title: figure.title, align: 'right' as const })),
    { title: 'digest' },
  ];
  const runs = rows.map((row) => [row.seed, ...figures.map(({ of, shown }) => shown(of(row))), row.digest]);
  const over = summaries.map(([name, of]) => [name, ...figures.map((figure) => summary(rows, figure, of)), '']);
  return [
    style.bold(`seatrial · ${title}, ${count(rows.length)} ${rows.length === 1 ? 'seed' : 'seeds'}`),
    '',
    ...table(columns, [...runs, [], ...over]),
    ...(notes.length > 0 ? ['', style.bold('Notes'), ...notes.map((note) => `  • ${note}`)] : []),
  ];
}

interface Figure {
  readonly title: string;
  of(row: SeedRow): number;
  shown(value: number): string;
}

const figures: readonly Figure[] = [
  { title: 'bound', of: (r) => r.podsBound, shown: amount },
  { title: 'unplaced', of: (r) => r.podsUnplaced, shown: amount },
  { title: 'pods/s', of: (r) => r.throughputAverage, shown: significant },
  { title: 'created → bound p50', of: (r) => r.schedulingUsP50, shown: duration },
  { title: 'p99', of: (r) => r.schedulingUsP99, shown: duration },
  { title: 'ended', of: (r) => r.endedUs, shown: duration },
];

const summaries: readonly (readonly [name: string, of: (sorted: readonly number[]) => number])[] = [
  ['min', (sorted) => sorted[0]!],
  // The middle one, or the mean of the two in the middle.
  ['median', (sorted) => (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2],
  ['max', (sorted) => sorted.at(-1)!],
];

/** Over the runs that have the figure. */
function summary(rows: readonly SeedRow[], { of, shown }: Figure, summarised: (sorted: readonly number[]) => number) {
  const sorted = rows
    .map(of)
    .filter((value) => value >= 0)
    .sort((a, b) => a - b);
  return shown(sorted.length === 0 ? -1 : summarised(sorted));
}

/** A count; the mean of two may end in a half. */
function amount(value: number): string {
  return Number.isInteger(value) ? count(value) : `${count(Math.floor(value))}.5`;
}
