/** The scheduler's one port to the world: clock, timers, API calls. A run plugs in the simulated control plane, conformance an instant world. */
import type { Pod } from '../cluster/index.js';

export interface SchedulerPort {
  nowUs(): number;
  /** Registers, once, what a kind of timer does; returns its number. */
  timer(name: TimerName, fire: (argument: number) => void): number;
  /** Fires the timer after so much virtual time; returns what `cancel` takes. */
  after(delayUs: number, timer: number, argument: number): number;
  cancel(pending: number): void;
  /** Where the scheduler shares a machine's cores: fires the timer once the work is done there. */
  spend?(demand: CycleDemand, timer: number): void;
  /**
   * API calls: each carries a number, and once it is through the world says so with Scheduler.answer(call, error). It may do that at once,
   * before the method returns. What the call changes is seen when the world delivers it through Scheduler.events.
   */
  bind(call: number, pod: Pod, nodeName: string): void;
  patchStatus(call: number, pod: Pod, patch: PodStatusPatch): void;
  deletePod(call: number, pod: Pod): void;
  updateObject(call: number, kind: string, object: unknown): void;
  /** Records a Kubernetes Event; nobody waits for it. */
  recordEvent(pod: Pod, reason: EventReason, message: string): void;
}

/** What a cycle asks of the cores, µs of one core's time. */
export interface CycleDemand {
  readonly serialUs: number;
  /** Spread over so many threads. */
  readonly parallelUs: number;
  readonly threads: number;
}

/** Kinds of timers; a world may leave one out by never firing it. */
export type TimerName =
  /** A cycle's virtual time is over. */
  | 'cycle-end'
  /** The scheduling loop goes on. */
  | 'next-cycle'
  /** Every whole second: backoffQ. */
  | 'flush-backoff'
  /** Every 30 s: pods too long in unschedulablePods. */
  | 'flush-unschedulable'
  /** A pod waited too long for a Permit plugin. */
  | 'permit-timeout'
  /** A plugin asked to be called back. */
  | 'plugin';

/** What a status patch sets; a field that is absent stays as it is. */
export interface PodStatusPatch {
  /** status.nominatedNodeName; "" clears it. */
  readonly nominatedNode?: string;
  /** Condition PodScheduled=False. */
  readonly notScheduled?: { readonly reason: 'Unschedulable' | 'SchedulerError'; readonly message: string };
  /** Condition DisruptionTarget=True: the pod is a victim. */
  readonly disruptionTarget?: true;
}

/** Reasons of the Events that a scheduler records. */
export type EventReason = 'Scheduled' | 'FailedScheduling' | 'Preempted';

/** Why a call failed. */
export interface CallError {
  readonly reason: 'NotFound' | 'Conflict' | 'Other';
  readonly message: string;
}
