/** Prepares and simulates one run for a command: progress on a terminal, Ctrl-C, worker threads. */
import { AbortedRun, type Host, type RunResult, simulate } from '../../engine/index.js';
import { type PreparedRun, prepareRun, type RunRequest } from '../../workloads/index.js';
import { interruptible } from './interrupt.js';
import { everyTenthSecond, progressLine } from './progress.js';
import { type RunOptions, threadsFor } from './run-options.js';
import { loadPlugins } from './user-plugins.js';

export interface Performed {
  readonly prepared: PreparedRun;
  readonly result: RunResult;
  readonly wallMs: number;
  /** Scans that threads shared, and how many threads; null where there was no pool. */
  readonly shared: { readonly scans: number; readonly threads: number } | null;
}

/** What a command does around its run. */
export interface Around {
  /** When the input is read, before the run. */
  before?(): Promise<void>;
  /** With what came of it, while Ctrl-C still ends all. */
  after?(performed: Performed, signal: AbortSignal): Promise<void>;
}

/** Reads the input and says its warnings. */
export async function prepare(request: RunRequest, { plugin = [] }: RunOptions, { before }: Pick<Around, 'before'>) {
  const { plugins, refs } = await loadPlugins(plugin);
  const prepared = await prepareRun({ ...request, plugins: refs });
  await before?.();
  for (const warning of prepared.warnings) process.stderr.write(`seatrial: ${warning}\n`);
  return { prepared, plugins };
}

export async function perform(request: RunRequest, options: RunOptions, around: Around = {}): Promise<Performed> {
  const { prepared, plugins } = await prepare(request, options, around);
  return interruptible(async (signal) => {
    const performed = await simulateWith(prepared, {
      plugins,
      workers: threadsFor(options),
      verify: options.verify ?? false,
      signal,
    });
    await around.after?.(performed, signal).catch((error) => {
      throw signal.aborted ? interrupted(performed) : error;
    });
    return performed;
  });
}

async function simulateWith(prepared: PreparedRun, host: Host): Promise<Performed> {
  const line = progressLine();
  const wallStartMs = performance.now();
  let shared: Performed['shared'] = null;
  try {
    const result = await simulate(prepared.spec, {
      ...host,
      isDue: everyTenthSecond(),
      onProgress: (progress) => line.update(progress),
      onShared(scans, threads) {
        shared = { scans, threads };
      },
    });
    return { prepared, result, wallMs: performance.now() - wallStartMs, shared };
  } catch (error) {
    throw prepared.placed(error);
  } finally {
    line.clear();
  }
}

/** A run that was over and whose results were not. */
function interrupted({ prepared, result }: Performed): AbortedRun {
  const { counts, endedUs, eventsRun } = result;
  return new AbortedRun({
    nowUs: endedUs,
    untilUs: prepared.spec.untilUs,
    eventsRun,
    podsCreated: counts.podsCreated,
    podsBound: counts.podsBound,
    podsPending: counts.podsUnplaced,
  });
}
