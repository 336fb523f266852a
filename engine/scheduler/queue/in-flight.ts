/** Pods that were popped and are not done, and the events seen since each was popped. Upstream: pkg/scheduler/backend/queue/active_queue.go, v1.36. */
import type { ClusterEvent } from '../../framework/index.js';

/** An event with the objects it is about. */
export interface SeenEvent {
  readonly event: ClusterEvent;
  readonly before: unknown;
  readonly after: unknown;
}

/** Invariant: events older than the oldest pod in flight are gone. */
export class InFlight {
  /** Pod index → number of the first event after it was popped; oldest pod first. */
  private readonly pods = new Map<number, number>();
  private events: SeenEvent[] = [];
  /** Number of events[0]. */
  private firstEvent = 0;

  get size(): number {
    return this.pods.size;
  }

  has(pod: number): boolean {
    return this.pods.has(pod);
  }

  add(pod: number): void {
    this.pods.set(pod, this.firstEvent + this.events.length);
  }

  /** Keeps the event for pods in flight; without any it need not be kept. */
  note(event: ClusterEvent, before: unknown, after: unknown): void {
    if (this.pods.size > 0) this.events.push({ event, before, after });
  }

  /** Events since the pod was popped, oldest first. */
  eventsFor(pod: number): readonly SeenEvent[] {
    const since = this.pods.get(pod);
    return since === undefined ? [] : this.events.slice(since - this.firstEvent);
  }

  /** The pod's attempt is over; events only it could still ask for are dropped. */
  done(pod: number): void {
    if (!this.pods.delete(pod)) return;
    if (this.pods.size === 0) {
      this.firstEvent += this.events.length;
      if (this.events.length > 0) this.events = [];
      return;
    }
    const keepFrom = this.pods.values().next().value!;
    if (keepFrom === this.firstEvent) return;
    this.events = this.events.slice(keepFrom - this.firstEvent);
    this.firstEvent = keepFrom;
  }
}
