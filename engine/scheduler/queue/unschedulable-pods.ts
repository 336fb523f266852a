/** Pods that no node can take now, or that a plugin gates, grouped by who rejected them. Upstream: pkg/scheduler/backend/queue/unschedulable_pods.go, v1.36. */
import type { QueuedPodInfo } from './queued-pod.js';

/** Pods of one profile that the same plugins rejected: an event that concerns none of them need not look at any pod. */
export interface RejectedGroup {
  readonly schedulerName: string;
  readonly plugins: ReadonlySet<string>;
  readonly pods: Map<number, QueuedPodInfo>;
}

export class UnschedulablePods {
  private readonly groups = new Map<string, RejectedGroup>();
  private readonly groupOf = new Map<number, RejectedGroup>();

  get size(): number {
    return this.groupOf.size;
  }

  get(pod: number): QueuedPodInfo | undefined {
    return this.groupOf.get(pod)?.pods.get(pod);
  }

  /** Adds the pod, or moves it to where it belongs after its rejecting plugins changed. True if it was not here. */
  addOrUpdate(info: QueuedPodInfo): boolean {
    const pod = info.pod.index;
    const before = this.groupOf.get(pod);
    const group = this.groupFor(info);
    if (before !== group) before?.pods.delete(pod);
    group.pods.set(pod, info);
    this.groupOf.set(pod, group);
    return before === undefined;
  }

  delete(pod: number): void {
    this.groupOf.get(pod)?.pods.delete(pod);
    this.groupOf.delete(pod);
  }

  *all(): Iterable<QueuedPodInfo> {
    for (const group of this.groups.values()) yield* group.pods.values();
  }

  /** Groups in the order they first appeared. */
  rejectedGroups(): Iterable<RejectedGroup> {
    return this.groups.values();
  }

  private groupFor(info: QueuedPodInfo): RejectedGroup {
    if (info.group === null || !belongs(info, info.group)) info.group = this.find(info);
    return info.group;
  }

  private find(info: QueuedPodInfo): RejectedGroup {
    const plugins = new Set([...info.unschedulablePlugins, ...info.pendingPlugins]);
    const key = [info.pod.spec.schedulerName, ...[...plugins].sort()].join('\n');
    let group = this.groups.get(key);
    if (group === undefined) {
      group = { schedulerName: info.pod.spec.schedulerName, plugins, pods: new Map() };
      this.groups.set(key, group);
    }
    return group;
  }
}

function belongs({ pod, unschedulablePlugins, pendingPlugins }: QueuedPodInfo, group: RejectedGroup): boolean {
  if (pod.spec.schedulerName !== group.schedulerName) return false;
  let common = 0;
  for (const plugin of group.plugins) {
    if (!unschedulablePlugins.has(plugin) && !pendingPlugins.has(plugin)) return false;
    common++;
  }
  for (const plugin of pendingPlugins) if (!unschedulablePlugins.has(plugin)) common--;
  return common === unschedulablePlugins.size;
}
