/** What happens to a pod whose attempt failed: back into the queue, nomination noted, status patched. Upstream: pkg/scheduler/schedule_one.go handleSchedulingFailure, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { FitError, ReleaseBehaviour, Status } from '../framework/index.js';
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
  readonly behaviour: Pick<ReleaseBehaviour, 'failuresCompareNewestPod'>;
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
    const tried = info.pod;
    parts.observer.failed?.(info, { code, message, plugins, nominatedNode: nomination ?? '' }, startUs);
    noteRejectors(info, fitError);
    requeue(parts, info);
    parts.queue.nominate(info.pod, nomination);
    parts.port.recordEvent(info.pod, 'FailedScheduling', message);
    const known = parts.behaviour.failuresCompareNewestPod ? info.pod : tried;
    const change = changeOf(info, known, status, nomination);
    if (change === undefined) return then();
    parts.calls.start((call) => parts.port.patchStatus(call, known, change), then);
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

/** Only what differs from the pod as it is known is patched, as upstream. */
function changeOf(
  info: QueuedPodInfo,
  known: Pod,
  { isRejected, message }: Status,
  nomination: Nomination,
): PodStatusPatch | undefined {
  const notScheduled = { reason: isRejected ? 'Unschedulable' : 'SchedulerError', message } as const;
  const text = `${notScheduled.reason}: ${message}`;
  const renominates = nomination !== undefined && nomination !== known.nominatedNodeName;
  if (info.lastCondition === text && !renominates) return undefined;
  info.lastCondition = text;
  return renominates ? { notScheduled, nominatedNode: nomination } : { notScheduled };
}
