/** From a reserved place to a bound pod, beside the scheduling loop. Upstream: pkg/scheduler/schedule_one.go bindingCycle, v1.36. */
import type { Cluster, Pod } from '../cluster/index.js';
import {
  type FitError,
  failure,
  type PermitOutcome,
  type ReleaseBehaviour,
  rejectedOn,
  runBinds,
  runPostBinds,
  runPreBindPreFlights,
  runPreBinds,
  runUnreserves,
  type Status,
  skip,
  success,
} from '../framework/index.js';
import type { Attempt } from './attempt.js';
import type { Calls } from './calls.js';
import type { HandleFailure } from './failures.js';
import type { SchedulerObserver } from './observer.js';
import type { SchedulerPort } from './port.js';
import { PreBindings } from './pre-bindings.js';
import { assignedPodDelete, type SchedulingQueue } from './queue/index.js';
import type { WaitingPods } from './waiting-pods.js';

/** What the cycle works with. */
export interface BindingParts {
  readonly port: SchedulerPort;
  readonly calls: Calls;
  readonly cluster: Cluster;
  readonly queue: SchedulingQueue;
  readonly waiting: WaitingPods;
  readonly observer: SchedulerObserver;
  readonly fail: HandleFailure;
  /** Gate NominatedNodeNameForExpectation: the node is announced where binding will take a while. */
  readonly announces: boolean;
  readonly behaviour: Pick<ReleaseBehaviour, 'preemptionCancelsPreBind' | 'preemptedWaitingPodIsRetried'>;
}

/** A pod on its way to be bound. */
interface Binding extends Attempt {
  /** The pod as assumed: its node is set. */
  readonly pod: Pod;
  readonly nodeName: string;
}

type Done = (status: Status) => void;

export class BindingCycle {
  private readonly preBindings = new PreBindings();

  constructor(private readonly parts: BindingParts) {}

  /** Starts; `permit` is what the Permit plugins said at the end of the scheduling cycle. */
  start(attempt: Attempt, pod: Pod, permit: PermitOutcome): void {
    const { info, framework, cycle, startUs } = attempt;
    const binding: Binding = { info, framework, cycle, startUs, pod, nodeName: pod.nodeName };
    if (permit.status.code === 'Wait') this.startWaiting(binding, permit);
    else this.preFlight(binding, false, (status) => this.permitted(binding, status, success));
  }

  /** The plugins may decide before the node is announced, or after. */
  private startWaiting(binding: Binding, permit: PermitOutcome): void {
    let decided: Status | null = null;
    let goOn: Done = (status) => {
      decided = status;
    };
    this.parts.waiting.add(binding.pod, permit.timeoutsUs, (status) => goOn(status));
    this.preFlight(binding, true, (preFlight) => {
      const settle: Done = (status) => this.permitted(binding, preFlight, status);
      if (decided !== null) settle(decided);
      else goOn = settle;
    });
  }

  /** Takes a pod that waits for Permit, or is at work before its binding, out of its place; false if it is neither. */
  cancel(victim: Pod, plugin: string): boolean {
    const { waiting, behaviour } = this.parts;
    if (waiting.has(victim.index)) {
      if (behaviour.preemptedWaitingPodIsRetried) return waiting.preempt(victim.index, plugin);
      return waiting.reject(victim.index, plugin, 'preempted');
    }
    return this.preBindings.cancel(victim.index, failure(`preempted by ${plugin}`));
  }

  /** Asks PreBind plugins for work; where there is some, or the pod waits, its node is announced first. `then` hears Success or Skip. */
  private preFlight(binding: Binding, waits: boolean, then: Done): void {
    if (!this.parts.announces) {
      then(skip);
      return;
    }
    const { framework, cycle, pod, nodeName } = binding;
    const status = runPreBindPreFlights(framework, cycle, pod, nodeName);
    if (status.code === 'Error' || status.isRejected) {
      this.failed(binding, status, null);
      return;
    }
    if (!status.isSuccess && !waits) {
      then(status);
      return;
    }
    if (pod.nominatedNodeName === nodeName) {
      then(status);
      return;
    }
    this.parts.calls.start(
      (call) => this.parts.port.patchStatus(call, pod, { nominatedNode: nodeName }),
      () => then(status),
    );
  }

  private permitted(binding: Binding, preFlight: Status, permit: Status): void {
    const { pod, nodeName } = binding;
    if (permit.isRejected) {
      const { status, fitError } = rejectedOn(pod, nodeName, permit);
      this.failed(binding, status, fitError);
      return;
    }
    if (!permit.isSuccess) {
      this.failed(binding, permit, null);
      return;
    }
    this.parts.queue.done(pod.index);
    this.preBind(binding, preFlight.isSuccess && this.parts.behaviour.preemptionCancelsPreBind, () =>
      this.bind(binding),
    );
  }

  private preBind(binding: Binding, cancellable: boolean, then: () => void): void {
    const { framework, cycle, pod, nodeName } = binding;
    const finish: Done = (status) => (status.isSuccess ? then() : this.failed(binding, status, null));
    const done = cancellable ? this.preBindings.watch(pod.index, finish) : finish;
    runPreBinds(framework, cycle, pod, nodeName, done);
  }

  private bind(binding: Binding): void {
    const { framework, info, pod, nodeName, startUs } = binding;
    runBinds(framework, pod, nodeName, (status) => {
      if (!status.isSuccess) return this.failed(binding, status, null);
      this.parts.observer.bound?.(info, nodeName, startUs);
      this.parts.port.recordEvent(pod, 'Scheduled', `Successfully assigned ${pod.key} to ${nodeName}`);
      runPostBinds(framework, pod, nodeName);
    });
  }

  /** Gives the place back; that counts as the pod's deletion, which may help others, and itself only after an error. */
  private failed(binding: Binding, status: Status, fitError: FitError | null): void {
    const { framework, cycle, pod, nodeName } = binding;
    const { cluster, queue } = this.parts;
    runUnreserves(framework, cycle, pod, nodeName);
    const wasAssumed = cluster.isAssumed(pod);
    cluster.forgetPod(pod);
    if (wasAssumed && !status.isRejected) queue.moveAll(assignedPodDelete, pod, undefined);
    this.parts.fail(binding, status, fitError, '');
    if (wasAssumed && status.isRejected) {
      queue.moveAll(assignedPodDelete, pod, undefined, (other) => other.index !== pod.index);
    }
  }
}
