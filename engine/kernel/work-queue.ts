/** Work queues with client-go's rules (client-go v0.36 util/workqueue: queue.go, delaying_queue.go, default_rate_limiters.go). */
import { enlarged } from './enlarged.js';
import type { EventId, EventOptions } from './event-queue.js';
import { broken } from './invariant.js';
import type { HandlerId, Kernel } from './kernel.js';
import { numberQueue } from './number-queue.js';
import { createTokenBucket, type TokenBucket } from './token-bucket.js';

/** What a work queue is made of. Keys are small whole numbers: columns grow to the greatest. */
export interface WorkQueueOptions {
  readonly workers: number;
  /** Works on a key; the worker is free again once `done` is called, at once or later. */
  readonly process: (key: number, done: () => void) => void;
  /** First delay of a failed key; it doubles with each failure up to `maxDelayUs`. Defaults: upstream's 5 ms and 1000 s. */
  readonly baseDelayUs?: number;
  readonly maxDelayUs?: number;
  /** Retries of all keys together a second, and how many at once. Defaults: upstream's 10 and 100; Infinity for no bucket. */
  readonly retryQps?: number;
  readonly retryBurst?: number;
}

/** Figures of a work queue since the run began. */
export interface WorkQueueStats {
  readonly adds: number;
  readonly retries: number;
  readonly processed: number;
  readonly depth: number;
  readonly depthMax: number;
  readonly busyWorkers: number;
  /** Time keys stood ready in the queue, summed. */
  readonly waitUsSum: number;
  /** Time workers were busy, summed over workers. */
  readonly busyUsSum: number;
}

/** Keys waiting for workers; a key is in the queue at most once and with at most one worker. */
export interface WorkQueue {
  readonly name: string;
  readonly depth: number;
  readonly busyWorkers: number;
  /** Asks for a key to be processed; while it is queued this changes nothing, while it is processed it comes again after. */
  add(key: number): void;
  /** Adds the key later; of several such requests for one key the earliest counts. */
  addAfter(key: number, delayUs: number, options?: EventOptions): void;
  /** Adds the key after its backoff, or when the retry bucket allows, whichever is later. */
  addRateLimited(key: number): void;
  /** Resets the key's backoff. */
  forget(key: number): void;
  /** Failures counted for the key since it was last forgotten. */
  requeues(key: number): number;
  stats(): WorkQueueStats;
}

/** Makes an empty work queue on the kernel; components use `kernel.workQueue`. */
export function createWorkQueue(kernel: Kernel, name: string, options: WorkQueueOptions): WorkQueue {
  return new KeyedWorkQueue(kernel, name, options);
}

class KeyedWorkQueue implements WorkQueue {
  private readonly ready = numberQueue();
  private readonly process: WorkQueueOptions['process'];
  private readonly baseDelayUs: number;
  private readonly maxDelayUs: number;
  private readonly retryBucket: TokenBucket;
  // One column each, by key.
  private marks = new Uint8Array(INITIAL_KEYS);
  private failures = new Uint16Array(INITIAL_KEYS);
  private readonly delayed = new Map<number, Delayed>();
  // Workers: each has its `done`, made once, and the key it holds.
  private readonly doneOf: (() => void)[] = [];
  private readonly keyOf: Int32Array;
  private readonly freeWorkers: number[] = [];
  private readonly wake: HandlerId;
  private readonly due: HandlerId;
  private awake = false;
  private adds = 0;
  private retries = 0;
  private processed = 0;
  private depthMax = 0;
  private waitUsSum = 0;
  private busyUsSum = 0;
  private settledUs = 0;

  constructor(
    private readonly kernel: Kernel,
    readonly name: string,
    options: WorkQueueOptions,
  ) {
    const { workers, baseDelayUs = 5_000, maxDelayUs = 1_000_000_000, retryQps = 10, retryBurst = 100 } = options;
    if (!(Number.isInteger(workers) && workers > 0)) broken(`work queue ${name} needs workers; it got ${workers}`);
    this.process = options.process;
    this.baseDelayUs = baseDelayUs;
    this.maxDelayUs = maxDelayUs;
    this.retryBucket = createTokenBucket(retryQps, retryBurst);
    this.keyOf = new Int32Array(workers).fill(NO_KEY);
    for (let worker = workers - 1; worker >= 0; worker--) {
      this.doneOf[worker] = () => this.finish(worker);
      this.freeWorkers.push(worker);
    }
    this.wake = kernel.on(`${name}/wake`, () => this.dispatch());
    this.due = kernel.on(`${name}/due`, (key) => this.becomeDue(key));
  }

  get depth(): number {
    return this.ready.length;
  }

