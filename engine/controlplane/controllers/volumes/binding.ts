/** Binding a claim to a volume: both name each other, each in its spec, then in its status. Upstream: bind in pkg/controller/volume/persistentvolume/pv_controller.go, v1.36. */
import type { KubeObject, PersistentVolumeClaimV1, PersistentVolumeV1 } from '../../../objects/index.js';
import type { ApiClient } from '../../client.js';
import type { StoredObject } from '../../store.js';
import type { Known } from '../informers.js';
import type { Sync } from '../sync.js';
import type { Toolbox } from '../toolbox.js';
import { bindCompleted, boundByController } from './claims.js';

/** Writes for one client. */
export class Binder {
  constructor(
    private readonly tools: Toolbox,
    private readonly client: ApiClient,
  ) {}

  /** Up to four writes, each left out where it would change nothing; false where one conflicts. */
  *bind(volume: Known<PersistentVolumeV1>, claim: Known<PersistentVolumeClaimV1>): Sync<boolean> {
    const reserved = yield* this.write(volume.entry, volume.object, withClaim(volume.object, claim));
    if (reserved === null) return false;
    const boundVolume = yield* this.write(volume.entry, reserved, withPhase(reserved, 'Bound'));
    if (boundVolume === null) return false;
    const named = yield* this.write(claim.entry, claim.object, withVolume(claim.object, volume.entry.name));
    if (named === null) return false;
    const capacity = volume.object.spec.capacity;
    const status = { phase: 'Bound', accessModes: volume.object.spec.accessModes ?? [], ...(capacity && { capacity }) };
    const bound = claimIsBound(named) ? named : { ...named, status: { ...named.status, ...status } };
    return (yield* this.write(claim.entry, named, bound)) !== null;
  }

  /** Writes a volume's phase, where it is another. */
  *setPhase({ entry, object }: Known<PersistentVolumeV1>, phase: string): Sync<boolean> {
    return (yield* this.write(entry, object, withPhase(object, phase))) !== null;
  }

  *write<T extends KubeObject>(entry: StoredObject, seen: T, next: T): Sync<T | null> {
    if (next === seen) return seen;
    return (yield* this.tools.writes.update(this.client, entry, seen, next)) as T | null;
  }
}

function claimIsBound({ status }: PersistentVolumeClaimV1): boolean {
  return status?.phase === 'Bound';
}

function withPhase(volume: PersistentVolumeV1, phase: string): PersistentVolumeV1 {
  return volume.status?.phase === phase ? volume : { ...volume, status: { ...volume.status, phase } };
}

function withClaim(volume: PersistentVolumeV1, { entry, object }: Known<PersistentVolumeClaimV1>): PersistentVolumeV1 {
  const { claimRef } = volume.spec;
  const { namespace, name, uid } = entry;
  if (claimRef?.uid === uid && claimRef.name === name) return volume;
  const reference = { ...claimRef, kind: 'PersistentVolumeClaim', namespace, name, uid };
  // A volume that a user kept for the claim is not the controller's to give back.
  const own: Record<string, string> = claimRef ? {} : { [boundByController]: 'yes' };
  const annotations = { ...volume.metadata.annotations, ...own };
  const storageClassName = volume.spec.storageClassName ?? object.spec.storageClassName;
  const spec = { ...volume.spec, claimRef: reference, ...(storageClassName !== undefined && { storageClassName }) };
  return { ...volume, metadata: { ...volume.metadata, annotations }, spec };
}

function withVolume(claim: PersistentVolumeClaimV1, volumeName: string): PersistentVolumeClaimV1 {
  const { annotations } = claim.metadata;
  if (claim.spec.volumeName === volumeName && annotations?.[bindCompleted] !== undefined) return claim;
  const byController: Record<string, string> = claim.spec.volumeName ? {} : { [boundByController]: 'yes' };
  const metadata = { ...claim.metadata, annotations: { ...annotations, ...byController, [bindCompleted]: 'yes' } };
  return { ...claim, metadata, spec: { ...claim.spec, volumeName } };
}
