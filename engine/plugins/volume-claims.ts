/** Claims and the volumes they are bound to: classes, binding state, binding one to the other. Upstream: component-helpers/storage/volume/{helpers,pv_helpers}.go, v1.36. */
import type { ObjectStore } from '../cluster/index.js';
import type { ObjectMeta, PersistentVolumeClaimV1, PersistentVolumeV1, ResourceListV1 } from '../objects/index.js';
import { parseQuantity, type Quantity, zeroQuantity } from '../objects/index.js';

/** Set on a claim whose binding is complete. */
export const bindCompletedAnnotation = 'pv.kubernetes.io/bind-completed';
/** Set on a volume that was bound by a controller or the scheduler, not by a user. */
export const boundByControllerAnnotation = 'pv.kubernetes.io/bound-by-controller';
/** Names the node for which a claim's volume is to be provisioned. */
export const selectedNodeAnnotation = 'volume.kubernetes.io/selected-node';

const betaClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** The name of the claim's class; "" without one. */
export function classOfClaim(claim: PersistentVolumeClaimV1): string {
  return claim.metadata.annotations?.[betaClassAnnotation] ?? claim.spec.storageClassName ?? '';
}

/** The name of the volume's class; "" without one. */
export function classOfVolume(volume: PersistentVolumeV1): string {
  return volume.metadata.annotations?.[betaClassAnnotation] ?? volume.spec.storageClassName ?? '';
}

/** namespace/name. */
export function claimKey(claim: PersistentVolumeClaimV1): string {
  return `${claim.metadata.namespace}/${claim.metadata.name}`;
}

/** Whether the claim has a volume and its binding is complete. */
export function isFullyBound(claim: PersistentVolumeClaimV1): boolean {
  return boundVolumeName(claim) !== '' && hasAnnotation(claim.metadata, bindCompletedAnnotation);
}

/** The name of the claim's volume; "" while it has none. */
export function boundVolumeName(claim: PersistentVolumeClaimV1): string {
  return claim.spec.volumeName ?? '';
}

/** Whether the claim waits for its first consumer; a claim whose class is not there does not. */
export function waitsForConsumer(claim: PersistentVolumeClaimV1, objects: ObjectStore): boolean {
  const storageClass = objects.get('StorageClass', '', classOfClaim(claim));
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** How much storage a list of resources names; zero if none. */
export function storageIn(resources: ResourceListV1 | undefined): Quantity {
  const storage = resources?.['storage'];
  return storage === undefined ? zeroQuantity : parseQuantity(storage);
}

/** Whether the volume is bound, or by a user bound in advance, to this very claim. */
export function isBoundTo(volume: PersistentVolumeV1, claim: PersistentVolumeClaimV1): boolean {
  const reference = volume.spec.claimRef;
  if (!reference) return false;
  if (reference.name !== claim.metadata.name || reference.namespace !== claim.metadata.namespace) return false;
  return !reference.uid || reference.uid === claim.metadata.uid;
}

/** The volume as it is once bound to the claim; the same object where nothing changes. */
export function bindVolume(volume: PersistentVolumeV1, claim: PersistentVolumeClaimV1): PersistentVolumeV1 {
  let bound = volume;
  if (!refersTo(volume, claim)) {
    const { namespace, name, uid } = claim.metadata;
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid };
    bound = { ...bound, spec: { ...bound.spec, claimRef } as PersistentVolumeV1['spec'] };
  }
  const byUser = isBoundTo(volume, claim);
  if (byUser || hasAnnotation(volume.metadata, boundByControllerAnnotation)) return bound;
  return annotated(bound, boundByControllerAnnotation, 'yes');
}

/** A copy of the object with one more annotation. */
export function annotated<T extends { metadata: ObjectMeta }>(object: T, name: string, value: string): T {
  const annotations = { ...object.metadata.annotations, [name]: value };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function refersTo(volume: PersistentVolumeV1, { metadata }: PersistentVolumeClaimV1): boolean {
  const reference = volume.spec.claimRef;
  return (
    reference?.name === metadata.name && reference?.namespace === metadata.namespace && reference?.uid === metadata.uid
  );
}

function hasAnnotation(metadata: ObjectMeta, name: string): boolean {
  return metadata.annotations?.[name] !== undefined;
}
