/** What the volume plugins read of a pod's volumes: claims, generic ephemeral volumes, disks. Upstream: component-helpers/storage/ephemeral, v1.36. */
import type { Pod } from '../cluster/index.js';
import { canonical } from '../framework/index.js';
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
  const volumes = volumesOf(pod);
  return volumes.length === 0 ? [] : volumes.flatMap((volume) => claimUseOf(pod, volume) ?? []);
}

/** Names of the claims that volumes name themselves, without ephemeral ones. */
export function namedClaimsOf(pod: Pod): string[] {
  return claimUsesOf(pod).flatMap((use) => (use.ephemeral ? [] : [use.name]));
}

/** Whether none of the pod's volumes is a claim, which its spec says. */
export function usesNoClaim(pod: Pod): boolean {
  return volumesOf(pod).every((volume) => claimUseOf(pod, volume) === null);
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

/** Volume sources that differ from pod to pod and matter to no plugin. */
const unsigned = new Set(['configMap', 'secret']);
/** Signatures of pod specs' volumes; pods of one template share a spec. */
const signatures = new WeakMap<readonly VolumeV1[], readonly string[]>();

/** What the volume plugins sign of a pod: the sources of its volumes. Upstream: VolumesSigner in kube-scheduler/framework/signers.go. */
export function volumeSignature(pod: Pod): readonly string[] {
  const volumes = volumesOf(pod);
  let signature = signatures.get(volumes);
  if (signature === undefined) {
    signature = volumes.flatMap(sourceOf).sort();
    signatures.set(volumes, signature);
  }
  return signature;
}

function sourceOf(volume: VolumeV1): string[] {
  const source = Object.entries(volume).filter(([name, value]) => name !== 'name' && value != null);
  return source.some(([name]) => unsigned.has(name)) ? [] : [canonical(Object.fromEntries(source))];
}

/** Which claims those are, and in which order, which upstream leaves out: they are looked up in the pod's namespace; ephemeral ones are one pod's alone. */
export function volumesReadBesides(pod: Pod): string {
  const uses = claimUsesOf(pod);
  if (uses.length === 0) return '';
  return uses.some((use) => use.ephemeral) ? pod.uid : [pod.namespace, ...uses.map((use) => use.name)].join('/');
}
