/** Answers a run's explain requests: attempts as they happen, pods that are not there at a moment. */
import { Pod } from '../cluster/index.js';
import type { ExplanationRow } from '../metrics/index.js';
import { admitObject, ConfigError, compilePod, type FieldError, type PodV1, refusalText } from '../objects/index.js';
import type { ExplainRequest } from '../run-spec.js';
import type { Failure, QueuedPodInfo, Scheduler } from '../scheduler/index.js';
import type { Commons } from './world.js';

export interface Explainer {
  /** A cycle is about to decide. */
  cycleStarts(info: QueuedPodInfo): void;
  /** An attempt failed; `message` is the text of its event. */
  failed(info: QueuedPodInfo, failure: Failure): void;
  /** Evictions for a pod begin. */
  preempting(preemptor: Pod, victims: readonly Pod[]): void;
  /** The run is over. */
  finish(): void;
  readonly rows: ExplanationRow[];
}

export function createExplainer(
  { kernel, priorityClasses, apiRules }: Pick<Commons, 'kernel' | 'priorityClasses' | 'apiRules'>,
  requests: readonly ExplainRequest[],
  scheduler: () => Scheduler,
): Explainer {
  const found = new Map<ExplainRequest, ExplanationRow>();
  const byPod = new Map<string, Extract<ExplainRequest, { kind: 'attempt' }>>();
  for (const request of requests) if (request.kind === 'attempt') byPod.set(request.pod, request);
  const asking = kernel.on('explain/hypothetical', (i) => hypothetical(requests[i]!));
  for (const [i, request] of requests.entries()) {
    if (request.kind === 'hypothetical' && request.atUs !== null)
      kernel.at(request.atUs, asking, i, 0, { priority: 400 });
  }

  return {
    cycleStarts({ pod, attempts }) {
      if (byPod.size === 0) return;
      const request = byPod.get(pod.key);
      if (request === undefined || (request.attempt !== null && request.attempt !== attempts)) return;
      explain(request, pod, attempts);
    },
    failed({ pod, attempts }, { message: event, nominatedNode }) {
      const request = byPod.get(pod.key);
      const row = request && found.get(request);
      if (row?.attempt !== attempts) return;
      found.set(request!, { ...row, failed: { event, nominatedNode, victims: row.failed?.victims ?? [] } });
    },
    preempting({ key }, victims) {
      const request = byPod.get(key);
      const row = request && found.get(request);
      if (!row) return;
      const told = { event: '', nominatedNode: '', ...row.failed };
      found.set(request!, { ...row, failed: { ...told, victims: victims.map((victim) => victim.key).sort() } });
    },
    finish() {
      for (const request of requests)
        if (request.kind === 'hypothetical' && request.atUs === null) hypothetical(request);
    },
    get rows() {
      return requests.flatMap((request) => found.get(request) ?? []);
    },
  };

  function explain(request: ExplainRequest, pod: Pod, attempt: number): void {
    const explanation = scheduler().explain(pod, attempt, request.all);
    if (explanation) found.set(request, { pod: pod.key, atUs: kernel.nowUs(), attempt, explanation });
  }

  function hypothetical(request: ExplainRequest): void {
    if (request.kind !== 'hypothetical') return;
    const { uid, creationTimestamp } = request.pod.metadata;
    const asStored = uid !== undefined || creationTimestamp != null;
    const context = { priorityClasses: priorityClasses(), asStored, apiRules };
    const { object, errors } = admitObject(request.pod, context);
    if (errors.length > 0) throw new RefusedHypothetical(errors);
    const spec = compilePod(object as PodV1);
    if (spec.schedulingGates.length > 0) {
      const problem = `the scheduler does not try it before its scheduling gates are gone: ${spec.schedulingGates.join(', ')}`;
      throw new ConfigError({ source: hypotheticalSource, path: 'spec.schedulingGates', problem });
    }
    const pod = new Pod(hypotheticalIndex, object.metadata.name ?? 'hypothetical', spec, spec.labels, kernel.nowUs());
    explain(request, pod, 1);
    if (!found.has(request)) {
      throw new ConfigError({
        source: hypotheticalSource,
        path: 'spec.schedulerName',
        value: spec.schedulerName,
        problem: 'no profile has that name',
      });
    }
  }
}

/** What mistakes of a pod that is not there call it. */
export const hypotheticalSource = 'hypothetical pod';

/** The API server would refuse the pod. */
export class RefusedHypothetical extends ConfigError {
  constructor(readonly errors: readonly FieldError[]) {
    super({ source: hypotheticalSource, problem: refusalText(errors) });
  }
}

/** An index that no pod of a run has. */
const hypotheticalIndex = 2 ** 30;
