/** A Deployment that was scaled, or is paused: its sets grow or shrink in proportion. Upstream: scale in pkg/controller/deployment/sync.go, v1.36. */
import { replicasOf } from '../replica-set.js';
import { statusCount } from '../status.js';
import type { Sync } from '../sync.js';
import { desiredReplicas, isRolling, isSaturated, maxSurge } from './limits.js';
import {
  activeSets,
  byCreation,
  bySizeNewer,
  bySizeOlder,
  type KnownSet,
  maxReplicasAnnotation,
  totalReplicas,
  wholeAnnotation,
} from './replica-sets.js';
import type { Rollout } from './rollout.js';

/** Scales the sets; false where a write conflicts. */
export function* scaleSets(rollout: Rollout): Sync<boolean> {
  const only = activeOrLatest(rollout);
  if (only !== null) return only === undefined || (yield* rollout.scale(only, desiredReplicas(rollout.current)));
  if (rollout.newSet && isSaturated(rollout.current, rollout.newSet)) return yield* dropOldSets(rollout);
  return !isRolling(rollout.current) || (yield* scaleInProportion(rollout));
}

/** The only active set, or the latest where none is; undefined where there is none at all, null where several are active. */
function activeOrLatest({ newSet, oldSets, allSets }: Rollout): KnownSet | undefined | null {
  const active = activeSets(allSets);
  if (active.length > 1) return null;
  return active[0] ?? newSet ?? [...oldSets].sort(byCreation).at(-1);
}

function* dropOldSets(rollout: Rollout): Sync<boolean> {
  for (const old of activeSets(rollout.oldSets)) if (!(yield* rollout.scale(old, 0))) return false;
  return true;
}

/** What is to be added or removed is shared out by size, largest first, which also gets what rounding leaves over. */
function* scaleInProportion(rollout: Rollout): Sync<boolean> {
  const { current } = rollout;
  const desired = desiredReplicas(current);
  const allowed = desired > 0 ? desired + maxSurge(current) : 0;
  const sets = activeSets(rollout.allSets);
  const toAdd = allowed - totalReplicas(sets);
  if (toAdd > 0) sets.sort(bySizeNewer);
  if (toAdd < 0) sets.sort(bySizeOlder);
  const sizes = sets.map(({ object }) => replicasOf(object));
  let added = 0;
  for (const [i, set] of sets.entries()) {
    const share = proportion(rollout, set, toAdd, added);
    sizes[i]! += share;
    added += share;
  }
  if (toAdd !== 0) sizes[0] = Math.max(sizes[0]! + toAdd - added, 0);
  for (const [i, set] of sets.entries()) if (!(yield* rollout.scale(set, sizes[i]!, true))) return false;
  return true;
}

/** A set's share of what is to be added, no more than is left of it. Upstream: GetReplicaSetProportion. */
function proportion({ current }: Rollout, { object }: KnownSet, toAdd: number, added: number): number {
  if (toAdd === 0 || toAdd === added) return 0;
  const replicas = replicasOf(object);
  const left = toAdd - added;
  const share = fraction();
  return toAdd > 0 ? Math.min(share, left) : Math.max(share, left);

  /** Grows as the Deployment's largest size does. */
  function fraction(): number {
    if (desiredReplicas(current) === 0) return -replicas;
    const before = wholeAnnotation(object, maxReplicasAnnotation) || statusCount(current, 'replicas');
    if (before === 0) return 0;
    return roundAwayFromZero((replicas * (desiredReplicas(current) + maxSurge(current))) / before) - replicas;
  }
}

/** Upstream: integer.RoundToInt32 in k8s.io/utils/integer. */
function roundAwayFromZero(value: number): number {
  return value < 0 ? Math.ceil(value - 0.5) : Math.floor(value + 0.5);
}
