/** What the controller keeps of a Job between syncs: which pods are counted, which went before they were, when they ended, and the failures in a row. */
import { never, type Pod } from '../../../cluster/index.js';
import type { JobV1 } from '../../../objects/index.js';
import type { StoredObject } from '../../store.js';
import { statusCount } from '../status.js';
import { failureAction } from './failure-policy.js';
import { indexOf } from './job-pods.js';

/** Failures since the last success. Upstream: pkg/controller/job/backoff_utils.go, v1.36. */
export interface FailureStreak {
  readonly failures: number;
  readonly lastUs: number;
}

/** Source: DefaultJobPodFailureBackOff and MaxJobPodFailureBackOff. */
const firstBackoffUs = 10e6;
const maxBackoffUs = 600e6;

/** Invariant: a pod is counted once; released ones are never counted again. */
export class JobState {
  /** Pods without the tracking finalizer: counted, or given up on purpose. */
  readonly released = new Set<number>();
  /** Pods that are gone but were not counted; the finalizer would have kept them. */
  readonly ghosts = new Map<number, Pod>();
  readonly endedUs = new Map<number, number>();
  streak: FailureStreak = { failures: 0, lastUs: never };
  /** Failures by completion index. */
  readonly indexStreaks = new Map<number, FailureStreak>();
  /** The final status is written; its event has not come yet. */
  finishing = false;
  /** Pods made so far. */
  made = 0;

  /** A pod was seen to change. */
  observe(before: Pod | null, after: Pod | null, job: JobV1, nowUs: number): void {
    const pod = (after ?? before)!;
    const over = pod.isTerminal || pod.isTerminating || after === null;
    if (over && !this.endedUs.has(pod.index) && !this.released.has(pod.index)) this.noteEnd(pod, job, nowUs);
    if (after === null && !this.released.has(pod.index))
      this.ghosts.set(pod.index, pod.isTerminal ? pod : pod.with({ phase: 'Failed' }));
  }

  private noteEnd(pod: Pod, job: JobV1, nowUs: number): void {
    this.endedUs.set(pod.index, nowUs);
    const index = indexOf(pod, job);
    if (index < 0 || pod.phase === 'Succeeded') return;
    const action = failureAction(job, pod, !pod.isTerminal);
    if (action === 'Ignore') return;
    const before = this.indexStreaks.get(index)?.failures ?? 0;
    const failures = action === 'FailIndex' ? Number.POSITIVE_INFINITY : before + 1;
    this.indexStreaks.set(index, { failures, lastUs: nowUs });
  }

  /** Takes over a Job that was there when the run began: what its status counts is not counted again. */
  adopt({ createdUs }: StoredObject, job: JobV1, pods: readonly Pod[]): void {
    this.made = pods.length;
    if (createdUs > 0) return;
    const ended = (phase: string) => pods.filter((pod) => pod.phase === phase);
    const counted = [
      ...ended('Succeeded').slice(0, statusCount(job, 'succeeded')),
      ...ended('Failed').slice(0, statusCount(job, 'failed')),
    ];
    for (const pod of counted) this.released.add(pod.index);
  }

  release(pod: Pod): void {
    this.released.add(pod.index);
    this.ghosts.delete(pod.index);
    this.endedUs.delete(pod.index);
  }

  /** The streak with these newly ended pods. */
  streakWith(succeeded: readonly Pod[], failed: readonly Pod[]): FailureStreak {
    const ends = (pods: readonly Pod[]) => pods.map((pod) => this.endedUs.get(pod.index) ?? 0);
    if (failed.length === 0) return succeeded.length === 0 ? this.streak : { failures: 0, lastUs: never };
    const lastUs = Math.max(...ends(failed));
    if (succeeded.length === 0) return { failures: this.streak.failures + failed.length, lastUs };
    const successUs = Math.max(...ends(succeeded));
    const since = ends(failed).filter((us) => us > successUs).length;
    return { failures: since, lastUs: since > 0 ? lastUs : never };
  }
}

/** How long no new pods are made: 10 s after the first failure in a row, doubling up to 10 minutes. */
export function backoffLeftUs({ failures, lastUs }: FailureStreak, nowUs: number): number {
  if (failures === 0) return 0;
  let backoffUs = firstBackoffUs;
  for (let i = 1; i < failures && backoffUs < maxBackoffUs; i++) backoffUs *= 2;
  return Math.max(Math.min(backoffUs, maxBackoffUs) - (nowUs - lastUs), 0);
}
