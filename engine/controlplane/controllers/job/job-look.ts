/** One look at a Job: its pods sorted out, what has ended since its status was written, and whether it is at its end. Upstream: syncJob in pkg/controller/job/job_controller.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import { type ConditionV1, type JobV1, type KubeObject, timeOf, timeText } from '../../../objects/index.js';
import type { StoredObject } from '../../store.js';
import { isActive, isLeaving } from '../pods.js';
import { conditionOf, conditionsOf, statusCount } from '../status.js';
import { type FailureAction, failureAction } from './failure-policy.js';
import { Indexes } from './indexes.js';
import {
  backoffLimitPerIndex,
  completionsOf,
  hasFailed,
  indexOf,
  isIndexed,
  isSuspended,
  maxFailedIndexes,
} from './job-pods.js';
import type { FailureStreak, JobState } from './job-state.js';
import { meetsSuccessPolicy } from './success-policy.js';

/** Uids of ended pods that the status names but does not count yet. */
interface Uncounted {
  readonly succeeded: readonly string[];
  readonly failed: readonly string[];
}

/** Counts and conditions change as the sync goes on; what was seen does not. */
export class JobLook {
  /** The version that writes stand on, and the Job with what this sync changes. */
  seen: KubeObject;
  job: JobV1;
  readonly active: Pod[];
  /** Counts as they will be written. */
  activeCount: number;
  readyCount: number;
  terminatingCount: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly streak: FailureStreak;
  /** Indexes that succeeded according to the status, and with the pods that ended since. */
  readonly succeededBefore: Indexes;
  readonly succeededNow: Indexes;
  /** Indexes that failed more often than they may. */
  readonly failedIndexes: Indexes;
  /** Why the Job is over; null while it is not. Types FailureTarget and SuccessCriteriaMet come before Failed and Complete. */
  finished: ConditionV1 | null;

  constructor(
    readonly entry: StoredObject,
    job: JobV1,
    readonly pods: readonly Pod[],
    readonly state: JobState,
    isReady: (pod: Pod) => boolean,
    readonly nowUs: number,
  ) {
    this.seen = job;
    this.job = started(job, nowUs);
    this.active = pods.filter((pod) => isActive(pod) && !state.ghosts.has(pod.index));
    this.activeCount = this.active.length;
    this.readyCount = this.active.filter(isReady).length;
    this.terminatingCount = pods.filter(isLeaving).length;
    const { succeeded, failed } = uncountedOf(job);
    const newSucceeded = this.newlyEnded(succeeded, (pod) => pod.phase === 'Succeeded');
    const newFailed = this.newlyEnded(failed, (pod) => hasFailed(pod, job) && this.actionFor(pod) !== 'Ignore');
    this.succeededBefore = Indexes.parse(String(job.status?.['completedIndexes'] ?? ''), completionsOf(job) ?? 0);
    this.succeededNow = isIndexed(job) ? this.withSucceeded() : Indexes.none;
    this.failedIndexes = this.withFailed();
    this.succeeded = isIndexed(job)
      ? this.succeededNow.total
      : statusCount(job, 'succeeded') + newSucceeded.length + succeeded.length;
    this.failed = statusCount(job, 'failed') + newFailed.length + failed.length;
    this.streak = state.streakWith(newSucceeded, newFailed);
    this.finished = this.endByNow();
  }

  /** Seconds of activeDeadlineSeconds that are left, in µs; null without a deadline. */
  get deadlineLeftUs(): number | null {
    const seconds = this.job.spec.activeDeadlineSeconds;
    const startUs = timeOf(this.job.status?.['startTime'] as string | undefined);
    if (seconds === undefined || startUs === null || isSuspended(this.job)) return null;
    return startUs + seconds * 1e6 - this.nowUs;
  }

  isTracked(pod: Pod): boolean {
    return !this.state.released.has(pod.index);
  }

  /** What the pod's failure means. */
  actionFor(pod: Pod): FailureAction {
    return failureAction(this.job, pod, this.state.ghosts.has(pod.index));
  }

