/** Fits the scheduler's time constants to cost.tsv, and prints them with their residuals: npm run build && node dist/bench/scheduler-perf/fit-cost.js. */
import { type CycleSummary, simulate } from '../../engine/index.js';
import { significant, table } from '../../reports/index.js';
import { type CostCase, costSpec } from './cost-kinds.js';
import { leastSquares } from './least-squares.js';
import { readTable, type TsvRow } from './tsv.js';

/** The measurements' machine: what a second busy hyperthread adds to the first, found by trying. */
const extraCore = 0.25;
const cores = 2;

interface Measurement extends CostCase {
  readonly parallelism: number;
  readonly meanUs: number;
}

/** A constant, and how often a cycle pays it. */
interface Term {
  readonly constant: string;
  /** Spread over goroutines, so that more cores shorten it. */
  readonly parallel: boolean;
  count(cycle: CycleSummary): number;
}

const terms: readonly Term[] = [
  { constant: 'cycleUs', parallel: false, count: () => 1 },
  { constant: 'pluginRunUs', parallel: true, count: ({ filterRuns, scoreRuns }) => filterRuns + scoreRuns },
  { constant: 'rejectedNodeUs', parallel: true, count: ({ rejectedNodes }) => rejectedNodes },
  { constant: 'pluginNodeUs', parallel: true, count: (cycle) => sum(cycle, ({ nodes }) => nodes) },
  { constant: 'pluginTermUs', parallel: true, count: (cycle) => sum(cycle, (work) => Math.max(work.pods, work.terms)) },
  { constant: 'mergedNodeUs', parallel: true, count: (cycle) => sum(cycle, ({ merged }) => merged) },
];

type PluginWork = CycleSummary['preFilter'][string];

function sum({ preFilter, filter, preScore }: CycleSummary, of: (work: PluginWork) => number): number {
  const all = [preFilter, filter, preScore].flatMap((byPlugin) => Object.values(byPlugin));
  return all.reduce((total, work) => total + of(work), 0);
}

function measurementOf(row: TsvRow): Measurement {
  return {
    kind: row['kind']!,
    nodes: Number(row['nodes']),
    initPods: Number(row['init_pods']),
    measuredPods: Number(row['measured_pods']),
    parallelism: Number(row['parallelism']),
    percentageOfNodesToScore: Number(row['percentage_of_nodes_to_score']),
    meanUs: Number(row['mean_us']),
  };
}

/** What cycles of a case look at; parallelism changes none of it. */
async function cyclesOf(measurements: readonly Measurement[]): Promise<Map<Measurement, CycleSummary>> {
  const byCase = new Map<string, CycleSummary>();
  const all = new Map<Measurement, CycleSummary>();
  for (const measurement of measurements) {
    const { kind, nodes, initPods, measuredPods, percentageOfNodesToScore } = measurement;
    const key = [kind, nodes, initPods, measuredPods, percentageOfNodesToScore].join(' ');
    const known = byCase.get(key) ?? (await simulate(costSpec(measurement))).program!.phases[0]!.cycles;
    byCase.set(key, known);
    all.set(measurement, known);
  }
  return all;
}

/** µs that a cycle pays for each constant's unit. */
function shares({ parallelism }: Measurement, cycle: CycleSummary): number[] {
  const capacity = 1 + (Math.min(cores, parallelism) - 1) * extraCore;
  return terms.map(({ count, parallel }) => (parallel ? count(cycle) / capacity : count(cycle)));
}

async function main(): Promise<void> {
  const measurements = readTable('cost.tsv').map(measurementOf);
  const cycles = await cyclesOf(measurements);
  const rows = measurements.map((m) => shares(m, cycles.get(m)!));
  const relative = rows.map((row, i) => row.map((share) => share / measurements[i]!.meanUs));
  const x = leastSquares(
    relative,
    relative.map(() => 1),
  );
  const ratios = relative.map((row) => row.reduce((total, share, i) => total + share * x[i]!, 0));
  const squares = ratios.reduce((total, ratio) => total + (ratio - 1) ** 2, 0);
  const errors = ratios.map((ratio) => Math.abs(ratio - 1)).sort((a, b) => a - b);
  const lines = [
    ...terms.map(({ constant }, i) => `${constant.padEnd(16)} ${significant(x[i]!)}`),
    '',
    `root mean square ${significant(Math.sqrt(squares / ratios.length))}, median ${significant(errors[errors.length >> 1]!)}, of ${ratios.length} runs`,
    '',
    ...residuals(measurements, ratios),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function residuals(measurements: readonly Measurement[], ratios: readonly number[]): string[] {
  const titles = ['kind', 'nodes', 'init pods', 'parallelism', '% to score', 'measured µs', 'fitted ÷ measured'];
  return table(
    titles.map((title, i) => ({ title, align: i === 0 ? ('left' as const) : ('right' as const) })),
    measurements.map((m, i) => [
      m.kind,
      ...[m.nodes, m.initPods, m.parallelism, m.percentageOfNodesToScore, m.meanUs].map(String),
      ratios[i]!.toFixed(2),
    ]),
  );
}

await main();
