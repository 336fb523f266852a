/** The plugin contract: extension points, what a verdict depends on, what it looks at, what makes it ask again. Upstream: kube-scheduler/framework/interface.go, v1.36. */
import type { Cluster, NodeColumns, NodeInfo, Pod } from '../cluster/index.js';
import type { ConfigError } from '../objects/index.js';
import type { DomainPoint } from './domain-tally.js';
import type { EventRegistration } from './events.js';
import type { Handle } from './handle.js';
import type { Code, Status } from './status.js';

/** What a verdict or score depends on besides the pod; it is recomputed when that changes (HOUSE §4 lists when). */
export type Dependency =
  | 'node-static'
  | 'node-usage'
  | 'topology-domain'
  | 'domain-extreme'
  | 'any-match'
  | 'cluster-counts'
  | 'objects'
  | 'feasible-set'
  /** Declares nothing: asked every time. */
  | 'anything';

export interface PreFilterResult<F> {
  readonly status: Status;
  /** Kept for the plugin's later steps in this cycle. */
  readonly state?: F;
  /** Only these nodes can take the pod; absent: all. */
  readonly nodeNames?: ReadonlySet<string>;
}

export interface PreFilterPoint<F> {
  check(pod: Pod, cycle: Cycle): PreFilterResult<F>;
  /** Whether it says the same to every pod of this one's spec, whatever the cluster is like, and leaves a state that nothing changes. */
  isSameForSpec?(pod: Pod): boolean;
  /** Knows without a look at nodes that check would say Skip and leave no state; false where it does not know. */
  skipsFilter?(pod: Pod, cluster: Cluster): boolean;
  /** A copy that addPod and removePod may change; absent: the state never changes and is shared. */
  clone?(state: F): F;
  /** As if `added` ran on `node` (already added there). */
  addPod?(state: F, pod: Pod, added: Pod, node: NodeInfo): Status;
  /** As if `removed` no longer ran on `node` (already removed there). */
  removePod?(state: F, pod: Pod, removed: Pod, node: NodeInfo): Status;
}

/** An answer that is read off a node table's columns by row: it needs no look at the node, and a thread that has but the columns can give it. */
export interface ByRow<T> {
  /** The name and parameters, plain data, by which it is made again elsewhere. */
  readonly rule: string;
  readonly params: unknown;
  /** Holds as long as the table's layout does. */
  on(columns: NodeColumns): (row: number) => T;
}

/** Why a filter rejects nodes, read off the columns: 0 where it does not, else which of its rejections it is, below `kinds`. */
export interface RejectionByRow extends ByRow<number> {
  readonly kinds: number;
}

export interface FilterPoint<F> {
  readonly dependsOn: Dependency | readonly Dependency[];
  check(pod: Pod, node: NodeInfo, state: F): Status;
  /** Knows without a look at each node that check would say Success of every one of the snapshot; false where it does not know. */
  allowsAll?(pod: Pod, state: F): boolean;
  /** What check would say, where the columns tell: equal numbers for equal Statuses; null where they do not for this pod. */
  rejectionByRow?(pod: Pod, state: F): RejectionByRow | null;
  /** Whether it says the same of all nodes of one shape, as the cluster is now; absent: it may look at a node's name, images or anything. */
  seesShapeOnly?(pod: Pod): boolean;
}

export interface PreScoreResult<S> {
  readonly status: Status;
  readonly state?: S;
}

export interface ScorePoint<F, S> {
  readonly dependsOn: Dependency | readonly Dependency[];
  /** A whole number; without `normalize` from 0 to 100. A Status where it fails. */
  score(pod: Pod, node: NodeInfo, state: S, filterState: F): number | Status;
  /** The same, where the columns tell; null where they do not for this pod. */
  byRow?(pod: Pod, state: S, filterState: F): ByRow<number> | null;
  /** Whether it says the same of all nodes of one shape, as the cluster is now; absent: it may look at a node's name, images or anything. */
  seesShapeOnly?(pod: Pod): boolean;
  /** Turns raw scores, in place, into 0 … 100; `nodes` are the feasible ones, in the same order. */
  normalize?(scores: Float64Array, pod: Pod, nodes: readonly NodeInfo[], state: S): Status;
  /** Each node's normalised score stays what it is where nodes are left out that have the raw score of one that stays. */
  readonly normalizesAlike?: true;
}

export interface PostFilterResult {
  readonly status: Status;
  /** Node to nominate; "" clears a nomination; absent: leaves it as it is. */
  readonly nominatedNode?: string;
  /** What it looked at, for the time model: nodes tried with victims away, pods tried to be kept. */
  readonly work?: Work;
}

/** Every node's verdict in a cycle that found none. */
export interface NodeVerdicts {
  /** Of a node that was looked at, else what all absent ones share. */
  of(nodeName: string): Status;
  /** Nodes with a verdict of their own. */
  readonly explicit: ReadonlyMap<string, Status>;
  /** The nodes with a verdict of this code, in snapshot order. */
  withCode(code: Code, cluster: Cluster): NodeInfo[];
}

