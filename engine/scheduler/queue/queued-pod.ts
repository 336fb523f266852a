/** A pod in the scheduling queue with what the queue knows about it. Upstream: pkg/scheduler/framework/types.go QueuedPodInfo, v1.36. */
import type { Pod } from '../../cluster/index.js';
import type { ClusterEvent, QueuedPod } from '../../framework/index.js';
import type { Heap, HeapItem } from './heap.js';
import type { RejectedGroup } from './unschedulable-pods.js';

/** No such moment. */
export const unset = -1;

const none: ReadonlySet<string> = new Set();

/** The same object through all attempts of a pod. */
export class QueuedPodInfo implements QueuedPod, HeapItem {
  heap: Heap<never> | null = null;
  heapAt = 0;
  /** Scheduling attempts so far; grows when the pod is popped. */
  attempts = 0;
  /** Attempts that ended unschedulable; what backoff grows with. */
  unschedulableCount = 0;
  /** Attempts in a row that ended in an error; backoff grows with these instead while there are any. */
  consecutiveErrorsCount = 0;
  /** When backoff ends, aligned to the ordering window; `unset` until it is asked for. */
  backoffEndUs = unset;
  /** When the pod first came into activeQ; `unset` before. */
  initialAttemptUs = unset;
  /** Plugins that rejected it in its last attempt, or gate it. */
  unschedulablePlugins = none;
  /** Plugins that answered Pending: their Queue skips backoff. */
  pendingPlugins = none;
  /** The plugin whose PreEnqueue keeps the pod out; "" if none does. */
  gatingPlugin = '';
  /** Events the gating plugin registered; others never move the pod. */
  gatingEvents: readonly ClusterEvent[] = [];
  /** When it last left unschedulablePods because it waited too long; `unset` before. */
  flushedUs = unset;
  /** Whether it left unschedulablePods because it waited too long, not because something happened. */
  flushed = false;
  /** The group it last waited in among unschedulablePods; most pods come back to theirs. */
  group: RejectedGroup | null = null;
  /** What the PodScheduled condition was last set to; a patch that says the same again is not sent. */
  lastCondition = '';

  constructor(
    public pod: Pod,
    /** When it was last put into the queue: added, or back from an attempt. */
    public timestampUs: number,
  ) {}

  get gated(): boolean {
    return this.gatingPlugin !== '';
  }

  /** Whether any plugin rejected or gates it; without one it came back because of an error. */
  get hasRejectors(): boolean {
    return this.unschedulablePlugins.size > 0 || this.pendingPlugins.size > 0;
  }

  rejectedBy(plugin: string): boolean {
    return this.unschedulablePlugins.has(plugin) || this.pendingPlugins.has(plugin);
  }

  clearRejectors(): void {
    this.unschedulablePlugins = none;
    this.pendingPlugins = none;
    this.gatingPlugin = '';
    this.gatingEvents = [];
  }
}
