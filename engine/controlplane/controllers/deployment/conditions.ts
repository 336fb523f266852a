/** A Deployment's conditions, and whether it progresses. Upstream: pkg/controller/deployment/util/deployment_util.go, v1.36. */
import { type ConditionV1, type DeploymentV1, timeOf, timeText } from '../../../objects/index.js';
import { conditionOf, conditionsOf, statusCount } from '../status.js';
import { desiredReplicas } from './limits.js';

const noDeadlineSeconds = 2 ** 31 - 1;

interface DeploymentCondition extends ConditionV1 {
  lastUpdateTime?: string;
}

/** Seconds that a rollout may take without progress; null: for ever. */
export function progressDeadlineSeconds({ spec }: DeploymentV1): number | null {
  const seconds = (spec as { progressDeadlineSeconds?: number }).progressDeadlineSeconds;
  return seconds === undefined || seconds === noDeadlineSeconds ? null : seconds;
}

/** Whether lack of progress is told. */
export function hasProgressDeadline(deployment: DeploymentV1): boolean {
  return progressDeadlineSeconds(deployment) !== null;
}

/** The Deployment with condition Progressing for this reason. */
export function withProgress(deployment: DeploymentV1, reason: string, nowUs: number, status = 'True'): DeploymentV1 {
  return withConditions(deployment, setCondition(conditionsOf(deployment), 'Progressing', status, reason, nowUs));
}

/** The Deployment with other conditions. */
export function withConditions(deployment: DeploymentV1, conditions: readonly ConditionV1[]): DeploymentV1 {
  return { ...deployment, status: { ...deployment.status, conditions } };
}

/** Sets a condition, unless it says the same already; the last transition is when its status changed. */
export function setCondition(
  conditions: readonly ConditionV1[],
  type: string,
  status: string,
  reason: string,
  nowUs: number,
): readonly ConditionV1[] {
  const before = conditions.find((condition) => condition.type === type);
  if (before?.status === status && before.reason === reason) return conditions;
  const now = timeText(nowUs);
  const since = before?.status === status ? (before.lastTransitionTime ?? now) : now;
  const condition: DeploymentCondition = { type, status, reason, lastUpdateTime: now, lastTransitionTime: since };
  return [...withoutCondition(conditions, type), condition];
}

/** The conditions without those of a type; themselves where there are none. */
export function withoutCondition(conditions: readonly ConditionV1[], type: string): readonly ConditionV1[] {
  return conditions.some((condition) => condition.type === type)
    ? conditions.filter((condition) => condition.type !== type)
    : conditions;
}

/** All replicas are of the new template and available, and no old pods are there. */
export function isComplete(deployment: DeploymentV1, counts: DeploymentV1 = deployment): boolean {
  const desired = desiredReplicas(deployment);
  return (
    statusCount(counts, 'updatedReplicas') === desired &&
    statusCount(counts, 'replicas') === desired &&
    statusCount(counts, 'availableReplicas') === desired &&
    statusCount(counts, 'observedGeneration') >= (deployment.metadata.generation ?? 0)
  );
}

/** More pods of the new template, fewer of old ones, more ready or available ones than before. */
export function isProgressing(before: DeploymentV1, after: DeploymentV1): boolean {
  const old = (d: DeploymentV1) => statusCount(d, 'replicas') - statusCount(d, 'updatedReplicas');
  const grew = (count: string) => statusCount(after, count) > statusCount(before, count);
  return grew('updatedReplicas') || old(after) < old(before) || grew('readyReplicas') || grew('availableReplicas');
}

/** When the rollout times out without further progress, µs; null where it cannot. */
export function timeoutUs(deployment: DeploymentV1): number | null {
  const condition: DeploymentCondition | undefined = conditionOf(deployment, 'Progressing');
  const seconds = progressDeadlineSeconds(deployment);
  const sinceUs = timeOf(condition?.lastUpdateTime);
  return seconds === null || sinceUs === null ? null : sinceUs + seconds * 1e6;
}