  get busyWorkers(): number {
    return this.doneOf.length - this.freeWorkers.length;
  }

  add(key: number): void {
    this.grow(key);
    const marks = this.marks[key]!;
    if (marks & DIRTY) return;
    this.adds++;
    this.marks[key] = marks | DIRTY;
    if (!(marks & PROCESSING)) this.enqueue(key);
  }

  addAfter(key: number, delayUs: number, options: EventOptions = {}): void {
    this.retries++;
    if (delayUs <= 0) this.add(key);
    else this.delay(key, this.kernel.nowUs() + delayUs, options.background ?? false);
  }

  addRateLimited(key: number): void {
    this.grow(key);
    const backoffUs = this.backoffUs(this.failures[key]!);
    this.failures[key] = Math.min(this.failures[key]! + 1, 65_535);
    this.addAfter(key, Math.max(backoffUs, this.retryBucket.take(this.kernel.nowUs())));
  }

  forget(key: number): void {
    if (key < this.failures.length) this.failures[key] = 0;
  }

  requeues(key: number): number {
    return this.failures[key] ?? 0;
  }

  stats(): WorkQueueStats {
    this.settle();
    return {
      adds: this.adds,
      retries: this.retries,
      processed: this.processed,
      depth: this.depth,
      depthMax: this.depthMax,
      busyWorkers: this.busyWorkers,
      waitUsSum: this.waitUsSum,
      busyUsSum: this.busyUsSum,
    };
  }

  /** The earlier of two delays stays; it is background only if both are. */
  private delay(key: number, atUs: number, background: boolean): void {
    const before = this.delayed.get(key);
    if (before) {
      if (before.atUs <= atUs && (background || !before.background)) return;
      this.kernel.cancel(before.event);
    }
    this.schedule(key, Math.min(atUs, before?.atUs ?? atUs), background && (before?.background ?? true));
  }

  private schedule(key: number, atUs: number, background: boolean): void {
    const event = this.kernel.at(atUs, this.due, key, 0, { background });
    this.delayed.set(key, { event, atUs, background });
  }

  private becomeDue(key: number): void {
    this.delayed.delete(key);
    this.add(key);
  }

  /** min(base·2^failures, max) */
  private backoffUs(failures: number): number {
    let delayUs = this.baseDelayUs;
    for (let i = 0; i < failures && delayUs < this.maxDelayUs; i++) delayUs *= 2;
    return Math.min(delayUs, this.maxDelayUs);
  }

  private enqueue(key: number): void {
    this.settle();
    this.ready.push(key);
    this.depthMax = Math.max(this.depthMax, this.depth);
    this.wakeWorkers();
  }

  /** Workers start in an event of their own, never inside the call that added the key. */
  private wakeWorkers(): void {
    if (this.awake || this.freeWorkers.length === 0 || this.ready.length === 0) return;
    this.awake = true;
    this.kernel.after(0, this.wake);
  }

  private dispatch(): void {
    while (this.freeWorkers.length > 0 && this.ready.length > 0) {
      this.settle();
      const worker = this.freeWorkers.pop()!;
      const key = this.ready.shift();
      this.marks[key] = PROCESSING;
      this.keyOf[worker] = key;
      this.process(key, this.doneOf[worker]!);
    }
    this.awake = false;
  }

  private finish(worker: number): void {
    const key = this.keyOf[worker]!;
    if (key === NO_KEY) broken(`a worker of ${this.name} was done twice`);
    this.settle();
    this.keyOf[worker] = NO_KEY;
    this.freeWorkers.push(worker);
    this.processed++;
    this.marks[key]! &= ~PROCESSING;
    if (this.marks[key]! & DIRTY) this.enqueue(key);
    else this.wakeWorkers();
  }

  private settle(): void {
    const nowUs = this.kernel.nowUs();
    this.waitUsSum += this.depth * (nowUs - this.settledUs);
    this.busyUsSum += this.busyWorkers * (nowUs - this.settledUs);
    this.settledUs = nowUs;
  }

  private grow(key: number): void {
    const isKey = Number.isInteger(key) && key >= 0;
    if (isKey && key < this.marks.length) return;
    if (!isKey) broken(`a key of ${this.name} must be a small whole number; it is ${key}`);
    const length = Math.max(2 * this.marks.length, key + 1);
    this.marks = enlarged(this.marks, new Uint8Array(length));
    this.failures = enlarged(this.failures, new Uint16Array(length));
  }
}

interface Delayed {
  readonly event: EventId;
  readonly atUs: number;
  readonly background: boolean;
}

const INITIAL_KEYS = 64;
const NO_KEY = -1;
const DIRTY = 1;
const PROCESSING = 2;
