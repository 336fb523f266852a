/** What the scheduler lends to a plugin: the cluster, the other plugins' filters, nominations, the release. */
import type { Cluster, NodeInfo, Pod } from '../cluster/index.js';
import type { Cycle } from './plugin.js';
import type { Release } from './release.js';
import type { Status } from './status.js';

export interface Handle {
  readonly cluster: Cluster;
  readonly release: Release;
  readonly profileName: string;
  /** Whether the profile runs the plugin's Filter: some plugins keep what Filter found for their later steps. */
  runsFilter(plugin: string): boolean;
  /** Goroutines a cycle uses upstream; some sizes depend on it. */
  readonly parallelism: number;
  nowUs(): number;
  /** A number in [0, 1) drawn by key: the same pod, node and attempt always draw the same. */
  random(pod: Pod, nodeName: string, attempt: number): number;
  /** Pods nominated to the node, as the nominator lists them; the same list only as long as they are the same. */
  nominatedPods(nodeName: string): readonly Pod[];
  /** Every node that pods are nominated to by name, and perhaps others; absent: any node may be one. */
  nominatedNodes?(): ReadonlyMap<string, unknown>;
  /** The pod as the scheduler's watch last saw it, which may be newer than what the cycle began with; undefined once it is gone. */
  latest(pod: Pod): Pod | undefined;
  /** All Filter plugins on a (changed copy of a) node, nominated pods of equal or higher priority considered. */
  filterWithNominated(cycle: Cycle, pod: Pod, node: NodeInfo): Status;
  /** Whether in this cycle no Filter plugin's verdict on a node hangs on anything but the node, its pods and the pod's spec; absent: it may. */
  judgesNodesAlone?(cycle: Cycle, pod: Pod): boolean;
  /** A cycle state whose plugin states may be changed apart. */
  cloneCycle(cycle: Cycle): Cycle;
  /** PreFilter's addPod and removePod of all plugins. */
  addPod(cycle: Cycle, pod: Pod, added: Pod, node: NodeInfo): Status;
  removePod(cycle: Cycle, pod: Pod, removed: Pod, node: NodeInfo): Status;
  /** The world's calls; the scheduler's port carries them out. */
  readonly calls: PluginCalls;
}

/** API calls a plugin may make; they take (virtual) time, `done` hears the outcome. */
export interface PluginCalls {
  bind(pod: Pod, nodeName: string, done: (status: Status) => void): void;
  /**
   * Preempts for the pod: takes the nomination to this node from pods of lower priority, then evicts the victims (none is being deleted yet)
   * one after the other. The preemptor waits until the eviction of the last has begun.
   */
  preempt(preemptor: Pod, nodeName: string, victims: readonly Pod[]): void;
  /** Whether the pod is being deleted because it was chosen as a victim (its DisruptionTarget condition says so). */
  isVictim(pod: Pod): boolean;
  /** Whether the pod waits for its victims. */
  isPreempting(pod: Pod): boolean;
  /** Persists a changed object (volume binding); `done` hears the outcome. */
  update(kind: string, object: unknown, done: (status: Status) => void): void;
  /** Calls back after so much (virtual) time. */
  after(delayUs: number, then: () => void): void;
  /** Wakes pods now, as PodsToActivate does. */
  activate(pods: readonly Pod[]): void;
  /** Pods that Permit plugins make wait. */
  waitingPods(): readonly Pod[];
  /** The plugin lets a waiting pod go on; nothing where it does not wait for this plugin. */
  allow(pod: Pod, plugin: string): void;
  /** The plugin rejects a waiting pod: it is unschedulable; nothing where it does not wait. */
  reject(pod: Pod, plugin: string, message: string): void;
}
