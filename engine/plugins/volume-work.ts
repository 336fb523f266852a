/** What the volume plugins' Filters look up on each node upstream, for the time model. Upstream: plugins/nodevolumelimits/csi.go, plugins/volumebinding/binder.go, v1.36. */
import type { Cluster, ObjectStore, Pod } from '../cluster/index.js';
import type { CSINodeV1, PersistentVolumeV1 } from '../objects/index.js';
import { boundVolumeName } from './volume-claims.js';
import { isMigratedOn, volumePlugin } from './volume-csi-translation.js';
import { namedClaimsOf } from './volume-sources.js';

/** An in-tree volume translated for its driver is copied whole: as much as so many lookups; estimate. */
const looksOfTranslation = 4;

/** Lookups of NodeVolumeLimits on so many nodes: the CSINode, the pod's volumes, and, where they count, those of the pods there, which are taken to have as many. */
export function limitsLooks(pod: Pod, { objects, nodes, podCount }: Cluster, visited: number): number {
  const { claims, counted, translated } = volumesLookedUp(pod, objects);
  // A claim, its volume and, kept by name, what that counts as.
  const perPod = claims * (counted ? 3 : 2) + translated * looksOfTranslation;
  const here = counted ? (podCount / nodes.length) * (1 + perPod) : 0;
  return visited * (1 + perPod + here);
}

/** Lookups of VolumeBinding on so many nodes: the CSINode, and each bound volume, whether it suits the node, kept for later. */
export function bindingLooks(pod: Pod, { objects }: Cluster, visited: number): number {
  const { claims, translated } = volumesLookedUp(pod, objects);
  return claims === 0 ? 0 : visited * (1 + claims * 3 + translated * looksOfTranslation);
}

/** The pod's claims, whether their volumes count towards a driver's limit, and how many are translated first. All nodes' CSINodes are taken to be alike. */
function volumesLookedUp(pod: Pod, objects: ObjectStore): { claims: number; counted: boolean; translated: number } {
  const csiNode = firstOf(objects.list('CSINode'));
  let claims = 0;
  let counted = false;
  let translated = 0;
  for (const name of namedClaimsOf(pod)) {
    claims++;
    const claim = objects.get('PersistentVolumeClaim', pod.namespace, name);
    const volume = claim && objects.get('PersistentVolume', '', boundVolumeName(claim));
    if (volume === undefined || csiNode === undefined) continue;
    if (isTranslated(volume, csiNode)) translated++;
    counted ||= Boolean(volume.spec.csi) || translated > 0;
  }
  return { claims, counted, translated };
}

function isTranslated(volume: PersistentVolumeV1, csiNode: CSINodeV1): boolean {
  const plugin = volume.spec.csi ? undefined : volumePlugin(volume);
  return plugin !== undefined && isMigratedOn(plugin, csiNode);
}

function firstOf<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item;
  return undefined;
}
