/** What the volume plugins read of a pod's volumes: claims, generic ephemeral volumes, disks. Upstream: component-helpers/storage/ephemeral, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { PersistentVolumeClaimV1, VolumeV1 } from '../objects/index.js';

/** A claim that one of the pod's volumes uses. */
export interface ClaimUse {
  readonly name: string;
  /** The claim is made for the pod (a generic ephemeral volume) and has to be owned by it. */
  readonly ephemeral: boolean;
}

const noVolumes: readonly VolumeV1[] = [];

/** The pod's volumes. */
export function volumesOf(pod: Pod): readonly VolumeV1[] {
  return pod.spec.raw.volumes ?? noVolumes;
}

/** The claim behind a volume; null for volumes without one. */
export function claimUseOf(pod: Pod, volume: VolumeV1): ClaimUse | null {
  if (volume.persistentVolumeClaim) return { name: volume.persistentVolumeClaim.claimName ?? '', ephemeral: false };
  if (volume.ephemeral) return { name: `${pod.name}-${volume.name}`, ephemeral: true };
  return null;
}

/** The claims of all volumes, in their order. */
export function claimUsesOf(pod: Pod): ClaimUse[] {
  return volumesOf(pod).flatMap((volume) => claimUseOf(pod, volume) ?? []);
}

/** Names of the claims that volumes name themselves, without ephemeral ones. */
export function namedClaimsOf(pod: Pod): string[] {
  return claimUsesOf(pod).flatMap((use) => (use.ephemeral ? [] : [use.name]));
}

/** Whether one of the pod's volumes, ephemeral ones included, uses the claim. */
export function usesClaim(pod: Pod, { metadata }: PersistentVolumeClaimV1): boolean {
  if (metadata.namespace !== pod.namespace) return false;
  return claimUsesOf(pod).some((use) => use.name === metadata.name);
}

/** What is wrong with an ephemeral volume's claim; null if the pod controls it. */
export function ownershipProblem(pod: Pod, { metadata }: PersistentVolumeClaimV1): string | null {
  const controller = metadata.ownerReferences?.find((owner) => owner.controller === true);
  if (metadata.namespace === pod.namespace && controller?.uid === pod.uid) return null;
  return `PVC ${metadata.namespace}/${metadata.name} was not created for pod ${pod.key} (pod is not owner)`;
}

/** Volume sources that no volume plugin reads. */
const unread = new Set(['name', 'configMap', 'secret', 'emptyDir', 'downwardAPI', 'projected', 'hostPath', 'image']);
/** Signatures of pod specs' volumes; pods of one template share a spec. */
const signatures = new WeakMap<readonly VolumeV1[], string>();

/**
 * What the volume plugins read of a pod, as they all sign it: the sources of its volumes, and its namespace where claims are
 * looked up in it; undefined for a pod with claims of its own. Upstream: VolumesSigner in kube-scheduler/framework/signers.go.
 */
export function volumeSignature(pod: Pod): string | undefined {
  const volumes = volumesOf(pod);
  let signature = signatures.get(volumes);
  if (signature === undefined) {
    signature = sourcesOf(volumes).join('\n');
    signatures.set(volumes, signature);
  }
  if (signature === '') return '';
  return volumes.some((volume) => volume.ephemeral) ? undefined : `${pod.namespace}\n${signature}`;
}

function sourcesOf(volumes: readonly VolumeV1[]): string[] {
  return volumes.flatMap((volume) => {
    const read = Object.entries(volume).filter(([name, source]) => !unread.has(name) && source != null);
    return read.length === 0 ? [] : [JSON.stringify(read)];
  });
}
