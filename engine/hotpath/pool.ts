/** The worker pool: threads that share an executor's big scans; the thread that decides is one of them. Whoever opens it closes it, since threads that wait keep a process alive. */
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import type { ColumnJob } from './column-jobs.js';
import { awaitRanges, type Control, newControl, takeRanges } from './ranges.js';
import type { Sharing } from './sharing.js';
import type { Assignment, Entry } from './worker.js';

/** Fewer positions than this are judged sooner than threads are woken (measured; the README says how). */
export const worthSharing = 20_000;

export interface PoolOptions {
  /** In all, the deciding one included. */
  readonly threads: number;
  /** Jobs over fewer positions are not shared. */
  readonly leastPositions?: number;
}

export class Pool implements Sharing {
  private ports: MessagePort[] = [];
  private readonly bell = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  private piscina: Piscina | null = null;
  private tasks: Promise<void>[] = [];
  private entered: Promise<unknown> = Promise.resolve();
  private readonly leastPositions: number;
  /** Scans that were shared so far; each has two jobs. */
  sharedScans = 0;
  readonly threads: number;

  constructor({ threads, leastPositions = worthSharing }: PoolOptions) {
    this.threads = threads;
    this.leastPositions = leastPositions;
  }

  /** Resolves once all threads wait for jobs. */
  async open(): Promise<void> {
    await this.start();
    await this.ready();
  }

  /** Starts the threads, for `ready` to wait for: meanwhile there is time for other work. */
  async start(): Promise<void> {
    const { Piscina } = await import('piscina');
    const filename = fileURLToPath(import.meta.url).replace(/pool(\.[jt]s)$/, 'worker$1');
    const helpers = this.threads - 1;
    const piscina = new Piscina({ filename, minThreads: helpers, maxThreads: helpers });
    this.piscina = piscina;
    this.entered = Promise.all(Array.from({ length: helpers }, () => this.enter(piscina)));
    // It is `ready` that fails.
    this.entered.catch(() => {});
  }

  /** Resolves once all threads wait for jobs; they take a fifth of a second to get there. */
  async ready(): Promise<void> {
    try {
      await this.entered;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  private enter(piscina: Piscina): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    const entry: Entry = { port: port2, bell: this.bell };
    const task = piscina.run(entry, { transferList: [port2] }) as Promise<void>;
    this.tasks.push(task);
    const entered = new Promise<void>((resolve, reject) => {
      port1.once('message', () => {
        this.ports.push(port1);
        resolve();
      });
      task.catch(reject);
    });
    return entered.finally(() => port1.unref());
  }

  pays(positions: number): boolean {
    return this.ports.length > 0 && positions >= this.leastPositions;
  }

  share(job: ColumnJob, positions: number, own: (from: number, to: number) => void): void {
    const control = this.send(job, positions);
    takeRanges(control, own);
    awaitRanges(control);
    if (job.does === 'judge') this.sharedScans++;
  }

  /** Lets the other threads do the job alone; the function that is returned waits for them. */
  lend(job: ColumnJob, positions: number): () => void {
    const control = this.send(job, positions);
    return () => awaitRanges(control);
  }

  private send(job: ColumnJob, positions: number): Control {
    const control = newControl(positions);
    const assignment: Assignment = { job, control };
    for (const port of this.ports) port.postMessage(assignment);
    Atomics.add(this.bell, 0, 1);
    Atomics.notify(this.bell, 0);
    return control;
  }

  /** Sends the threads home. */
  async close(): Promise<void> {
    Atomics.store(this.bell, 1, 1);
    Atomics.add(this.bell, 0, 1);
    Atomics.notify(this.bell, 0);
    await Promise.allSettled(this.tasks);
    for (const port of this.ports) port.close();
    this.ports = [];
    await this.piscina?.destroy();
  }
}
