/** When a pod that NodeVolumeLimits rejected is worth another try. Upstream: EventsToRegister in plugins/nodevolumelimits/csi.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { Action, type EventRegistration, on, type QueueingHint } from '../framework/index.js';
import type { CSINodeV1, KubeObject, PersistentVolumeClaimV1 } from '../objects/index.js';
import { inlinePlugin, translateInline } from './volume-csi-translation.js';
import { claimUseOf, usesClaim, volumesOf } from './volume-sources.js';

/** A new CSINode wakes every pod; a node alone wakes none. */
export const nodeVolumeLimitsEvents: readonly EventRegistration[] = [
  on('CSINode', Action.Add),
  on('CSINode', Action.Update, (_pod, before, after) => queueIf(limitGrew(before as CSINodeV1, after as CSINodeV1))),
  on('Pod', Action.Delete, (_pod, before) => queueIf(heldVolumes(before as Pod))),
  on('PersistentVolumeClaim', Action.Add, (pod, _before, after) =>
    queueIf(usesClaim(pod, after as PersistentVolumeClaimV1)),
  ),
  on('VolumeAttachment', Action.Delete, (pod, before) => queueIf(mayTake(pod, before as KubeObject))),
];

function queueIf(helps: boolean): QueueingHint {
  return helps ? 'Queue' : 'QueueSkip';
}

/** Whether any driver, the pod's or not, can attach more; without a limit it counts as none. */
function limitGrew(before: CSINodeV1, after: CSINodeV1): boolean {
  const limits = new Map<string, number>();
  for (const { name, allocatable } of before.spec.drivers ?? []) limits.set(name, allocatable?.count ?? 0);
  return (after.spec.drivers ?? []).some(
    ({ name, allocatable }) => (allocatable?.count ?? 0) > (limits.get(name) ?? 0),
  );
}

/** Whether the deleted pod had a place on a node and volumes there that a driver may attach. */
function heldVolumes(deleted: Pod): boolean {
  if (deleted.nodeName === '' && deleted.nominatedNodeName === '') return false;
  return volumesOf(deleted).some(
    (volume) => claimUseOf(deleted, volume) !== null || inlinePlugin(volume) !== undefined,
  );
}

/** Whether the pod could use the place of an attachment that went: one with claims always, one with an in-tree volume if the driver is the same. */
function mayTake(pod: Pod, attachment: KubeObject): boolean {
  const attacher = (attachment['spec'] as { attacher?: string } | undefined)?.attacher;
  return volumesOf(pod).some((volume) => {
    if (volume.persistentVolumeClaim) return true;
    const plugin = inlinePlugin(volume);
    if (plugin === undefined) return false;
    return plugin.driver === attacher || 'problem' in translateInline(plugin, volume, pod.namespace);
  });
}
