/** Finding the volume that suits an unbound claim best. Upstream: FindMatchingVolume in component-helpers/storage/volume/pv_helpers.go, v1.36. */
import {
  compareQuantities,
  compileSelector,
  everything,
  type LabelSelector,
  type Labels,
  labelsOf,
  type PersistentVolumeClaimV1,
  type PersistentVolumeV1,
  type Quantity,
} from '../objects/index.js';
import { classOfClaim, classOfVolume, isBoundTo, storageIn } from './volume-claims.js';
import { affinityAllows } from './volume-node-affinity.js';

/** What a claim asks of a volume, read once for all candidates. */
interface Wanted {
  readonly claim: PersistentVolumeClaimV1;
  readonly storage: Quantity;
  readonly className: string;
  readonly selector: LabelSelector;
}

/** The volume bound to the claim in advance, else the smallest one that satisfies it from this node; null if none does. */
export function findMatchingVolume(
  claim: PersistentVolumeClaimV1,
  volumes: readonly PersistentVolumeV1[],
  nodeLabels: Labels,
  taken: ReadonlySet<PersistentVolumeV1>,
): PersistentVolumeV1 | null {
  const wanted = wantedBy(claim);
  let smallest: PersistentVolumeV1 | null = null;
  for (const volume of volumes) {
    if (taken.has(volume) || !couldServe(volume, wanted)) continue;
    const reachable = affinityAllows(volume.spec.nodeAffinity?.required, nodeLabels);
    if (isBoundTo(volume, claim)) return reachable ? volume : null;
    if (!reachable || !isFreeFor(volume, wanted)) continue;
    if (smallest === null || compareStorage(volume, smallest) < 0) smallest = volume;
  }
  return smallest;
}

function wantedBy(claim: PersistentVolumeClaimV1): Wanted {
  const { selector, resources } = claim.spec;
  return {
    claim,
    storage: storageIn(resources?.requests),
    className: classOfClaim(claim),
    selector: selector ? compileSelector(selector) : everything,
  };
}

/** What holds for volumes bound in advance too. */
function couldServe(volume: PersistentVolumeV1, { claim, storage }: Wanted): boolean {
  if (volume.spec.claimRef && !isBoundTo(volume, claim)) return false;
  if (compareQuantities(storageIn(volume.spec.capacity), storage) < 0) return false;
  if ((volume.spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem')) return false;
  if ((volume.spec['volumeAttributesClassName'] ?? '') !== (attributesClassOf(claim) ?? '')) return false;
  return !volume.metadata.deletionTimestamp;
}

function attributesClassOf(claim: PersistentVolumeClaimV1): unknown {
  return (claim.spec as { volumeAttributesClassName?: unknown }).volumeAttributesClassName;
}

function isFreeFor(volume: PersistentVolumeV1, { claim, className, selector }: Wanted): boolean {
  if (volume.status?.phase !== 'Available') return false;
  if (!selector.matches(labelsOf(volume.metadata.labels))) return false;
  if (classOfVolume(volume) !== className) return false;
  const offered = volume.spec.accessModes ?? [];
  return (claim.spec.accessModes ?? []).every((mode) => offered.includes(mode));
}

function compareStorage(a: PersistentVolumeV1, b: PersistentVolumeV1): number {
  return compareQuantities(storageIn(a.spec.capacity), storageIn(b.spec.capacity));
}
