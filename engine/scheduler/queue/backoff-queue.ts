/** Pods that wait out their backoff, those that errors brought back apart. Upstream: pkg/scheduler/backend/queue/backoff_queue.go, v1.36. */
import type { Pod } from '../../cluster/index.js';
import { Heap } from './heap.js';
import { type QueuedPodInfo, unset } from './queued-pod.js';

/** Within a window pods are ordered as in activeQ, and a window is flushed at once. Upstream: backoffQOrderingWindowDuration, 1 s. */
export const orderingWindowUs = 1_000_000;

/** How long pods back off, and in which order they come. */
export interface BackoffOptions {
  readonly nowUs: () => number;
  readonly initialUs: number;
  /** 0 turns backoff off. */
  readonly maxUs: number;
  /** Gate SchedulerPopFromBackoffQ: backoff ends at whole windows, and pods may be popped from here. */
  readonly windows: boolean;
  /** activeQ's order. */
  readonly less: (a: QueuedPodInfo, b: QueuedPodInfo) => boolean;
}

/** Invariant: a pod is in one of the two heaps at most. */
export class BackoffQueue {
  private readonly rejected: Heap<QueuedPodInfo>;
  private readonly failed: Heap<QueuedPodInfo>;

  constructor(private readonly options: BackoffOptions) {
    const sooner = (a: QueuedPodInfo, b: QueuedPodInfo) => this.endUs(a) < this.endUs(b);
    this.failed = new Heap(sooner);
    this.rejected = new Heap(options.windows ? (a, b) => this.soonerOrLess(a, b) : sooner);
  }

  get size(): number {
    return this.rejected.size + this.failed.size;
  }

  /** How many could be popped although their backoff is not over; pods that errors brought back never are. */
  get poppable(): number {
    return this.rejected.size;
  }

  has(info: QueuedPodInfo): boolean {
    return this.rejected.has(info) || this.failed.has(info);
  }

  list(): QueuedPodInfo[] {
    return [...this.rejected.list(), ...this.failed.list()];
  }

  add(info: QueuedPodInfo): void {
    const [to, other] = info.hasRejectors ? [this.rejected, this.failed] : [this.failed, this.rejected];
    other.delete(info);
    to.addOrUpdate(info);
  }

  /** Takes over a newer version of the pod; false if it is not here. */
  update(info: QueuedPodInfo, pod: Pod): boolean {
    const heap = this.rejected.has(info) ? this.rejected : this.failed;
    if (!heap.has(info)) return false;
    info.pod = pod;
    heap.addOrUpdate(info);
    return true;
  }

  delete(info: QueuedPodInfo): boolean {
    return this.rejected.delete(info) || this.failed.delete(info);
  }

  pop(): QueuedPodInfo | undefined {
    return this.rejected.pop();
  }

  /** Takes out all whose backoff is over. */
  popCompleted(): QueuedPodInfo[] {
    return [...this.popCompletedOf(this.rejected), ...this.popCompletedOf(this.failed)];
  }

  isBackingOff(info: QueuedPodInfo): boolean {
    return this.endUs(info) >= this.windowOf(this.options.nowUs());
  }

  /** When the pod's backoff ends; `unset`, before everything, if it has none. */
  endUs(info: QueuedPodInfo): number {
    const count = info.consecutiveErrorsCount > 0 ? info.consecutiveErrorsCount : info.unschedulableCount;
    if (this.options.maxUs === 0 || count === 0) return unset;
    if (info.backoffEndUs === unset) info.backoffEndUs = this.windowOf(info.timestampUs + this.durationUs(count));
    return info.backoffEndUs;
  }

  /** initial · 2^(count−1), at most the maximum. */
  private durationUs(count: number): number {
    const { initialUs, maxUs } = this.options;
    let duration = initialUs;
    for (let i = 1; i < count && duration <= maxUs; i++) duration *= 2;
    return Math.min(duration, maxUs);
  }

  private windowOf(timeUs: number): number {
    return this.options.windows ? timeUs - (timeUs % orderingWindowUs) : timeUs;
  }

  private soonerOrLess(a: QueuedPodInfo, b: QueuedPodInfo): boolean {
    const endA = this.endUs(a);
    const endB = this.endUs(b);
    return endA === endB ? this.options.less(a, b) : endA < endB;
  }

  private popCompletedOf(heap: Heap<QueuedPodInfo>): QueuedPodInfo[] {
    const popped: QueuedPodInfo[] = [];
    for (let info = heap.peek(); info !== undefined && !this.isBackingOff(info); info = heap.peek()) {
      popped.push(heap.pop()!);
    }
    return popped;
  }
}
