/** Evicts victims for preemptors, beside the scheduling loop. Upstream: pkg/scheduler/framework/preemption/executor.go prepareCandidateAsync, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { Calls } from './calls.js';
import type { PodStore } from './pod-store.js';
import type { CallError, EventReason, SchedulerPort } from './port.js';

export interface PreemptionParts {
  readonly port: SchedulerPort;
  readonly calls: Calls;
  readonly store: PodStore;
  /** Calls made side by side. Upstream: parallelism. */
  readonly parallelism: number;
  nominatedPods(nodeName: string): readonly Pod[];
  /** Takes a pod that waits for Permit, or is at work before its binding, out of its place without an API call; false if it is neither. */
  cancelBinding(victim: Pod, preemptor: Pod): boolean;
  activate(pods: readonly Pod[]): void;
}

interface Eviction {
  readonly preemptor: Pod;
  readonly nodeName: string;
  /** All but the last. */
  readonly first: readonly Pod[];
  readonly last: Pod;
  lastBegun: boolean;
}

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

  /** Begins; pods of lower priority lose their nomination to the node, then the victims go, the last one last. */
  start(preemptor: Pod, nodeName: string, victims: readonly Pod[]): void {
    if (victims.length === 0) return;
    const eviction = { preemptor, nodeName, first: victims.slice(0, -1), last: victims.at(-1)!, lastBegun: false };
    this.evictions.set(preemptor.index, eviction);
    const nominated = this.parts
      .nominatedPods(nodeName)
      .filter((pod) => pod.priority < preemptor.priority && pod.nominatedNodeName !== '');
    this.clearNominations(eviction, nominated, 0, false);
  }

  private clearNominations(eviction: Eviction, pods: readonly Pod[], next: number, failed: boolean): void {
    const pod = pods[next];
    if (pod === undefined) {
      this.evictFirst(eviction, failed);
      return;
    }
    this.parts.calls.start(
      (call) => this.parts.port.patchStatus(call, pod, { nominatedNode: '' }),
      (error) => this.clearNominations(eviction, pods, next + 1, failed || error !== undefined),
    );
  }

  /** All victims but the last, `parallelism` at a time; after a failure no other is begun. */
  private evictFirst(eviction: Eviction, failedBefore: boolean): void {
    const { first } = eviction;
    let next = 0;
    let running = 0;
    let failed = false;
    const proceed = () => {
      while (!failed && next < first.length && running < this.parts.parallelism) {
        running++;
        this.evict(eviction, first[next++]!, (error) => {
          running--;
          failed ||= error !== undefined;
          proceed();
        });
      }
      if (running === 0 && (failed || next === first.length) && !ended) {
        ended = true;
        if (failed) this.end(eviction, true);
        else this.evictLast(eviction, failedBefore);
      }
    };
    let ended = false;
    proceed();
  }

  private evictLast(eviction: Eviction, failedBefore: boolean): void {
    eviction.lastBegun = true;
    this.evict(eviction, eviction.last, (error) => this.end(eviction, failedBefore || error !== undefined));
  }

  private end({ preemptor }: Eviction, failed: boolean): void {
    this.evictions.delete(preemptor.index);
    if (failed) this.parts.activate([preemptor]);
  }

  /** Marks the victim and deletes it; one that is gone already is no failure. */
  private evict(eviction: Eviction, victim: Pod, done: (error?: CallError) => void): void {
    const { port, calls } = this.parts;
    if (this.parts.cancelBinding(victim, eviction.preemptor)) {
      this.record(eviction, victim, ' (in kube-scheduler memory).');
      done();
      return;
    }
    const settle = (error: CallError | undefined) => done(error?.reason === 'NotFound' ? undefined : error);
    const remove = () =>
      calls.start(
        (call) => port.deletePod(call, victim),
        (error) => {
          if (error === undefined) this.record(eviction, victim, '');
          settle(error);
        },
      );
    if (victim.victim) {
      remove();
      return;
    }
    calls.start(
      (call) => port.patchStatus(call, victim, { disruptionTarget: true }),
      (error) => {
        if (error !== undefined) return settle(error);
        remove();
      },
    );
  }

  private record({ preemptor, nodeName }: Eviction, victim: Pod, tail: string): void {
    const reason: EventReason = 'Preempted';
    this.parts.port.recordEvent(victim, reason, `Preempted by pod ${preemptor.uid} on node ${nodeName}${tail}`);
  }
}
