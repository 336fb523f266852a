/** A processor: cores that the jobs of several components share equally, thread by thread (egalitarian processor sharing). */
import { broken } from './invariant.js';
import type { HandlerId, Kernel } from './kernel.js';
import { KeyHeap } from './key-heap.js';

export interface ProcessorOptions {
  readonly cores: number;
  /** What each busy core after the first adds, as a share of one core: 1 for cores of their own, less where they share (hyperthreads). */
  readonly extraCore: number;
}

export interface Processor {
  readonly name: string;
  /** Threads at work now. */
  readonly threads: number;
  /** Registers, once, what follows a kind of job; returns its number. */
  on(done: (argument: number) => void): number;
  /** Starts a job of `workUs` (one core's time, alone) spread over so many threads. */
  run(threads: number, workUs: number, done: number, argument: number): void;
  /** The share of its capacity used so far, 0 to 1. */
  utilisation(): number;
}

/** What so many busy threads get done, in cores. */
export function capacityOf({ cores, extraCore }: ProcessorOptions, threads: number): number {
  return threads === 0 ? 0 : 1 + (Math.min(threads, cores) - 1) * extraCore;
}

export function createProcessor(kernel: Kernel, name: string, options: ProcessorOptions): Processor {
  return new SharedProcessor(kernel, name, options);
}

/**
 * All threads progress at one rate, so progress is one number: a job of w threads that starts at progress p is done at p + work / w.
 * Invariant: jobs are done in the order of that number.
 */
class SharedProcessor implements Processor {
  threads = 0;
  private progress = 0;
  private settledUs = 0;
  private usedUs = 0;
  private sequence = 0;
  private dueUs = Number.POSITIVE_INFINITY;
  private dueEvent = -1;
  private finishing = false;
  private readonly handlers: ((argument: number) => void)[] = [];
  private readonly jobs = new KeyHeap();
  // One row a job under way; free rows are used again.
  private readonly widths: number[] = [];
  private readonly followers: number[] = [];
  private readonly jobArguments: number[] = [];
  private readonly freeRows: number[] = [];
  private readonly due: HandlerId;

  constructor(
    private readonly kernel: Kernel,
    readonly name: string,
    private readonly options: ProcessorOptions,
  ) {
    if (!(Number.isInteger(options.cores) && options.cores > 0))
      broken(`processor ${name} needs whole cores, 1 or more`);
    this.due = kernel.on(`${name}/done`, () => this.finish());
  }

  on(done: (argument: number) => void): number {
    return this.handlers.push(done) - 1;
  }

  run(threads: number, workUs: number, done: number, argument: number): void {
    if (!(threads >= 1 && workUs >= 0)) broken(`processor ${this.name} was given ${workUs} µs on ${threads} threads`);
    this.settle();
    const row = this.freeRows.pop() ?? this.widths.length;
    this.widths[row] = threads;
    this.followers[row] = done;
    this.jobArguments[row] = argument;
    this.threads += threads;
    this.jobs.push(this.progress + workUs / threads, this.sequence++, row);
    if (!this.finishing) this.await();
  }

  utilisation(): number {
    this.settle();
    const allUs = this.settledUs * capacityOf(this.options, this.options.cores);
    return allUs > 0 ? this.usedUs / allUs : 0;
  }

  private get rate(): number {
    return this.threads === 0 ? 0 : capacityOf(this.options, this.threads) / this.threads;
  }

  private settle(): void {
    const nowUs = this.kernel.nowUs();
    const elapsedUs = nowUs - this.settledUs;
    if (elapsedUs === 0) return;
    this.progress += elapsedUs * this.rate;
    this.usedUs += elapsedUs * capacityOf(this.options, this.threads);
    this.settledUs = nowUs;
  }

  /** Whole microseconds: a job is done in the first that finds it so. An event that turns out too early looks again. */
  private await(): void {
    if (this.jobs.length === 0) return;
    const leftUs = Math.max(0, Math.ceil((this.jobs.leastKey - this.progress) / this.rate - tolerance));
    const dueUs = this.kernel.nowUs() + leftUs;
    if (this.dueUs <= dueUs) return;
    if (this.dueUs !== Number.POSITIVE_INFINITY) this.kernel.cancel(this.dueEvent);
    this.dueUs = dueUs;
    this.dueEvent = this.kernel.at(dueUs, this.due);
  }

  private finish(): void {
    this.dueUs = Number.POSITIVE_INFINITY;
    this.settle();
    this.finishing = true;
    while (this.jobs.length > 0 && this.jobs.leastKey <= this.progress + tolerance) {
      const row = this.jobs.pop();
      this.threads -= this.widths[row]!;
      this.freeRows.push(row);
      this.handlers[this.followers[row]!]!(this.jobArguments[row]!);
    }
    this.finishing = false;
    this.await();
  }
}

/** Progress is summed up in parts, so it may fall short of a whole by as little; µs. */
const tolerance = 1e-3;
