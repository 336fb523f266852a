/** Who watches the scheduler: metrics, decision tables, conformance. Nothing it does changes a decision. */
import type { Pod } from '../cluster/index.js';
import type { Code } from '../framework/index.js';
import type { CycleWork, Placed } from '../hotpath/index.js';
import type { QueuedPodInfo, QueueName } from './queue/index.js';

/** An attempt that failed: in its cycle, or later while binding. */
export interface Failure {
  /** A rejection (unschedulable), or Error. */
  readonly code: Code;
  readonly message: string;
  /** The plugins whose events can wake the pod, sorted; none after an error. */
  readonly plugins: readonly string[];
  /** The node the pod is nominated to by this attempt; "" for none. */
  readonly nominatedNode: string;
}

/** `startUs` is when the attempt's cycle began; `info.attempts` says which attempt it is. */
export interface SchedulerObserver {
  /** A pod came into a queue; `cause` is the event's label or another cause. */
  incoming?(queue: QueueName, cause: string): void;
  cycleStarted?(info: QueuedPodInfo): void;
  cycleEnded?(info: QueuedPodInfo, startUs: number, work: CycleWork): void;
  /** The cycle found a node; binding begins unless a plugin objects. */
  placed?(info: QueuedPodInfo, placed: Placed, startUs: number): void;
  failed?(info: QueuedPodInfo, failure: Failure, startUs: number): void;
  /** The API server has the binding. */
  bound?(info: QueuedPodInfo, nodeName: string, startUs: number): void;
  /** The evictions for the preemptor begin. */
  preempting?(preemptor: Pod, nodeName: string, victims: readonly Pod[]): void;
}
