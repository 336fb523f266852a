/** Chooses a node for a pod, or asks PostFilter plugins to make one fit later. Upstream: pkg/scheduler/schedule_one.go schedulingAlgorithm, v1.36. */
import type { Pod } from '../cluster/index.js';
import { type Framework, fitErrorMessage, runPostFilters, Status } from '../framework/index.js';
import { type Placed, type ScheduleOptions, type ScheduleResult, schedulePod, type Unplaced } from './schedule-pod.js';

export interface Decision extends ScheduleResult {
  readonly outcome: Placed | Failed;
}

export interface Failed extends Unplaced {
  /** Node to nominate; "" clears a nomination; undefined leaves it as it is. */
  readonly nominatedNode: string | undefined;
}

export function decide(framework: Framework, pod: Pod, options: ScheduleOptions): Decision {
  const result = schedulePod(framework, pod, options);
  const { outcome } = result;
  if (outcome.placed) return result as Decision;
  return { ...result, outcome: afterPostFilters(framework, pod, result, outcome) };
}

function afterPostFilters(framework: Framework, pod: Pod, { cycle, work }: ScheduleResult, unplaced: Unplaced): Failed {
  const { fitError } = unplaced;
  if (fitError === null || framework.postFilters.length === 0) return { ...unplaced, nominatedNode: '' };
  const { status, nominatedNode, work: done } = runPostFilters(framework, cycle, pod, fitError.diagnosis.verdicts);
  work.postFilter = done ?? {};
  fitError.diagnosis.postFilterMessage = status.message;
  return {
    placed: false,
    status: new Status('Unschedulable', [fitErrorMessage(fitError)]),
    fitError,
    nominatedNode,
  };
}
