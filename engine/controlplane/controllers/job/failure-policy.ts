/** What a failed pod means for its Job where the Job says. Upstream: pkg/controller/job/pod_failure_policy.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import type { JobV1 } from '../../../objects/index.js';

export type FailureAction = 'Count' | 'Ignore' | 'FailJob' | 'FailIndex';

interface Rule {
  readonly action: FailureAction;
  readonly onExitCodes?: { readonly operator: string; readonly values?: readonly number[] };
  readonly onPodConditions?: readonly { readonly type: string; readonly status?: string }[];
}

/** The simulator knows that a container failed, not with which code. */
const assumedExitCode = 1;

/**
 * The first rule that the pod meets says; without one its failure counts. A pod that was deleted before its containers
 * failed was disrupted; which of them a user deleted is not told apart.
 */
export function failureAction(job: JobV1, pod: Pod, wasDeleted: boolean): FailureAction {
  const { podFailurePolicy } = job.spec as { podFailurePolicy?: { rules?: readonly Rule[] } };
  const disrupted = wasDeleted || pod.isTerminating;
  const rule = podFailurePolicy?.rules?.find(({ onExitCodes, onPodConditions = [] }) =>
    onExitCodes
      ? !disrupted && meets(onExitCodes)
      : disrupted &&
        onPodConditions.some(({ type, status = 'True' }) => type === 'DisruptionTarget' && status === 'True'),
  );
  return rule?.action ?? 'Count';
}

function meets({ operator, values = [] }: NonNullable<Rule['onExitCodes']>): boolean {
  return (operator === 'In') === values.includes(assumedExitCode);
}
