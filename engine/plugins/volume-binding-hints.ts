/** When a pod that VolumeBinding rejected is worth another try. Upstream: EventsToRegister in plugins/volumebinding/volume_binding.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { Action, type EventRegistration, on, type QueueingHint } from '../framework/index.js';
import {
  type CSIDriverV1,
  type CSINodeV1,
  type CSIStorageCapacityV1,
  type PersistentVolumeClaimV1,
  type StorageClassV1,
  value,
} from '../objects/index.js';
import { migrationChanged } from './volume-csi-translation.js';
import { volumeLimit } from './volume-provisioning.js';
import { usesClaim, volumesOf } from './volume-sources.js';

/** Nodes and volumes wake every pod. */
export const volumeBindingEvents: readonly EventRegistration[] = [
  on('StorageClass', Action.Add | Action.Update, afterClassChange),
  on('PersistentVolumeClaim', Action.Add | Action.Update, (pod, _before, after) =>
    queueIf(usesClaim(pod, after as PersistentVolumeClaimV1)),
  ),
  on('PersistentVolume', Action.Add | Action.Update),
  on('Node', Action.Add | Action.UpdateNodeLabel),
  on('CSINode', Action.Add | Action.Update, (_pod, before, after) =>
    queueIf(before == null || migrationChanged(before as CSINodeV1, after as CSINodeV1)),
  ),
  on('CSIDriver', Action.Update, (pod, before, after) =>
    afterDriverChange(pod, before as CSIDriverV1, after as CSIDriverV1),
  ),
  on('CSIStorageCapacity', Action.Add | Action.Update, (_pod, before, after) =>
    queueIf(before == null || limitGrew(before as CSIStorageCapacityV1, after as CSIStorageCapacityV1)),
  ),
];

function queueIf(helps: boolean): QueueingHint {
  return helps ? 'Queue' : 'QueueSkip';
}

/** Any new class, and a change of allowed topologies. */
function afterClassChange(_pod: Pod, before: unknown, after: unknown): QueueingHint {
  if (before == null) return 'Queue';
  const topologies = (object: unknown) => topologyText(object as StorageClassV1);
  return queueIf(topologies(before) !== topologies(after));
}

function topologyText({ allowedTopologies = [] }: StorageClassV1): string {
  const terms = allowedTopologies.map(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.map(({ key, values = [] }) => [key, values]),
  );
  return JSON.stringify(terms);
}

/** A driver that stops reporting capacity helps pods with an inline volume of it. */
function afterDriverChange(pod: Pod, before: CSIDriverV1, after: CSIDriverV1): QueueingHint {
  const stopped = before.spec.storageCapacity === true && after.spec.storageCapacity !== true;
  return queueIf(stopped && volumesOf(pod).some((volume) => volume.csi?.driver === after.metadata.name));
}

function limitGrew(before: CSIStorageCapacityV1, after: CSIStorageCapacityV1): boolean {
  const limit = volumeLimit(after);
  const limitBefore = volumeLimit(before);
  if (limit === undefined) return false;
  return limitBefore === undefined || value(limit) > value(limitBefore);
}
