/** A ReplicaSet's status from its pods. Upstream: pkg/controller/replicaset/replica_set_utils.go, v1.36. */
import type { Pod } from '../../cluster/index.js';
import type { ReplicaSetV1 } from '../../objects/index.js';
import { isActive, isLeaving } from './pods.js';
import { statusCount } from './status.js';
import type { Toolbox } from './toolbox.js';

/** The new status; null where nothing changed. */
export function replicaSetStatus(
  { informers, minor }: Pick<Toolbox, 'informers' | 'minor'>,
  set: ReplicaSetV1,
  pods: readonly Pod[],
  minReadySeconds: number,
): Record<string, number> | null {
  const active = pods.filter(isActive);
  const counts: Record<string, number> = {
    replicas: active.length,
    fullyLabeledReplicas: active.length,
    readyReplicas: active.filter((pod) => informers.isReady(pod)).length,
    availableReplicas: active.filter((pod) => informers.isAvailable(pod, minReadySeconds)).length,
  };
  if (minor >= terminatingReplicasSince && set.kind === 'ReplicaSet')
    counts['terminatingReplicas'] = pods.filter(isLeaving).length;
  const observedGeneration = set.metadata.generation ?? 0;
  const changed = Object.entries(counts).some(([name, count]) => statusCount(set, name) !== count);
  return changed || statusCount(set, 'observedGeneration') !== observedGeneration
    ? { ...counts, observedGeneration }
    : null;
}

/** Gate DeploymentReplicaSetTerminatingReplicas, on by default since 1.35. */
const terminatingReplicasSince = 35;
