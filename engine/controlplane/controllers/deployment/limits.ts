/** How far a rolling update may go above and below spec.replicas. Upstream: pkg/controller/deployment/util/deployment_util.go, v1.36. */
import type { DeploymentV1 } from '../../../objects/index.js';
import { scaled } from '../percent.js';
import { replicasOf } from '../replica-set.js';
import { statusCount } from '../status.js';
import { desiredReplicasAnnotation, type KnownSet, totalReplicas, wholeAnnotation } from './replica-sets.js';

/** Pods that the Deployment asks for. */
export function desiredReplicas({ spec }: DeploymentV1): number {
  return spec.replicas ?? 1;
}

/** Whether its strategy is RollingUpdate, which it is by default. */
export function isRolling({ spec }: DeploymentV1): boolean {
  return spec.strategy?.type !== 'Recreate';
}

/** Surge rounds up, unavailability down; where both come to nothing one pod may be missing. */
function fenceposts(deployment: DeploymentV1): { surge: number; unavailable: number } {
  const { maxSurge, maxUnavailable } = deployment.spec.strategy?.rollingUpdate ?? {};
  const surge = scaled(maxSurge, desiredReplicas(deployment), 'up');
  const unavailable = scaled(maxUnavailable, desiredReplicas(deployment), 'down');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** Pods that there may be beyond the replicas. */
export function maxSurge(deployment: DeploymentV1): number {
  return isRolling(deployment) ? fenceposts(deployment).surge : 0;
}

/** Pods that may be missing from the replicas. */
export function maxUnavailable(deployment: DeploymentV1): number {
  const desired = desiredReplicas(deployment);
  return isRolling(deployment) && desired > 0 ? Math.min(fenceposts(deployment).unavailable, desired) : 0;
}

/** How many replicas the new set gets, given what all sets have. */
export function newSetReplicas(deployment: DeploymentV1, all: readonly KnownSet[], newReplicas: number): number {
  const desired = desiredReplicas(deployment);
  if (!isRolling(deployment)) return desired;
  const room = desired + maxSurge(deployment) - totalReplicas(all);
  return room <= 0 ? newReplicas : newReplicas + Math.min(room, desired - newReplicas);
}

/** The new set is as large as it shall be, and all its pods are available. */
export function isSaturated(deployment: DeploymentV1, { object }: KnownSet): boolean {
  const desired = desiredReplicas(deployment);
  return (
    replicasOf(object) === desired &&
    wholeAnnotation(object, desiredReplicasAnnotation) === desired &&
    statusCount(object, 'availableReplicas') === desired
  );
}
