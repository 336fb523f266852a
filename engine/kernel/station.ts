/** Stations: one or more equal servers with a queue before them. */
import { broken } from './invariant.js';
import type { HandlerId, Kernel } from './kernel.js';
import { KeyHeap } from './key-heap.js';
import { numberQueue } from './number-queue.js';

/** What a station is made of. A job is a number that means something to its owner. */
export interface StationOptions {
  readonly servers: number;
  /** How long a job holds a server, in microseconds; asked when service starts, rounded to whole ones. */
  readonly serviceUs: (job: number) => number;
  readonly onDone: (job: number) => void;
  /** Called when a job leaves the queue for a server. */
  readonly onStart?: (job: number) => void;
  /** Lower goes first; equal priorities, and all jobs when it is absent, go first in, first out. */
  readonly priorityOf?: (job: number) => number;
}

/** Figures of a station since the run began. */
export interface StationStats {
  readonly arrived: number;
  readonly started: number;
  readonly completed: number;
  readonly queueLength: number;
  readonly queueLengthMax: number;
  readonly busyServers: number;
  /** Waiting time summed over all jobs, those still waiting included. */
  readonly waitUsSum: number;
  /** Time servers were held by jobs, summed over servers. */
  readonly busyUsSum: number;
  /** Capacity used by jobs and background load, in microseconds of servers; over a window, divide by servers · window. */
  readonly usedUsSum: number;
  /** usedUsSum as a share of all capacity so far, 0 to 1. */
  readonly utilisation: number;
}

/** Servers with a queue. */
export interface Station {
  readonly name: string;
  readonly servers: number;
  /** Whether a job arriving now would be served at once. */
  readonly idle: boolean;
  readonly queueLength: number;
  readonly busyServers: number;
  /** Joins the queue, or a free server. */
  arrive(job: number): void;
  /** Starts a job on a free server at once; there must be one. For owners who keep the queue themselves. */
  serve(job: number): void;
  /** Steady traffic, as a share of the station's capacity: services that start from now on take 1/(1 − share) as long. */
  setBackgroundLoad(fractionOfCapacity: number): void;
  stats(): StationStats;
}

/** Makes an idle station on the kernel; components use `kernel.station`. */
export function createStation(kernel: Kernel, name: string, options: StationOptions): Station {
  return new ServerStation(kernel, name, options);
}

/** Invariants: at most `servers` jobs are in service, and none waits while a server is free. */
class ServerStation implements Station {
  busyServers = 0;
  readonly servers: number;
  private readonly waiting: WaitingRoom;
  private readonly completed: HandlerId;
  private background = 0;
  private startedCount = 0;
  private completedCount = 0;
  private queueLengthMax = 0;
  // Integrals over time, settled up to settledUs: jobs waiting, servers busy, capacity used.
  private waitUsSum = 0;
  private busyUsSum = 0;
  private usedUsSum = 0;
  private settledUs = 0;

  constructor(
    private readonly kernel: Kernel,
    readonly name: string,
    private readonly options: StationOptions,
  ) {
    if (!(Number.isInteger(options.servers) && options.servers > 0)) {
      broken(`station ${name} needs a whole number of servers, 1 or more; it got ${options.servers}`);
    }
    this.servers = options.servers;
    this.waiting = options.priorityOf ? priorityRoom(options.priorityOf) : numberQueue();
    this.completed = kernel.on(`${name}/done`, (job) => this.complete(job));
  }

  get idle(): boolean {
    return this.busyServers < this.servers && this.waiting.length === 0;
  }

  get queueLength(): number {
    return this.waiting.length;
  }

  arrive(job: number): void {
    if (this.idle) this.serve(job);
    else this.enqueue(job);
  }

  serve(job: number): void {
    if (this.busyServers === this.servers) broken(`station ${this.name} has no free server`);
    this.settle();
    this.busyServers++;
    this.startedCount++;
    this.options.onStart?.(job);
    const serviceUs = Math.round(this.options.serviceUs(job) / (1 - this.background));
    if (!(serviceUs >= 0)) broken(`station ${this.name} was given a service time of ${serviceUs} µs`);
    this.kernel.after(serviceUs, this.completed, job);
  }

  setBackgroundLoad(fractionOfCapacity: number): void {
    if (!(fractionOfCapacity >= 0))
      broken(`background load of ${this.name} must be 0 or more; it is ${fractionOfCapacity}`);
    this.settle();
    this.background = Math.min(fractionOfCapacity, MAX_BACKGROUND);
  }

  stats(): StationStats {
    this.settle();
    const capacityUs = this.servers * this.settledUs;
    return {
      arrived: this.startedCount + this.waiting.length,
      started: this.startedCount,
      completed: this.completedCount,
      queueLength: this.waiting.length,
      queueLengthMax: this.queueLengthMax,
      busyServers: this.busyServers,
      waitUsSum: this.waitUsSum,
      busyUsSum: this.busyUsSum,
      usedUsSum: this.usedUsSum,
      utilisation: capacityUs > 0 ? this.usedUsSum / capacityUs : 0,
    };
  }

  private enqueue(job: number): void {
    this.settle();
    this.waiting.push(job);
    this.queueLengthMax = Math.max(this.queueLengthMax, this.waiting.length);
  }

  /** Whoever waits is served before the finished job's owner hears of it, so a job it sends back queues behind. */
  private complete(job: number): void {
    this.settle();
    this.busyServers--;
    this.completedCount++;
    if (this.waiting.length > 0) this.serve(this.waiting.shift());
    this.options.onDone(job);
  }

  /** A busy server gives (1 − ρ) to its job and ρ to the background; a free one ρ to the background. */
  private settle(): void {
    const nowUs = this.kernel.nowUs();
    const elapsedUs = nowUs - this.settledUs;
    if (elapsedUs === 0) return;
    this.waitUsSum += this.waiting.length * elapsedUs;
    this.busyUsSum += this.busyServers * elapsedUs;
    this.usedUsSum += (this.busyServers * (1 - this.background) + this.servers * this.background) * elapsedUs;
    this.settledUs = nowUs;
  }
}

/** Background load of this share or more would leave jobs no progress worth simulating; estimate. */
const MAX_BACKGROUND = 0.99;

interface WaitingRoom {
  readonly length: number;
  push(job: number): void;
  shift(): number;
}

function priorityRoom(priorityOf: (job: number) => number): WaitingRoom {
  const heap = new KeyHeap();
  let sequence = 0;
  return {
    get length() {
      return heap.length;
    },
    push: (job) => heap.push(priorityOf(job), sequence++, job),
    shift: () => heap.pop(),
  };
}
