/** The volume controller: claims are bound to volumes that suit them, or have some provisioned. Upstream: pkg/controller/volume/persistentvolume, v1.36. */
import type { PersistentVolumeClaimV1, PersistentVolumeV1, StorageClassV1 } from '../../../objects/index.js';
import type { Known } from '../informers.js';
import { means } from '../owners.js';
import type { Sync } from '../sync.js';
import { background, type Toolbox } from '../toolbox.js';
import { Binder } from './binding.js';
import { bestVolume, bindCompleted, classOf, isFor, selectedNode, storageProvisioner, suits } from './claims.js';
import { Provisioner } from './provisioner.js';

/** One worker for claims and one for volumes. Source: Run in pv_controller_base.go. */
const workers = 1;
/** Claims that are not bound are looked at again this often. Source: --pvclaimbinder-sync-period. */
const resyncUs = 15e6;
/** A provisioner that never provisions. */
const noProvisioner = 'kubernetes.io/no-provisioner';
const defaultClass = 'storageclass.kubernetes.io/is-default-class';

export function createVolumeController(tools: Toolbox): void {
  const { informers, writes } = tools;
  const client = tools.clientFor('persistent-volume-binder');
  const binder = new Binder(tools, client);
  const provisioner = new Provisioner(tools);
  /** Volumes whose claim was seen to go; others without one were there so when the run began. */
  const released = new Set<number>();
  const claims = tools.loop({ name: 'persistentvolume-controller/claims', workers, sync: syncClaim });
  const volumes = tools.loop({ name: 'persistentvolume-controller/volumes', workers, sync: syncVolume });

  informers.watch('StorageClass');
  informers.watch('CSINode');
  informers.watch('Node');
  informers.onObjects('PersistentVolumeClaim', (entry, before, after) => {
    if (after !== null) claims.add(entry.index);
    const name = ((after ?? before) as PersistentVolumeClaimV1).spec.volumeName;
    const volume = name === undefined ? undefined : informers.find('PersistentVolume', '', name);
    if (after !== null || !volume) return;
    released.add(volume.entry.index);
    volumes.add(volume.entry.index);
  });
  informers.onObjects('PersistentVolume', (entry, before, after) => {
    if (after !== null) volumes.add(entry.index);
    if (before === null) wakePending();
  });
  informers.onObjects('StorageClass', (_entry, before) => {
    if (before === null) wakePending();
  });

  /** Claims that wait may have what they need; upstream finds that at its next resync. */
  function wakePending(): void {
    if (tools.kernel.nowUs() === 0) return;
    for (const { entry, object } of informers.list<PersistentVolumeClaimV1>('PersistentVolumeClaim'))
      if (!isBound(object)) claims.addAfter(entry.index, resyncUs, background);
  }

  function* syncClaim(key: number): Sync<boolean> {
    const claim = informers.object<PersistentVolumeClaimV1>(key);
    if (claim === undefined || isBound(claim.object)) return true;
    const { volumeName } = claim.object.spec;
    return volumeName ? yield* bindNamed(claim, volumeName) : yield* bindAny(claim);
  }

  /** A volume that the claim, or a user, names. */
  function* bindNamed(claim: Known<PersistentVolumeClaimV1>, name: string): Sync<boolean> {
    const volume = informers.find<PersistentVolumeV1>('PersistentVolume', '', name);
    if (!volume) return true;
    const free = !volume.object.spec.claimRef && suits(volume.object, claim.object);
    return free || isFor(volume.object, claim.object) ? yield* binder.bind(volume, claim) : true;
  }

  function* bindAny(claim: Known<PersistentVolumeClaimV1>): Sync<boolean> {
    const storageClass = classFor(claim.object);
    const waits = storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
    const volume = bestVolume(claim.object, informers.list<PersistentVolumeV1>('PersistentVolume'), waits);
    if (volume) return yield* binder.bind(volume, claim);
    if (classOf(claim.object) === '' && storageClass) return yield* assignClass(claim, storageClass);
    if (!storageClass || storageClass.provisioner === noProvisioner) return true;
    if (waits && claim.object.metadata.annotations?.[selectedNode] === undefined) return true;
    return yield* askProvisioner(claim, storageClass.provisioner);
  }

  /** The claim's class, or the default one where it leaves that open. */
  function classFor(claim: PersistentVolumeClaimV1): StorageClassV1 | undefined {
    const name = classOf(claim);
    if (name !== '') return informers.find<StorageClassV1>('StorageClass', '', name)?.object;
    if (claim.spec.storageClassName !== undefined) return undefined;
    const all = [...informers.list<StorageClassV1>('StorageClass')];
    return all.find(({ object }) => object.metadata.annotations?.[defaultClass] === 'true')?.object;
  }

  function* assignClass(claim: Known<PersistentVolumeClaimV1>, { metadata }: StorageClassV1): Sync<boolean> {
    const spec = { ...claim.object.spec, storageClassName: metadata.name ?? '' };
    return (yield* writes.update(client, claim.entry, claim.object, { ...claim.object, spec })) !== null;
  }

  /** The annotation is what the provisioner waits for. */
  function* askProvisioner(claim: Known<PersistentVolumeClaimV1>, name: string): Sync<boolean> {
    const { metadata } = claim.object;
    if (metadata.annotations?.[storageProvisioner] !== name) {
      const annotations = { ...metadata.annotations, [storageProvisioner]: name };
      const next = { ...claim.object, metadata: { ...metadata, annotations } };
      if ((yield* writes.update(client, claim.entry, claim.object, next)) === null) return false;
    }
    provisioner.provision(claim);
    return true;
  }

  function* syncVolume(key: number): Sync<boolean> {
    const volume = informers.object<PersistentVolumeV1>(key);
    if (volume === undefined) return true;
    const { claimRef } = volume.object.spec;
    if (!claimRef?.uid) {
      const kept = claimRef && claimOf(claimRef);
      if (kept) claims.add(kept.entry.index);
      return yield* binder.setPhase(volume, 'Available');
    }
    const claim = claimOf(claimRef) ?? inStore(claimRef);
    if (!claim || !means({ kind: '', name: '', uid: claimRef.uid }, claim.entry))
      return !released.has(key) || (yield* reclaim(volume));
    if (claim.object.spec.volumeName === volume.entry.name) return yield* binder.setPhase(volume, 'Bound');
    if (!claim.object.spec.volumeName) claims.add(claim.entry.index);
    return true;
  }

  function claimOf({ namespace = '', name = '' }: { namespace?: string; name?: string }) {
    return informers.find<PersistentVolumeClaimV1>('PersistentVolumeClaim', namespace, name);
  }

  /** Asked of the API server, since the claim may not have been delivered yet. */
  function inStore(claimRef: { namespace?: string; name?: string }): Known<PersistentVolumeClaimV1> | undefined {
    const entry = tools.store.find('PersistentVolumeClaim', claimRef.namespace ?? '', claimRef.name ?? '');
    return entry && { entry, object: entry.current as PersistentVolumeClaimV1 };
  }

  /** The claim is gone: the volume is released, and deleted where its policy says so. */
  function* reclaim(volume: Known<PersistentVolumeV1>): Sync<boolean> {
    if (!(yield* binder.setPhase(volume, 'Released'))) return false;
    if (volume.object.spec['persistentVolumeReclaimPolicy'] === 'Delete') yield* writes.delete(client, volume.entry);
    return true;
  }
}

function isBound({ metadata, spec }: PersistentVolumeClaimV1): boolean {
  return metadata.annotations?.[bindCompleted] !== undefined && !!spec.volumeName;
}
