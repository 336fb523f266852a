/** seatrial run --seeds: runs of one input that differ in their seeds alone, side by side. */
import { availableParallelism } from 'node:os';
import { InvalidArgumentError } from 'commander';
import type { Progress, RunResult } from '../../engine/index.js';
import {
  checkSeedsFolder,
  csvText,
  openSeedsFolder,
  plural,
  runJson,
  type SeedRow,
  seedRow,
  seedsReport,
  seedsTable,
  styles,
} from '../../reports/index.js';
import type { PreparedRun } from '../../workloads/index.js';
import { runEach } from '../experiments/index.js';
import { exitCodes } from './exit-codes.js';
import { interruptible } from './interrupt.js';
import { nextStepAfterSeeds } from './next-steps.js';
import { colours, print, write } from './output.js';
import { prepare } from './perform.js';
import { progressLine } from './progress.js';
import { type RunOptions, requestOf } from './run-options.js';

export interface SeedsOptions extends RunOptions {
  out?: string;
  output: 'table' | 'json' | 'csv';
  failOnPending?: boolean;
  jobs?: number;
}

/** Their rows are kept in memory. */
const mostSeeds = 10_000;
/** What a folder may be called everywhere. */
const folderName = /^[\p{L}\p{N}_][\p{L}\p{N}._+-]{0,99}$/u;

/** "8" means "1" … "8"; with a comma they are the seeds themselves. */
export function seedList(text: string): string[] {
  if (!text.includes(',')) {
    const count = Number(text);
    if (!/^\d+$/.test(text) || count < 1 || count > mostSeeds)
      throw new InvalidArgumentError(`Give how many, 1 to ${mostSeeds}, or seeds with commas between them.`);
    return Array.from({ length: count }, (_, i) => String(i + 1));
  }
  const seeds = text.split(',').map((seed) => seed.trim());
  for (const [i, seed] of seeds.entries()) {
    if (seed === '') throw new InvalidArgumentError('A seed is missing beside a comma.');
    if (!folderName.test(seed))
      throw new InvalidArgumentError(
        `The seed ${JSON.stringify(seed)} cannot name a folder: letters, digits, _, and after the first one . + - as well.`,
      );
    if (seeds.indexOf(seed) < i) throw new InvalidArgumentError(`The seed ${seed} stands there twice.`);
  }
  return seeds;
}

export async function runSeeds(
  scenario: string | undefined,
  options: SeedsOptions,
  seeds: readonly string[],
): Promise<void> {
  const { out, output } = options;
  const decisions = out !== undefined || output === 'json';
  const before = async () => {
    if (out !== undefined) await checkSeedsFolder(out, seeds);
  };
  const { prepared } = await prepare(requestOf(scenario, options, { decisions, explain: [] }), options, { before });
  const wallStartMs = performance.now();
  const runs = await interruptible((signal) => simulated(prepared, options, seeds, signal));
  await tell(runs, prepared, options, performance.now() - wallStartMs);
  const lacking = runs.rows.some(({ podsUnplaced, refused }) => podsUnplaced + refused > 0);
  if (options.failOnPending && lacking) process.exitCode = exitCodes.failed;
}

/** In the order of the seeds. */
interface Runs {
  readonly rows: SeedRow[];
  readonly notes: (readonly string[])[];
  /** Whole, where they are printed whole. */
  readonly results: RunResult[];
}

/** Runs all; their files are to be seen once all are over. */
async function simulated(
  prepared: PreparedRun,
  { out, output, verify = false, jobs = availableParallelism() }: SeedsOptions,
  seeds: readonly string[],
  signal: AbortSignal,
): Promise<Runs> {
  const runs: Runs = { rows: [], notes: [], results: [] };
  const folder = out === undefined ? null : await openSeedsFolder(out, prepared);
  const line = progressOf(seeds);
  const specs = seeds.map((seed) => ({ ...prepared.spec, seed }));
  try {
    await runEach(specs, { jobs, verify, signal, ...line }, async (result, run) => {
      await folder?.add(result, signal);
      runs.rows[run] = seedRow(result);
      runs.notes[run] = result.notes;
      if (output === 'json') runs.results[run] = result;
    });
    await folder?.commit(runs.rows);
  } catch (error) {
    await folder?.undo();
    throw prepared.placed(error);
  } finally {
    line.clear();
  }
  return runs;
}

/** "3 of 8 runs done · seed 4 at 12m30s of 2h00m …" */
function progressOf(seeds: readonly string[]) {
  const line = progressLine();
  let through = 0;
  return {
    onProgress: (run: number, progress: Progress) =>
      line.say(`${through} of ${plural(seeds.length, 'run')} done · seed ${seeds[run]} at `, progress),
    onDone(_run: number, done: number) {
      through = done;
    },
    clear: () => line.clear(),
  };
}

async function tell(
  { rows, notes, results }: Runs,
  { title, notes: read }: PreparedRun,
  { output, out }: SeedsOptions,
  wallMs: number,
): Promise<void> {
  if (output === 'csv') return write(csvText(seedsTable(rows)));
  if (output === 'json') {
    // One by one: all together may be more than a string holds.
    for (const [i, result] of results.entries())
      await write(`${i === 0 ? '[' : ','}\n${JSON.stringify(runJson(result, title, read), null, 2)}`);
    return write('\n]\n');
  }
  const style = styles(colours());
  await print(seedsReport(rows, { title, style, notes: [...new Set([...read, ...notes.flat()])] }));
  const wrote = out === undefined ? '' : `; results in ${out}/ (seeds.csv lists them)`;
  const speed = `${plural(rows.length, 'run')} in ${(wallMs / 1000).toFixed(1)} s of real time${wrote}`;
  await print(['', style.dim(speed), ...nextStepAfterSeeds(process.argv.slice(3), rows[0]!.seed)]);
}
