/** RollingUpdate: the new set up while there is room, old ones down while enough is available. Upstream: pkg/controller/deployment/rolling.go, v1.36. */
import { replicasOf } from '../replica-set.js';
import { statusCount } from '../status.js';
import type { Sync } from '../sync.js';
import { desiredReplicas, maxUnavailable, newSetReplicas } from './limits.js';
import { activeSets, byCreation, type KnownSet, totalOf, totalReplicas } from './replica-sets.js';
import type { Rollout } from './rollout.js';

/** What a step did: nothing, a scaling, or a conflict. */
export type Step = 'idle' | 'scaled' | 'conflict';

/** One step of the rollout; a second one has to see the first's effect. */
export function* rollingStep(rollout: Rollout): Sync<Step> {
  const up = yield* scaleNewSet(rollout);
  return up === 'idle' ? yield* scaleOldSets(rollout) : up;
}

function* scaleNewSet(rollout: Rollout): Sync<Step> {
  const newSet = rollout.newSet!;
  const desired = desiredReplicas(rollout.current);
  const replicas = replicasOf(newSet.object);
  if (replicas === desired) return 'idle';
  const next = replicas > desired ? desired : newSetReplicas(rollout.current, rollout.allSets, replicas);
  if (next === replicas) return 'idle';
  return (yield* rollout.scale(newSet, next)) ? 'scaled' : 'conflict';
}

/** allPods − minAvailable − unavailable pods of the new set may go: unhealthy ones of old sets first, then what is available beyond need. */
function* scaleOldSets(rollout: Rollout): Sync<Step> {
  const newSet = rollout.newSet!;
  const old = activeSets(rollout.oldSets);
  if (totalReplicas(old) === 0) return 'idle';
  const minAvailable = desiredReplicas(rollout.current) - maxUnavailable(rollout.current);
  const newUnavailable = replicasOf(newSet.object) - statusCount(newSet.object, 'availableReplicas');
  const mayGo = totalReplicas(rollout.allSets) - minAvailable - newUnavailable;
  if (mayGo <= 0) return 'idle';
  const unhealthy = yield* scaleDown(rollout, mayGo, unavailableOf);
  if (unhealthy === null) return 'idle';
  const spare = totalOf([...activeSets(rollout.oldSets), newSet], 'availableReplicas') - minAvailable;
  const healthy = spare > 0 ? yield* scaleDown(rollout, spare, ({ object }) => replicasOf(object)) : 0;
  if (healthy === null) return 'idle';
  return unhealthy + healthy > 0 ? 'scaled' : 'idle';
}

function unavailableOf({ object }: KnownSet): number {
  return replicasOf(object) - statusCount(object, 'availableReplicas');
}

/** Takes up to `most` replicas from old sets, oldest first, from each as many as `available` says; null on a conflict or a status that lags behind. */
function* scaleDown(rollout: Rollout, most: number, available: (set: KnownSet) => number): Sync<number | null> {
  let gone = 0;
  for (const set of activeSets(rollout.oldSets).sort(byCreation)) {
    if (gone >= most) break;
    const count = Math.min(most - gone, available(set));
    // More available pods than replicas: the status is from before the last step, and nothing can be built on it.
    if (count < 0) return null;
    if (count === 0) continue;
    if (!(yield* rollout.scale(set, replicasOf(set.object) - count))) return null;
    gone += count;
  }
  return gone;
}
