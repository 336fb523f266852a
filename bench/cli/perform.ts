/** Prepares and simulates one run for a command: progress on a terminal, Ctrl-C, worker threads. */
import { availableParallelism } from 'node:os';
import { type RunResult, simulate } from '../../engine/index.js';
import { type PreparedRun, prepareRun, type RunRequest } from '../../workloads/index.js';
import { progressLine } from './progress.js';
import type { RunOptions } from './run-options.js';
import { loadPlugins } from './user-plugins.js';

export interface Performed {
  readonly prepared: PreparedRun;
  readonly result: RunResult;
  readonly wallMs: number;
}

export async function perform(request: RunRequest, { workers, plugin = [] }: RunOptions): Promise<Performed> {
  const { plugins, refs } = await loadPlugins(plugin);
  const prepared = await prepareRun({ ...request, plugins: refs, pluginNames: plugins.map(({ name }) => name) });
  const line = progressLine();
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  process.once('SIGINT', interrupt);
  const wallStartMs = performance.now();
  try {
    const result = await simulate(prepared.spec, {
      plugins,
      workers: workers === 'auto' ? availableParallelism() : workers,
      onProgress: (progress) => line.update(progress),
      signal: stop.signal,
    });
    return { prepared, result, wallMs: performance.now() - wallStartMs };
  } finally {
    process.removeListener('SIGINT', interrupt);
    line.clear();
  }
}
