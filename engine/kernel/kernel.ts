/** The kernel: virtual time, the events on it, and the pieces components are made of. It has never heard of Kubernetes. */
import { type EventId, type EventOptions, EventQueue, isPriority } from './event-queue.js';
import { broken } from './invariant.js';
import { createStation, type Station, type StationOptions } from './station.js';
import { createStream, type Stream } from './stream.js';
import { createWorkQueue, type WorkQueue, type WorkQueueOptions } from './work-queue.js';

/** What an event does; it gets the two numbers it was scheduled with. */
export type Handler = (a: number, b: number) => void;

/** Names a registered handler. */
export type HandlerId = number;

/** How far one call of `run` may go. */
export interface RunBounds {
  /** The last microsecond whose events still run. */
  readonly untilUs: number;
  /** Yield after this many events; default no limit. */
  readonly maxEvents?: number;
}

/** Why `run` came back: the time bound is reached, no foreground event is left, the events allowed are used up, or someone called `halt`. */
export interface RunOutcome {
  readonly reason: 'until' | 'idle' | 'budget' | 'halted';
  /** Events run in this call. */
  readonly events: number;
}

/** Makes a kernel at time 0. */
export function createKernel(options: { readonly seed: string }): Kernel {
  return new Kernel(options.seed);
}

/** Invariant: time never goes back, and events run in the order (time, priority, sequence of scheduling). */
export class Kernel {
  private readonly queue = new EventQueue();
  private readonly handlers: Handler[] = [];
  private readonly handlerNames: string[] = [];
  private readonly streams = new Map<string, Stream>();
  private readonly stationsByName = new Map<string, Station>();
  private readonly workQueuesByName = new Map<string, WorkQueue>();
  private clockUs = 0;
  private ran = 0;
  private halted = false;

  constructor(readonly seed: string) {}

  /** The virtual time in microseconds since the run began. */
  nowUs(): number {
    return this.clockUs;
  }

  /** Registers what a kind of event does; once per kind, not per event. `name` appears in messages. */
  on(name: string, handler: Handler): HandlerId {
    this.handlerNames.push(name);
    return this.handlers.push(handler) - 1;
  }

  /** Schedules an event at a whole microsecond, now or later. */
  at(timeUs: number, handler: HandlerId, a = 0, b = 0, options: EventOptions = plain): EventId {
    const priority = options.priority ?? 0;
    if (!(timeUs >= this.clockUs && Number.isSafeInteger(timeUs) && isPriority(priority))) {
      broken(
        `event ${this.handlerNames[handler]} at ${timeUs} µs, priority ${priority}, cannot be scheduled at ${this.clockUs} µs`,
      );
    }
    return this.queue.push(timeUs, priority, options.background ?? false, handler, a, b);
  }

  /** Schedules an event `delayUs` from now. */
  after(delayUs: number, handler: HandlerId, a = 0, b = 0, options: EventOptions = plain): EventId {
    return this.at(this.clockUs + delayUs, handler, a, b, options);
  }

  /** Takes back an event; false if it has run or was cancelled before. */
  cancel(id: EventId): boolean {
    return this.queue.cancel(id);
  }

  /** Whether an event is still to come. */
  isPending(id: EventId): boolean {
    return this.queue.isPending(id);
  }

  /** Events still to come. */
  get pending(): number {
    return this.queue.pending;
  }

  /** Events still to come that keep a run going. */
  get pendingForeground(): number {
    return this.queue.foreground;
  }

  /** Events run since the kernel was made. */
  get eventsRun(): number {
    return this.ran;
  }

  /**
   * Runs events in order until the bound, until only background events are left, or until `maxEvents` have run. To have
   * steady traffic go on to a given time, schedule a foreground event there.
   */
  run({ untilUs, maxEvents = Number.POSITIVE_INFINITY }: RunBounds): RunOutcome {
    if (!(untilUs === Number.POSITIVE_INFINITY || Number.isSafeInteger(untilUs)))
      broken(`a run cannot end at ${untilUs} µs`);
    const { queue, handlers } = this;
    let events = 0;
    while (queue.foreground > 0) {
      if (events >= maxEvents) return { reason: 'budget', events };
      if (!queue.takeUntil(untilUs)) {
        this.clockUs = Math.max(this.clockUs, untilUs);
        return { reason: 'until', events };
      }
      this.clockUs = queue.timeUs;
      this.ran++;
      events++;
      handlers[queue.handler]!(queue.a, queue.b);
      if (this.halted) return { reason: 'halted', events };
    }
    return { reason: 'idle', events };
  }

  /** Nothing happens after the event that runs now. */
  halt(): void {
    this.halted = true;
  }

  /** The random stream of this name; the same object each time. */
  stream(name: string): Stream {
    let stream = this.streams.get(name);
    if (!stream) {
      stream = createStream(this.seed, name);
      this.streams.set(name, stream);
    }
    return stream;
  }

  /** Makes a station: servers with a queue. */
  station(name: string, options: StationOptions): Station {
    return registered(this.stationsByName, name, createStation(this, name, options));
  }

  /** Makes a work queue: deduplicated keys, delays, and workers. */
  workQueue(name: string, options: WorkQueueOptions): WorkQueue {
    return registered(this.workQueuesByName, name, createWorkQueue(this, name, options));
  }

  /** Every station, in the order they were made; for metrics. */
  stations(): Station[] {
    return [...this.stationsByName.values()];
  }

  /** Every work queue, in the order they were made; for metrics. */
  workQueues(): WorkQueue[] {
    return [...this.workQueuesByName.values()];
  }
}

const plain: EventOptions = {};

function registered<T>(all: Map<string, T>, name: string, piece: T): T {
  if (all.has(name)) broken(`there are two pieces named ${name}`);
  all.set(name, piece);
  return piece;
}
