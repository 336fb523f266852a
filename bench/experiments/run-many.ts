/** Runs specs independently of one another, some at the same time, each in a thread of its own; results in the order of the specs. */
import { fileURLToPath } from 'node:url';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { AbortedRun, ConfigError, type Progress, type RunResult, type RunSpec } from '../../engine/index.js';
import type { Ended, Task } from './run-worker.js';

export interface RunManyOptions {
  /** How many run at the same time. */
  readonly jobs: number;
  /** Hears, now and then, how far one of the runs is. */
  onProgress?(run: number, progress: Progress): void;
  /** Hears when a run is through, and how many are. */
  onDone?(run: number, done: number): void;
  /** Ends all runs: runMany rejects with an AbortedRun, which tells of the run last heard of. */
  readonly signal?: AbortSignal;
}

/** Rejects with what the first run that fails rejects with; the others are ended then. */
export async function runMany(specs: readonly RunSpec[], options: RunManyOptions): Promise<RunResult[]> {
  const filename = fileURLToPath(import.meta.url).replace(/run-many(\.[jt]s)$/, 'run-worker$1');
  const threads = Math.max(1, Math.min(options.jobs, specs.length));
  const piscina = new Piscina({ filename, minThreads: threads, maxThreads: threads });
  const heard: Heard = { done: 0, last: nothingYet };
  try {
    return await Promise.all(specs.map((spec, run) => runOne(piscina, spec, run, options, heard)));
  } catch (error) {
    throw options.signal?.aborted ? new AbortedRun(heard.last) : error;
  } finally {
    await piscina.destroy();
  }
}

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

async function runOne(
  piscina: Piscina,
  spec: RunSpec,
  run: number,
  { onProgress, onDone, signal }: RunManyOptions,
  heard: Heard,
): Promise<RunResult> {
  const { port1, port2 } = new MessageChannel();
  const hear = (progress: Progress) => {
    heard.last = progress;
    onProgress?.(run, progress);
  };
  port1.on('message', hear);
  try {
    const task: Task = { spec, port: port2 };
    const ended = (await piscina.run(task, { transferList: [port2], ...(signal && { signal }) })) as Ended;
    // The result comes by another way and may overtake what was said on this one.
    for (let said = receiveMessageOnPort(port1); said; said = receiveMessageOnPort(port1)) hear(said.message);
    if ('mistake' in ended) throw new ConfigError(ended.mistake);
    onDone?.(run, ++heard.done);
    return ended.result;
  } finally {
    port1.close();
  }
}