  private newlyEnded(uncounted: readonly string[], ended: (pod: Pod) => boolean): Pod[] {
    const known = new Set(uncounted);
    return this.pods.filter(
      (pod) =>
        ended(pod) &&
        this.isTracked(pod) &&
        !(known.size > 0 && known.has(pod.uid)) &&
        (!isIndexed(this.job) || indexOf(pod, this.job) >= 0),
    );
  }

  private withSucceeded(): Indexes {
    const ended = this.pods.filter((pod) => pod.phase === 'Succeeded' && this.isTracked(pod));
    return this.succeededBefore.with(ended.map((pod) => indexOf(pod, this.job)).filter((index) => index >= 0));
  }

  private withFailed(): Indexes {
    const limit = backoffLimitPerIndex(this.job);
    if (limit === null) return Indexes.none;
    const before = Indexes.parse(String(this.job.status?.['failedIndexes'] ?? ''), completionsOf(this.job) ?? 0);
    const exhausted = [...this.state.indexStreaks].filter(([, { failures }]) => failures > limit);
    return before.with(exhausted.map(([index]) => index).filter((index) => !this.succeededNow.has(index)));
  }

  /** An end that was written before, or what the counts, the deadline or the indexes make. */
  private endByNow(): ConditionV1 | null {
    const met = conditionOf(this.job, 'SuccessCriteriaMet');
    if (met?.status === 'True') return met;
    const target = conditionOf(this.job, 'FailureTarget');
    if (target?.status === 'True') return condition('Failed', target.reason ?? '', this.nowUs);
    if (this.pods.some((pod) => hasFailed(pod, this.job) && this.actionFor(pod) === 'FailJob'))
      return condition('FailureTarget', 'PodFailurePolicy', this.nowUs);
    if (this.failed > (this.job.spec.backoffLimit ?? 6))
      return condition('FailureTarget', 'BackoffLimitExceeded', this.nowUs);
    const leftUs = this.deadlineLeftUs;
    if (leftUs !== null && leftUs <= 0) return condition('FailureTarget', 'DeadlineExceeded', this.nowUs);
    return this.endByIndexes();
  }

  private endByIndexes(): ConditionV1 | null {
    const failed = this.failedIndexes.total;
    if (failed > (maxFailedIndexes(this.job) ?? Number.POSITIVE_INFINITY))
      return condition('FailureTarget', 'MaxFailedIndexesExceeded', this.nowUs);
    if (failed > 0 && failed + this.succeededNow.total >= (completionsOf(this.job) ?? 0))
      return condition('FailureTarget', 'FailedIndexes', this.nowUs);
    const met = isIndexed(this.job) && meetsSuccessPolicy(this.job, this.succeededNow);
    return met ? condition('SuccessCriteriaMet', 'SuccessPolicy', this.nowUs) : null;
  }
}

/** What the status names but does not count. */
export function uncountedOf({ status }: JobV1): Uncounted {
  const given = status?.['uncountedTerminatedPods'] as Partial<Uncounted> | undefined;
  return { succeeded: given?.succeeded ?? [], failed: given?.failed ?? [] };
}

/** A condition that begins now. */
export function condition(type: string, reason: string, nowUs: number, status = 'True'): ConditionV1 {
  return { type, status, reason, lastTransitionTime: timeText(nowUs) };
}

/** The status with a condition set; the object itself where it says so already. */
export function withCondition(job: JobV1, next: ConditionV1): JobV1 {
  const before = conditionOf(job, next.type);
  if (before ? before.status === next.status && before.reason === next.reason : next.status === 'False') return job;
  const others = conditionsOf(job).filter(({ type }) => type !== next.type);
  return { ...job, status: { ...job.status, conditions: [...others, next] } };
}

/** Whether the Job has come to its end, good or bad. */
export function isFinished(job: JobV1): boolean {
  return ['Complete', 'Failed'].some((type) => conditionOf(job, type)?.status === 'True');
}

function started(job: JobV1, nowUs: number): JobV1 {
  if (job.status?.['startTime'] !== undefined || isSuspended(job)) return job;
  return { ...job, status: { ...job.status, startTime: timeText(nowUs) } };
}
