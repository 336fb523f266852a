/** Claims, volumes and classes as the volume controller reads them. Upstream: component-helpers/storage/volume, v0.36. */
import {
  compareQuantities,
  compileSelector,
  labelsOf,
  type PersistentVolumeClaimV1,
  type PersistentVolumeV1,
  parseQuantity,
  type Quantity,
  type ResourceListV1,
  zeroQuantity,
} from '../../../objects/index.js';

/** On a claim that is bound for good. */
export const bindCompleted = 'pv.kubernetes.io/bind-completed';
/** On what a controller bound, not a user. */
export const boundByController = 'pv.kubernetes.io/bound-by-controller';
/** On a claim: the node where the scheduler wants its volume. */
export const selectedNode = 'volume.kubernetes.io/selected-node';
/** On a volume: who made it. */
export const provisionedBy = 'pv.kubernetes.io/provisioned-by';
/** On a claim: who is to make its volume. */
export const storageProvisioner = 'volume.kubernetes.io/storage-provisioner';

const betaClass = 'volume.beta.kubernetes.io/storage-class';

/** The name of its class; "" without one. */
export function classOf({ metadata, spec }: PersistentVolumeClaimV1 | PersistentVolumeV1): string {
  return metadata.annotations?.[betaClass] ?? spec.storageClassName ?? '';
}

/** How much storage a list names; zero if none. */
export function storageIn(resources: ResourceListV1 | undefined): Quantity {
  const storage = resources?.['storage'];
  return storage === undefined ? zeroQuantity : parseQuantity(storage);
}

/** Bound to this claim, or kept for it. */
export function isFor({ spec }: PersistentVolumeV1, { metadata }: PersistentVolumeClaimV1): boolean {
  const { claimRef } = spec;
  if (!claimRef || claimRef.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return !claimRef.uid || claimRef.uid === metadata.uid;
}

/** What every volume for the claim has to satisfy. */
export function suits(volume: PersistentVolumeV1, claim: PersistentVolumeClaimV1): boolean {
  if (volume.spec.claimRef && !isFor(volume, claim)) return false;
  if (compareQuantities(storageIn(volume.spec.capacity), storageIn(claim.spec.resources?.requests)) < 0) return false;
  return (volume.spec.volumeMode ?? 'Filesystem') === (claim.spec.volumeMode ?? 'Filesystem');
}

/**
 * The volume kept for the claim, else the smallest free one that satisfies it, of those with the fewest access modes. A
 * claim that waits for its consumer gets only what is kept for it. Upstream: findByClaim in index.go and FindMatchingVolume.
 */
export function bestVolume<T extends { readonly object: PersistentVolumeV1 }>(
  claim: PersistentVolumeClaimV1,
  volumes: Iterable<T>,
  waits: boolean,
): T | null {
  const selector = claim.spec.selector ? compileSelector(claim.spec.selector) : null;
  const modes = claim.spec.accessModes ?? [];
  let best: T | null = null;
  for (const volume of volumes) {
    const { object } = volume;
    if (!modes.every((mode) => object.spec.accessModes?.includes(mode)) || !suits(object, claim)) continue;
    if (isFor(object, claim)) return volume;
    if (waits || object.status?.phase !== 'Available' || classOf(object) !== classOf(claim)) continue;
    if (selector && !selector.matches(labelsOf(object.metadata.labels))) continue;
    if (best === null || isBetter(object, best.object)) best = volume;
  }
  return best;
}

function isBetter(a: PersistentVolumeV1, b: PersistentVolumeV1): boolean {
  const modes = (volume: PersistentVolumeV1) => volume.spec.accessModes?.length ?? 0;
  if (modes(a) !== modes(b)) return modes(a) < modes(b);
  return compareQuantities(storageIn(a.spec.capacity), storageIn(b.spec.capacity)) < 0;
}
