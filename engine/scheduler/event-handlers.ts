/** What the scheduler's watches deliver: into the cache, and to pods that it may help. Upstream: pkg/scheduler/eventhandlers.go, v1.36. */
import type { Cluster, Pod, StoredKind } from '../cluster/index.js';
import { Action, type EventResource } from '../framework/index.js';
import type { KubeObject, NodeSpec } from '../objects/index.js';
import { nodeChanges } from './node-changes.js';
import { podChanges } from './pod-changes.js';
import type { PodStore } from './pod-store.js';
import { assignedPodAdd, assignedPodDelete, type SchedulingQueue } from './queue/index.js';
import type { WaitingPods } from './waiting-pods.js';

/** What the handlers keep up to date. */
export interface EventParts {
  readonly cluster: Cluster;
  readonly queue: SchedulingQueue;
  readonly store: PodStore;
  readonly waiting: WaitingPods;
  /** Whether some profile schedules pods of this scheduler name. */
  isResponsible(schedulerName: string): boolean;
}

/** Objects whose changes are events; other kinds are only looked up. */
const eventful: Partial<Record<StoredKind, EventResource>> = {
  PersistentVolume: 'PersistentVolume',
  PersistentVolumeClaim: 'PersistentVolumeClaim',
  StorageClass: 'StorageClass',
  CSINode: 'CSINode',
  CSIDriver: 'CSIDriver',
  CSIStorageCapacity: 'CSIStorageCapacity',
  VolumeAttachment: 'VolumeAttachment',
};

export class EventHandlers {
  constructor(private readonly parts: EventParts) {}

  /** A pod was added or changed; a change that comes with the resourceVersion of the one before passes a waiting pod by, as upstream. */
  pod(pod: Pod, sameResourceVersion = false): void {
    const before = this.parts.store.get(pod.index);
    if (pod.isTerminal) {
      if (before !== undefined) this.podGone(before);
      return;
    }
    this.parts.store.set(pod);
    if (before === undefined) this.podAdded(pod);
    else this.podChanged(before, pod, sameResourceVersion);
  }

  /** A pod is no longer there. */
  podGone({ index }: Pod): void {
    const pod = this.parts.store.get(index);
    if (pod === undefined) return;
    this.parts.store.delete(index);
    if (pod.nodeName !== '') this.assignedGone(pod);
    else if (this.isResponsible(pod)) this.unassignedGone(pod);
  }

  /** A node was added or changed. */
  node(node: NodeSpec): void {
    const { cluster, queue } = this.parts;
    const before = cluster.cachedNode(node.name)?.spec;
    if (before == null) {
      cluster.addNode(node);
      queue.moveAll({ resource: 'Node', action: Action.Add }, undefined, node);
      return;
    }
    cluster.updateNode(node);
    for (const event of nodeChanges(before, node)) queue.moveAll(event, before, node);
  }

  /** A node is no longer there. Its pods hear of it before the cache does. */
  nodeGone(name: string): void {
    const { cluster, queue } = this.parts;
    const before = cluster.cachedNode(name)?.spec;
    if (before == null) return;
    queue.moveAll({ resource: 'Node', action: Action.Delete }, before, undefined);
    cluster.removeNode(name);
  }

  /** An object of another kind was added or changed. */
  object(kind: StoredKind, object: KubeObject): void {
    const before = this.parts.cluster.objects.set(kind, object);
    this.objectEvent(kind, before === undefined ? Action.Add : Action.Update, before, object);
  }

  /** An object of another kind is no longer there. */
  objectGone(kind: StoredKind, namespace: string, name: string): void {
    const before = this.parts.cluster.objects.delete(kind, namespace, name);
    if (before !== undefined) this.objectEvent(kind, Action.Delete, before, undefined);
  }

  private objectEvent(kind: StoredKind, action: number, before: unknown, after: unknown): void {
    const resource = eventful[kind];
    if (resource !== undefined) this.parts.queue.moveAll({ resource, action }, before, after);
  }

  private isResponsible(pod: Pod): boolean {
    return this.parts.isResponsible(pod.spec.schedulerName);
  }

  private podAdded(pod: Pod): void {
    if (pod.nodeName !== '') this.assignedAdded(pod);
    else if (this.isResponsible(pod)) this.parts.queue.add(pod);
  }

  private podChanged(before: Pod, after: Pod, sameResourceVersion: boolean): void {
    if (before.nodeName !== '') this.assignedChanged(before, after);
    else if (after.nodeName !== '') {
      this.assignedAdded(after);
      if (this.isResponsible(before)) this.parts.queue.delete(before);
    } else if (this.isResponsible(before) && !sameResourceVersion) this.unassignedChanged(before, after);
  }

  private assignedAdded(pod: Pod): void {
    this.parts.cluster.addPod(pod);
    this.parts.queue.moveAll(assignedPodAdd, undefined, pod);
  }

  private assignedChanged(before: Pod, after: Pod): void {
    this.parts.cluster.updatePod(after);
    for (const event of podChanges(before, after)) this.parts.queue.moveAll(event, before, after);
  }

  private assignedGone(pod: Pod): void {
    this.parts.cluster.removePod(pod);
    this.parts.queue.moveAll(assignedPodDelete, pod, undefined);
  }

  private unassignedChanged(before: Pod, after: Pod): void {
    const { cluster, queue } = this.parts;
    if (cluster.isAssumed(after)) {
      if (after.isTerminating && !before.isTerminating) this.assumedGone(after);
      return;
    }
    queue.update(before, after);
    if (before.nominatedNodeName !== '' && before.nominatedNodeName !== after.nominatedNodeName) {
      this.nominationFreed(before);
    }
  }

  private unassignedGone(pod: Pod): void {
    this.parts.queue.delete(pod);
    if (this.parts.cluster.isAssumed(pod)) this.assumedGone(pod);
    else if (pod.nominatedNodeName !== '') this.nominationFreed(pod);
  }

  /** Pods of lower or equal priority treated the nominated pod as if it ran there. */
  private nominationFreed(pod: Pod): void {
    this.parts.queue.moveAll(assignedPodDelete, pod, undefined, (other) => other.priority <= pod.priority);
  }

  /** A pod on its way to be bound is being deleted: its place is given back now, its binding will fail. */
  private assumedGone(pod: Pod): void {
    const { cluster, queue, waiting } = this.parts;
    const assumed = cluster.cachedPod(pod.index);
    if (assumed === undefined) return;
    if (!waiting.reject(pod.index, '', 'removed')) cluster.forgetPod(assumed);
    queue.moveAll(assignedPodDelete, assumed, undefined);
  }
}
