/** Evicts victims for preemptors, beside the scheduling loop. Upstream: pkg/scheduler/framework/preemption/executor.go prepareCandidateAsync, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { ReleaseBehaviour } from '../framework/index.js';
import type { Calls } from './calls.js';
import type { SchedulerObserver } from './observer.js';
import type { PodStore } from './pod-store.js';
import type { CallError, SchedulerPort } from './port.js';

/** What evictions work with. */
export interface PreemptionParts {
  readonly port: SchedulerPort;
  readonly calls: Calls;
  readonly store: PodStore;
  readonly behaviour: Pick<ReleaseBehaviour, 'failedEvictionEndsPreemption' | 'preemptorWakesWithoutDeletion'>;
  /** Calls made side by side. Upstream: parallelism. */
  readonly parallelism: number;
  nominatedPods(nodeName: string): readonly Pod[];
  /** Takes a pod that waits for Permit, or is at work before its binding, out of its place without an API call; false if it is neither. */
  cancelBinding(victim: Pod): boolean;
  activate(pods: readonly Pod[]): void;
  readonly observer: SchedulerObserver;
}

interface Eviction {
  readonly preemptor: Pod;
  readonly nodeName: string;
  /** Victims that are left, the last one last. */
  readonly victims: Pod[];
  readonly last: Pod;
  lastBegun: boolean;
  /** Evictions whose calls are on their way. */
  running: number;
  /** An eviction failed: no other is begun. */
  failed: boolean;
  /** The preemptor has to be woken, since something failed or no deletion will wake it. */
  wakes: boolean;
}

/** Invariant: a preemptor has at most one eviction under way. */
export class Preemption {
  /** Evictions under way, by preemptor. */
  private readonly evictions = new Map<number, Eviction>();

  constructor(private readonly parts: PreemptionParts) {}

  /** Whether the preemptor has to wait: until the deletion of its last victim is seen to have begun. */
  isRunning(preemptor: number): boolean {
    const eviction = this.evictions.get(preemptor);
    if (eviction === undefined) return false;
    if (!eviction.lastBegun) return true;
    const last = this.parts.store.get(eviction.last.index);
    return last !== undefined && !last.isTerminating;
  }

  /** Begins: pods of lower priority lose their nomination to the node, then the victims go, the last one last. */
  start(preemptor: Pod, nodeName: string, victims: readonly Pod[]): void {
    const last = victims.at(-1);
    if (last === undefined) return;
    const state = { lastBegun: false, running: 0, failed: false, wakes: false };
    const eviction: Eviction = { preemptor, nodeName, victims: [...victims], last, ...state };
    this.evictions.set(preemptor.index, eviction);
    this.parts.observer.preempting?.(preemptor, nodeName, victims);
    const nominated = this.parts
      .nominatedPods(nodeName)
      .filter((pod) => pod.priority < preemptor.priority && pod.nominatedNodeName !== '');
    this.clearNominations(eviction, nominated);
  }

  /** One call after the other; one that fails hinders nothing. */
  private clearNominations(eviction: Eviction, [pod, ...others]: readonly Pod[]): void {
    if (pod === undefined) {
      this.proceed(eviction);
      return;
    }
    this.parts.calls.start(
      (call) => this.parts.port.patchStatus(call, pod, { nominatedNode: '' }),
      (error) => {
        eviction.wakes ||= error !== undefined;
        this.clearNominations(eviction, others);
      },
    );
  }

  /** Begins as many evictions as may run, all but the last side by side, the last one alone. */
  private proceed(eviction: Eviction): void {
    const { victims } = eviction;
    while (victims.length > 1 && !eviction.failed && eviction.running < this.parts.parallelism) {
      this.begin(eviction, victims.shift()!);
    }
    if (eviction.running > 0) return;
    if (eviction.failed || victims.length === 0) this.end(eviction);
    else if (victims.length === 1) {
      eviction.lastBegun = true;
      this.begin(eviction, victims.shift()!);
    }
  }

  private begin(eviction: Eviction, victim: Pod): void {
    eviction.running++;
    this.evict(eviction, victim, (error) => {
      eviction.running--;
      eviction.failed ||= error !== undefined;
      eviction.wakes ||= eviction.failed;
      this.proceed(eviction);
    });
  }

  private end(eviction: Eviction): void {
    const { preemptor, last, lastBegun } = eviction;
    if (this.evictions.get(preemptor.index) !== eviction) return;
    this.evictions.delete(preemptor.index);
    // Where a failure does not end it, the last victim's turn comes, but its API calls are cancelled.
    if (!lastBegun && !this.parts.behaviour.failedEvictionEndsPreemption) this.parts.cancelBinding(last);
    if (eviction.wakes) this.parts.activate([preemptor]);
  }

  /** Marks the victim and deletes it; one that is gone already is no failure. */
  private evict(eviction: Eviction, victim: Pod, done: (error?: CallError) => void): void {
    if (this.parts.cancelBinding(victim)) {
      this.record(eviction, victim, ' (in kube-scheduler memory).');
      if (victim === eviction.last) eviction.wakes ||= this.parts.behaviour.preemptorWakesWithoutDeletion;
      done();
    } else if (victim.victim) this.remove(eviction, victim, done);
    else
      this.mark(victim, (error) => (error === undefined ? this.remove(eviction, victim, done) : done(serious(error))));
  }

  private mark(victim: Pod, then: (error: CallError | undefined) => void): void {
    this.parts.calls.start((call) => this.parts.port.patchStatus(call, victim, { disruptionTarget: true }), then);
  }

  private remove(eviction: Eviction, victim: Pod, done: (error?: CallError) => void): void {
    this.parts.calls.start(
      (call) => this.parts.port.deletePod(call, victim),
      (error) => {
        if (error === undefined) this.record(eviction, victim, '');
        done(serious(error));
      },
    );
  }

  private record({ preemptor, nodeName }: Eviction, victim: Pod, tail: string): void {
    this.parts.port.recordEvent(victim, 'Preempted', `Preempted by pod ${preemptor.uid} on node ${nodeName}${tail}`);
  }
}

/** That the victim is gone already is what was wanted. */
function serious(error: CallError | undefined): CallError | undefined {
  return error?.reason === 'NotFound' ? undefined : error;
}