export interface ReservePoint<F> {
  reserve(pod: Pod, nodeName: string, state: F): Status;
  unreserve(pod: Pod, nodeName: string, state: F): void;
}

export interface PermitResult {
  readonly status: Status;
  /** How long a Wait lasts before it counts as a rejection, µs. */
  readonly timeoutUs?: number;
}

export interface PreBindPoint<F> {
  /** May run at the same time as neighbours that may too. */
  readonly parallel?: boolean;
  /** Success: there is work to do before binding; Skip: there is none. */
  preFlight?(pod: Pod, nodeName: string, state: F): Status;
  run(pod: Pod, nodeName: string, state: F, done: (status: Status) => void): void;
}

/** Counts of what a step looks at upstream, for the time model. */
export interface Work {
  readonly nodes?: number;
  readonly pods?: number;
  readonly terms?: number;
  /** Nodes on which something was found that is kept and merged. */
  readonly merged?: number;
}

export interface WorkCounts {
  preFilter?(pod: Pod, cluster: Cluster): Work;
  /** On all visited nodes together, beyond being asked once on each. */
  filter?(pod: Pod, cluster: Cluster, visited: number): Work;
  preScore?(pod: Pod, cluster: Cluster, feasible: number): Work;
}

export interface Plugin<F = unknown, S = unknown> {
  readonly name: string;
  /** A user wrote it; set by the framework. */
  readonly isUsers?: true;
  /** What it answered in a search; set by the framework where decisions are verified. */
  readonly answers?: GivenAnswers;
  /** What it reads of a pod: pods that sign alike share verdicts. undefined: this pod shares with none. Upstream: SignPod. */
  signs?(pod: Pod): unknown;
  /** What it reads of a pod beyond what it signs, where upstream's SignPod leaves something out: only pods alike in this too share verdicts. */
  readsBesides?(pod: Pod): unknown;
  /** Both read nothing but the pod's spec, which pods of one template share, so they are asked once for each. */
  readonly signsSpecOnly?: true;
  /** Nor do they read this spec's volumes. */
  signsNoVolumes?(spec: Pod['spec']): boolean;
  preEnqueue?(pod: Pod): Status;
  /** Whether a is scheduled before b. */
  queueSort?(a: QueuedPod, b: QueuedPod): boolean;
  /** The same order in numbers, so that a queue of many need not ask about pairs. */
  readonly queueSortKeys?: QueueSortKeys;
  readonly preFilter?: PreFilterPoint<F>;
  readonly filter?: FilterPoint<F>;
  postFilter?(pod: Pod, cycle: Cycle, verdicts: NodeVerdicts): PostFilterResult;
  preScore?(pod: Pod, nodes: readonly NodeInfo[], filterState: F, cycle: Cycle): PreScoreResult<S>;
  /** Knows without the feasible nodes that preScore would say Skip; false where it does not know. */
  skipsScore?(pod: Pod, cycle: Cycle): boolean;
  readonly score?: ScorePoint<F, S>;
  /** Its counts can be kept. */
  readonly domains?: DomainPoint<F, S>;
  readonly reserve?: ReservePoint<F>;
  permit?(pod: Pod, nodeName: string, state: F): PermitResult;
  readonly preBind?: PreBindPoint<F>;
  bind?(pod: Pod, nodeName: string, done: (status: Status) => void): void;
  postBind?(pod: Pod, nodeName: string): void;
  /** Events on which a pod it rejected is tried again; absent: on every event. */
  readonly requeueOn?: readonly EventRegistration[];
  readonly work?: WorkCounts;
}

/** What a user's plugin answered while one decision was made twice. */
export interface GivenAnswers {
  /** A new search begins: what was answered before does not count. */
  forget(): void;
  /** Two answers to one question about a node of which `isPlain` holds; null where there are none. */
  contradictionAt(isPlain: (nodeName: string) => boolean): ConfigError | null;
}

/** What the queue knows of a pod, as QueueSort sees it. */
export interface QueuedPod {
  readonly pod: Pod;
  /** When it was last put into the queue, µs. */
  readonly timestampUs: number;
}

/** The lower number goes first; of equal ones, the one with the lower second number. None is NaN. */
export interface QueueSortKeys {
  first(pod: QueuedPod): number;
  second(pod: QueuedPod): number;
}

/** One scheduling cycle of one pod: what plugins keep between their steps. */
export interface Cycle {
  readonly cluster: Cluster;
  /** The how-manieth attempt to schedule the pod this is, from 1. */
  readonly attempt: number;
  /** What a plugin's PreFilter left. */
  filterState(plugin: string): unknown;
  /** Set once the plugin's PreFilter said Skip: its Filter is not run. */
  skipsFilter(plugin: string): boolean;
}

/** Makes a plugin for one profile from its pluginConfig arguments (defaulted and validated) and what the scheduler lends it. */
export interface PluginFactory<Args = unknown> {
  readonly name: string;
  create(args: Args, handle: Handle): Plugin;
}

/** Declares a plugin's types in one place and forgets them for the registry. */
export function definePlugin<F = undefined, S = undefined>(plugin: Plugin<F, S>): Plugin {
  return plugin as unknown as Plugin;
}
