/** Counting ended pods without counting one twice: named in the status, released, counted. Upstream: trackJobStatusAndRemoveFinalizers in pkg/controller/job/job_controller.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import { type JobV1, timeText } from '../../../objects/index.js';
import { statusCount } from '../status.js';
import type { Sync } from '../sync.js';
import { condition, type JobLook, uncountedOf, withCondition } from './job-look.js';
import { hasFailed, indexOf, isIndexed } from './job-pods.js';

/** Pods named in the status at a time. Source: MaxUncountedPods. */
const maxUncounted = 500;

/** The calls that counting needs. */
export interface Tracking {
  /** Writes the look's Job; false on a conflict. */
  write(look: JobLook): Sync<boolean>;
  /** Takes the finalizer from pods, a call each. */
  release(pods: readonly Pod[]): Sync<void>;
}

/** Brings the status up to date, and ends the Job where it is over. `changed`: the status differs already. */
export function* track({ write, release }: Tracking, look: JobLook, changed: boolean): Sync<boolean> {
  let flush = countReleased(look) || changed;
  const { pods, more } = endedPods(look);
  flush = nameEnded(look, pods) || flush;
  flush = noteEnd(look) || flush;
  if (flush) {
    if (!(yield* write(look))) return false;
    look.state.streak = look.streak;
  }
  yield* release(pods);
  for (const pod of pods) look.state.release(pod);
  const counted = countReleased(look);
  const over = !more && endJob(look);
  if (!counted && !over) return true;
  if (!(yield* write(look))) return false;
  look.state.finishing = over;
  return true;
}

/** Pods that the status names and that are released become counts. */
function countReleased(look: JobLook): boolean {
  const before = uncountedOf(look.job);
  if (before.succeeded.length + before.failed.length === 0) return false;
  const tracked = new Set(look.pods.filter((pod) => look.isTracked(pod)).map((pod) => pod.uid));
  const succeeded = before.succeeded.filter((uid) => tracked.has(uid));
  const failed = before.failed.filter((uid) => tracked.has(uid));
  const gone = { succeeded: before.succeeded.length - succeeded.length, failed: before.failed.length - failed.length };
  if (gone.succeeded + gone.failed === 0) return false;
  setStatus(look, {
    succeeded: statusCount(look.job, 'succeeded') + gone.succeeded,
    failed: statusCount(look.job, 'failed') + gone.failed,
    uncountedTerminatedPods: { succeeded, failed },
  });
  return true;
}

/** Ended pods that still have their finalizer, as many as the status may name at once. */
function endedPods(look: JobLook): { pods: Pod[]; more: boolean } {
  const over = look.finished !== null;
  const ended = look.pods.filter(
    (pod) => look.isTracked(pod) && (over || pod.phase === 'Succeeded' || hasFailed(pod, look.job)),
  );
  if (isIndexed(look.job)) ended.sort((a, b) => indexOf(a, look.job) - indexOf(b, look.job) || a.index - b.index);
  return { pods: ended.slice(0, maxUncounted), more: ended.length > maxUncounted };
}

/** Names them in the status: indexes of pods that succeeded, uids of all others. */
function nameEnded(look: JobLook, pods: readonly Pod[]): boolean {
  const indexed = isIndexed(look.job);
  const before = uncountedOf(look.job);
  const succeeded = new Set(before.succeeded);
  const failed = new Set(before.failed);
  const indexes: number[] = [];
  for (const pod of pods) {
    const index = indexOf(pod, look.job);
    if (pod.phase === 'Succeeded' && !failed.has(pod.uid)) {
      if (!indexed) succeeded.add(pod.uid);
      else if (index >= 0) indexes.push(index);
    } else if (countsAsFailed(look, pod) && (!indexed || index >= 0)) failed.add(pod.uid);
  }
  const named = succeeded.size + failed.size > before.succeeded.length + before.failed.length;
  if (named) setStatus(look, { uncountedTerminatedPods: { succeeded: [...succeeded], failed: [...failed] } });
  return (indexed && nameIndexes(look, indexes)) || named;
}

/** When the Job has failed, pods that did not end count as failed too. */
function countsAsFailed(look: JobLook, pod: Pod): boolean {
  if (hasFailed(pod, look.job) && look.actionFor(pod) === 'Ignore') return false;
  return hasFailed(pod, look.job) || (look.finished !== null && look.finished.type !== 'SuccessCriteriaMet');
}

function nameIndexes(look: JobLook, indexes: readonly number[]): boolean {
  const all = look.succeededBefore.with(indexes);
  const { completedIndexes = '', failedIndexes = '' } = look.job.status ?? {};
  const named = all.toString() !== completedIndexes;
  const failed = look.failedIndexes.toString();
  if (named) setStatus(look, { succeeded: all.total, completedIndexes: all.toString() });
  if (failed !== failedIndexes) setStatus(look, { failedIndexes: failed });
  return named || failed !== failedIndexes;
}

/** The end is written in two steps: that it is decided, and, once all pods are counted, that it has come. */
function noteEnd(look: JobLook): boolean {
  const { finished, nowUs } = look;
  if (finished?.type === 'FailureTarget') {
    look.job = withCondition(look.job, finished);
    look.finished = condition('Failed', finished.reason ?? '', nowUs);
    return true;
  }
  if (finished?.type !== 'SuccessCriteriaMet') return false;
  const before = look.job;
  look.job = withCondition(before, finished);
  look.finished = condition('Complete', finished.reason ?? '', nowUs);
  return look.job !== before;
}

/** Whether all pods are counted and gone, so that the Job is over. */
function endJob(look: JobLook): boolean {
  const { finished, nowUs } = look;
  const { succeeded, failed } = uncountedOf(look.job);
  if (finished === null || succeeded.length + failed.length > 0 || look.terminatingCount > 0) return false;
  look.job = withCondition(look.job, finished);
  if (finished.type === 'Complete') setStatus(look, { completionTime: timeText(nowUs) });
  return true;
}

function setStatus(look: JobLook, status: Record<string, unknown>): void {
  look.job = { ...look.job, status: { ...look.job.status, ...status } } satisfies JobV1;
}
