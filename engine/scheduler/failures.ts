/** What happens to a pod whose attempt failed: back into the queue, nomination noted, status patched. Upstream: pkg/scheduler/schedule_one.go handleSchedulingFailure, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { FitError, Status } from '../framework/index.js';
import type { Attempt } from './attempt.js';
import type { Calls } from './calls.js';
import type { SchedulerObserver } from './observer.js';
import type { PodStore } from './pod-store.js';
import type { PodStatusPatch, SchedulerPort } from './port.js';
import type { Nomination, QueuedPodInfo, SchedulingQueue } from './queue/index.js';

/** What the handler works with. */
export interface FailureParts {
  readonly port: SchedulerPort;
  readonly calls: Calls;
  readonly store: PodStore;
  readonly queue: SchedulingQueue;
  readonly observer: SchedulerObserver;
}

/** Takes back a pod: why it failed, by whose verdicts, and what becomes of its nomination; `then` follows once its status is patched. */
export type HandleFailure = (
  attempt: Attempt,
  status: Status,
  fitError: FitError | null,
  nomination: Nomination,
  then?: () => void,
) => void;

/** Makes the failure handler. */
export function failureHandler(parts: FailureParts): HandleFailure {
  return (attempt, status, fitError, nomination, then = () => {}) => {
    const { info, startUs } = attempt;
    const plugins = [...(fitError?.diagnosis.unschedulablePlugins ?? [])].sort();
    const { code, message } = status;
    parts.observer.failed?.(info, { code, message, plugins, nominatedNode: nomination ?? '' }, startUs);
    noteRejectors(info, fitError);
    requeue(parts, info);
    parts.queue.nominate(info.pod, nomination);
    parts.port.recordEvent(info.pod, 'FailedScheduling', message);
    patch(parts, info, { reason: status.isRejected ? 'Unschedulable' : 'SchedulerError', message }, nomination, then);
  };
}

function noteRejectors(info: QueuedPodInfo, fitError: FitError | null): void {
  info.clearRejectors();
  if (fitError === null) return;
  info.unschedulablePlugins = fitError.diagnosis.unschedulablePlugins;
  info.pendingPlugins = fitError.diagnosis.pendingPlugins;
}

/** In its newest version; a pod that is gone or assigned meanwhile is only done. */
function requeue({ store, queue }: FailureParts, info: QueuedPodInfo): void {
  const current = store.get(info.pod.index);
  if (current === undefined || current.nodeName !== '') {
    queue.done(info.pod.index);
    return;
  }
  info.pod = current;
  queue.addUnschedulable(info);
}

/** Only what differs is patched, as upstream. */
function patch(
  parts: FailureParts,
  info: QueuedPodInfo,
  condition: NonNullable<PodStatusPatch['notScheduled']>,
  nomination: Nomination,
  then: () => void,
): void {
  const text = `${condition.reason}: ${condition.message}`;
  const renominates = nomination !== undefined && nomination !== info.pod.nominatedNodeName;
  if (info.lastCondition === text && !renominates) return then();
  info.lastCondition = text;
  const change: PodStatusPatch = renominates
    ? { notScheduled: condition, nominatedNode: nomination }
    : { notScheduled: condition };
  const pod: Pod = info.pod;
  parts.calls.start(
    (call) => parts.port.patchStatus(call, pod, change),
    () => then(),
  );
}
