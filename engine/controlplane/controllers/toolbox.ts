/** What controllers share: informers, writes, compiled templates, journeys, and the loop that every one of them is. */
import { type EventOptions, type Kernel, Parcels, sampler, type WorkQueue } from '../../kernel/index.js';
import type { KubeObject } from '../../objects/index.js';
import type { ApiClient } from '../client.js';
import { type EventRecorder, eventRecorders } from './event-recorder.js';
import { Informers } from './informers.js';
import { Journeys } from './journeys.js';
import type { ControllerParts } from './parts.js';
import { runSync, type Sync, until } from './sync.js';
import { Templates } from './templates.js';
import { Writes } from './writes.js';

/** What a controller's loop is made of. */
export interface LoopOptions {
  readonly name: string;
  readonly workers: number;
  /** Works on a key: an object's index in the store, unless `drawIdOf` says otherwise. */
  sync(key: number): Sync<boolean> | boolean;
  /** What random draws are keyed by, where keys are not objects. */
  drawIdOf?(key: number): number;
  /** Retries of a failed key before it is dropped; absent: no end. */
  readonly maxRetries?: number;
  readonly baseDelayUs?: number;
  readonly maxDelayUs?: number;
  readonly retryQps?: number;
}

/** The parts with what is shared besides. */
export interface Toolbox extends ControllerParts {
  readonly informers: Informers;
  readonly writes: Writes;
  readonly templates: Templates;
  readonly ways: Journeys;
  recorder(client: ApiClient): EventRecorder;
  /** A work queue whose workers run `sync`; false from it means that it is tried again after a backoff. */
  loop(options: LoopOptions): WorkQueue;
  /** Pauses for a while. */
  spend(us: number): Sync<void>;
}

/** Makes it once for all controllers. */
export function createToolbox(parts: ControllerParts): Toolbox {
  const { kernel, api, store, watches } = parts;
  const timers = new Timers(kernel);
  const stream = kernel.stream('controllers/sync');
  const syncUs = sampler(parts.model.syncUs);
  const ways = new Journeys(kernel, parts.journeys);
  let loops = 0;

  return {
    ...parts,
    informers: new Informers(watches, () => kernel.nowUs(), parts.readyAtBinding, parts.store.shelf),
    writes: new Writes(parts),
    templates: new Templates(parts),
    ways,
    recorder: eventRecorders(kernel, api, (index) => store.objects[index]!.drawId),
    loop,
    spend: (us) => timers.spend(us),
  };

  function loop({
    name,
    workers,
    sync,
    drawIdOf,
    maxRetries = Number.POSITIVE_INFINITY,
    ...delays
  }: LoopOptions): WorkQueue {
    const stage = loops++;
    const syncsOf = new Map<number, number>();
    const queue = kernel.workQueue(name, { workers, process, ...delays });
    return queue;

    function process(key: number, done: () => void): void {
      if (!drawIdOf) ways.syncing(store.objects[key]!);
      runSync(once(key), (ok) => {
        if (ok || queue.requeues(key) >= maxRetries) queue.forget(key);
        else queue.addRateLimited(key);
        done();
      });
    }

    function* once(key: number): Sync<boolean> {
      const nth = syncsOf.get(key) ?? 0;
      syncsOf.set(key, nth + 1);
      const drawId = drawIdOf?.(key) ?? store.objects[key]!.drawId;
      yield* timers.spend(syncUs(stream.uniform(drawId, stage, nth)));
      const result = sync(key);
      return typeof result === 'boolean' ? result : yield* result;
    }
  }
}

/** Delays of work under way. */
class Timers {
  private readonly resumes = new Parcels<() => void>();
  private readonly due;

  constructor(private readonly kernel: Kernel) {
    this.due = kernel.on('controllers/resume', (slot) => this.resumes.take(slot)());
  }

  *spend(us: number): Sync<void> {
    yield* until<void>((resume) => this.kernel.after(Math.round(us), this.due, this.resumes.add(resume)));
  }
}

/** For delays that do not keep a run going. */
export const background: EventOptions = { background: true };

/** Changes `status` and nothing else. */
export function withStatus<T extends KubeObject>(object: T, status: Record<string, unknown>): T {
  return { ...object, status: { ...(object['status'] as object | undefined), ...status } };
}
