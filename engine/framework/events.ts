/** Cluster events that may make a waiting pod schedulable. Upstream: kube-scheduler/framework/types.go and pkg/scheduler/framework/events.go, v1.36. */
import type { Pod } from '../cluster/index.js';

export type EventResource =
  | 'Pod'
  | 'AssignedPod'
  | 'UnschedulablePod'
  | 'Node'
  | 'PersistentVolume'
  | 'PersistentVolumeClaim'
  | 'CSINode'
  | 'CSIDriver'
  | 'VolumeAttachment'
  | 'CSIStorageCapacity'
  | 'StorageClass'
  | 'ResourceClaim'
  | 'ResourceSlice'
  | 'DeviceClass'
  | '*';

/** What happened to the resource; values combine as bits. */
export const Action = {
  None: 0,
  Add: 1 << 0,
  Delete: 1 << 1,
  UpdateNodeAllocatable: 1 << 2,
  UpdateNodeLabel: 1 << 3,
  UpdateNodeTaint: 1 << 4,
  UpdateNodeCondition: 1 << 5,
  UpdateNodeAnnotation: 1 << 6,
  UpdateNodeDeclaredFeature: 1 << 7,
  UpdatePodLabel: 1 << 8,
  UpdatePodScaleDown: 1 << 9,
  UpdatePodToleration: 1 << 10,
  UpdatePodSchedulingGatesEliminated: 1 << 11,
  UpdatePodGeneratedResourceClaim: 1 << 12,
  /** Any update. */
  Update: 0b1_1111_1111_1100,
  All: 0b1_1111_1111_1111,
} as const;

export interface ClusterEvent {
  readonly resource: EventResource;
  /** Bits of `Action`. */
  readonly action: number;
  /** Set for the scheduler's own wildcard events. */
  readonly label?: string;
}

/** Whether an event may help a pod that the plugin rejected. */
export type QueueingHint = 'Queue' | 'QueueSkip';

/**
 * Asked with the waiting pod and the object before and after (undefined where there is none): a Pod for pod events, a NodeSpec
 * for node events, the API object for the others. A hint that throws counts as Queue, as upstream.
 */
export type QueueingHintFn = (pod: Pod, before: unknown, after: unknown) => QueueingHint;

export interface EventRegistration {
  readonly event: ClusterEvent;
  /** Absent: always Queue. */
  readonly hint?: QueueingHintFn;
}

/** A registration: `on('Node', Action.Add | Action.UpdateNodeLabel, hint)`. */
export function on(resource: EventResource, action: number, hint?: QueueingHintFn): EventRegistration {
  return hint === undefined ? { event: { resource, action } } : { event: { resource, action }, hint };
}
