/** Runs specs independently of one another, some at the same time, each in a thread that lives on over several runs. */
import { setMaxListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { ConfigError, type Progress, type RunResult, type RunSpec } from '../../engine/index.js';
import { AbortedRuns } from './aborted-runs.js';
import type { Ended, Task } from './run-worker.js';
import { threadsAtOnce, warmingUp } from './warming-up.js';

export interface RunManyOptions {
  /** How many run at the same time, at most. */
  readonly jobs: number;
  /** How many of them begin at once; the others where they pay. */
  readonly atOnce?: number;
  /** As in a run's host. */
  readonly verify?: boolean;
  /** Hears, now and then, how far one of the runs is. */
  onProgress?(run: number, progress: Progress): void;
  /** Hears when a run is through, and how many are. */
  onDone?(run: number, done: number): void;
  /** Ends all runs: an AbortedRuns is thrown then. */
  readonly signal?: AbortSignal;
}

/** The results, in the order of the specs. Rejects with what the first run that fails rejects with; the others are ended then. */
export async function runMany(specs: readonly RunSpec[], options: RunManyOptions): Promise<RunResult[]> {
  const results: RunResult[] = [];
  await runEach(specs, options, (result, run) => {
    results[run] = result;
  });
  return results;
}

/** The same for results that are not to be kept: `take` is given each as it comes, and the run's thread waits for it. */
export async function runEach(
  specs: readonly RunSpec[],
  options: RunManyOptions,
  take: (result: RunResult, run: number) => Promise<void> | void,
): Promise<void> {
  const { jobs, atOnce = threadsAtOnce, signal, onDone } = options;
  const stop = stopOf(signal);
  const failures: unknown[] = [];
  const heard: Heard = { done: 0, last: nothingYet };
  const threads: Promise<void>[] = [];
  const warmUp = warmingUp();
  let next = 0;
  const open = () => threads.push(thread());
  while (threads.length < Math.min(jobs, specs.length, atOnce)) open();
  const others = setInterval(() => {
    if (threads.length < jobs && warmUp.pays(threads.length, specs.length - next)) open();
  }, 100);
  // Goes on with those that are opened meanwhile.
  for (const ended of threads) await ended;
  clearInterval(others);
  if (failures.length > 0) throw signal?.aborted ? aborted() : failures[0];

  async function thread(): Promise<void> {
    const piscina = new Piscina({ filename: workerFile, minThreads: 1, maxThreads: 1 });
    try {
      while (next < specs.length) {
        const run = next++;
        const wallBegunMs = performance.now();
        await take(await runOne(piscina, specs[run]!, run, { ...options, signal: stop.signal }, heard), run);
        warmUp.lastTookMs(performance.now() - wallBegunMs);
        onDone?.(run, ++heard.done);
      }
    } catch (error) {
      failures.push(error);
      stop.abort();
    } finally {
      await piscina.destroy();
    }
  }

  function aborted(): AbortedRuns {
    return new AbortedRuns(heard.last, heard.done, specs.length);
  }
}

const workerFile = fileURLToPath(import.meta.url).replace(/run-many(\.[jt]s)$/, 'run-worker$1');

interface Heard {
  done: number;
  last: Progress;
}

const nothingYet: Progress = {
  nowUs: 0,
  untilUs: null,
  eventsRun: 0,
  podsCreated: 0,
  podsBound: 0,
  podsPending: 0,
};

/** What ends all runs: the signal, or whoever fails first. */
function stopOf(signal?: AbortSignal): AbortController {
  const stop = new AbortController();
  // Every run listens.
  setMaxListeners(0, stop.signal);
  if (signal?.aborted) stop.abort();
  signal?.addEventListener('abort', () => stop.abort(), { once: true });
  return stop;
}

async function runOne(
  piscina: Piscina,
  spec: RunSpec,
  run: number,
  { verify = false, onProgress, signal }: RunManyOptions,
  heard: Heard,
): Promise<RunResult> {
  const { port1, port2 } = new MessageChannel();
  const hear = (progress: Progress) => {
    heard.last = progress;
    onProgress?.(run, progress);
  };
  port1.on('message', hear);
  try {
    const task: Task = { spec, verify, port: port2 };
    const ended = (await piscina.run(task, { transferList: [port2], signal: signal! })) as Ended;
    // The result comes by another way and may overtake what was said on this one.
    for (let said = receiveMessageOnPort(port1); said; said = receiveMessageOnPort(port1)) hear(said.message);
    if ('mistake' in ended) throw new ConfigError(ended.mistake);
    return ended.result;
  } finally {
    port1.close();
  }
}
