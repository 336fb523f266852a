/** A Deployment's status from its ReplicaSets', and how far its rollout is. Upstream: pkg/controller/deployment/{sync,progress}.go, v1.36. */
import type { ConditionV1, DeploymentV1 } from '../../../objects/index.js';
import { conditionOf, conditionsOf, statusCount } from '../status.js';
import type { Sync } from '../sync.js';
import {
  hasProgressDeadline,
  isComplete,
  isProgressing,
  setCondition,
  timeoutUs,
  withConditions,
  withoutCondition,
} from './conditions.js';
import { desiredReplicas, maxUnavailable } from './limits.js';
import { totalOf, totalReplicas } from './replica-sets.js';
import type { Rollout } from './rollout.js';

/** Gate DeploymentReplicaSetTerminatingReplicas, on by default since 1.35. */
const terminatingReplicasSince = 35;

/** Writes the counts, where they changed. For scaled and paused Deployments. */
export function* writeStatus(rollout: Rollout): Sync<boolean> {
  const next = withCounts(rollout);
  if (sameStatus(rollout.current, next)) return true;
  rollout.current = next;
  return yield* rollout.write();
}

/** Writes counts and progress, where they changed; else sees that a stuck rollout is looked at when its time is over. */
export function* writeRolloutStatus(rollout: Rollout, lookAgain: (afterUs: number) => void): Sync<boolean> {
  const next = withProgressOf(rollout, withCounts(rollout));
  if (!sameStatus(rollout.current, next)) {
    rollout.current = next;
    return yield* rollout.write();
  }
  const dueUs = timeoutUs(next);
  const timedOut = conditionOf(next, 'Progressing')?.reason === 'ProgressDeadlineExceeded';
  // A second more, since moments are kept in whole seconds.
  if (dueUs !== null && !isComplete(next) && !timedOut)
    lookAgain(Math.max(dueUs - rollout.parts.tools.kernel.nowUs(), 0) + 1e6);
  return true;
}

function withCounts({ current, allSets, newSet, parts }: Rollout): DeploymentV1 {
  const availableReplicas = totalOf(allSets, 'availableReplicas');
  const counts: Record<string, number> = {
    observedGeneration: current.metadata.generation ?? 0,
    replicas: totalOf(allSets, 'replicas'),
    updatedReplicas: newSet ? statusCount(newSet.object, 'replicas') : 0,
    readyReplicas: totalOf(allSets, 'readyReplicas'),
    availableReplicas,
    unavailableReplicas: Math.max(totalReplicas(allSets) - availableReplicas, 0),
  };
  if (parts.tools.minor >= terminatingReplicasSince)
    counts['terminatingReplicas'] = totalOf(allSets, 'terminatingReplicas');
  const enough = availableReplicas >= desiredReplicas(current) - maxUnavailable(current);
  const [status, reason] = enough ? ['True', 'MinimumReplicasAvailable'] : ['False', 'MinimumReplicasUnavailable'];
  const nowUs = parts.tools.kernel.nowUs();
  const conditions = setCondition(conditionsOf(current), 'Available', status!, reason!, nowUs);
  return withConditions({ ...current, status: { ...current.status, ...counts } }, conditions);
}

/** Upstream: syncRolloutStatus. */
function withProgressOf({ current, parts }: Rollout, next: DeploymentV1): DeploymentV1 {
  const nowUs = parts.tools.kernel.nowUs();
  const before = conditionOf(current, 'Progressing');
  let conditions = conditionsOf(next);
  if (!hasProgressDeadline(current)) return withConditions(next, withoutCondition(conditions, 'Progressing'));
  const done = before?.reason === 'NewReplicaSetAvailable' && allUpdated(next);
  if (done) return next;
  if (isComplete(current, next))
    conditions = setCondition(conditions, 'Progressing', 'True', 'NewReplicaSetAvailable', nowUs);
  else if (isProgressing(current, next)) conditions = renewed(conditions, before, nowUs);
  else if (hasTimedOut(next, nowUs))
    conditions = setCondition(conditions, 'Progressing', 'False', 'ProgressDeadlineExceeded', nowUs);
  return withConditions(next, conditions);
}

function allUpdated(deployment: DeploymentV1): boolean {
  return statusCount(deployment, 'replicas') === statusCount(deployment, 'updatedReplicas');
}

/** Progress is noted anew each time, though its reason stays. */
function renewed(conditions: readonly ConditionV1[], before: ConditionV1 | undefined, nowUs: number) {
  const others = withoutCondition(conditions, 'Progressing');
  const [fresh] = setCondition([], 'Progressing', 'True', 'ReplicaSetUpdated', nowUs);
  const since = before?.status === 'True' ? before.lastTransitionTime : fresh!.lastTransitionTime;
  return [...others, { ...fresh!, ...(since === undefined ? {} : { lastTransitionTime: since }) }];
}

function hasTimedOut(deployment: DeploymentV1, nowUs: number): boolean {
  const reason = conditionOf(deployment, 'Progressing')?.reason;
  if (reason === 'NewReplicaSetAvailable') return false;
  if (reason === 'ProgressDeadlineExceeded') return true;
  const dueUs = timeoutUs(deployment);
  return dueUs !== null && dueUs < nowUs;
}

/** Compared by what they say: counts of 0 may be left out, and conditions stand in any order. */
function sameStatus(a: DeploymentV1, b: DeploymentV1): boolean {
  return statusText(a) === statusText(b);
}

function statusText(deployment: DeploymentV1): string {
  const counts = Object.entries(deployment.status ?? {})
    .filter(([, value]) => typeof value === 'number' && value !== 0)
    .sort(([x], [y]) => (x < y ? -1 : 1));
  const conditions = conditionsOf(deployment)
    .map(({ type, status, reason, ...times }) =>
      [type, status, reason, (times as { lastUpdateTime?: string }).lastUpdateTime].join(' '),
    )
    .sort();
  return JSON.stringify([counts, conditions]);
}
