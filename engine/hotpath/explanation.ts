/** An explanation of one decision as plain data: in the shape of the conformance vectors, and more. */

export interface Explanation {
  /** namespace/name. */
  readonly pod: string;
  /** Present where PreFilter rejected the pod; `nodes` is empty then. */
  readonly preFilter?: Verdict;
  readonly nodes: Readonly<Record<string, NodeExplanation>>;
  /** How many of all nodes are feasible. */
  readonly feasible: number;
  /** The node that is chosen. */
  readonly node?: string;
  /** Why none is. */
  readonly message?: string;
  /** What the cycle itself looked at: up to as many feasible nodes as it looks for. */
  readonly cycle: { readonly evaluated: number; readonly feasible: number };
  /** The node that would have been chosen next, and how many points it is behind. */
  readonly runnerUp?: { readonly node: string; readonly behind: number };
}

export interface NodeExplanation {
  readonly filter: Verdict;
  /** Each plugin's weighted score; absent where it was not normalised. */
  readonly scores?: Readonly<Record<string, number>>;
  readonly total?: number;
  /** Whether the cycle looked at the node. */
  readonly lookedAt: boolean;
  /** How each plugin's score came about, for feasible nodes. */
  readonly plugins?: readonly PluginExplanation[];
}

export interface PluginExplanation {
  readonly plugin: string;
  readonly weight: number;
  /** As the plugin gave it. */
  readonly raw: number;
  /** 0 to 100; absent where the node was not among those that scores were normalised over. */
  readonly normalized?: number;
}

export interface Verdict {
  readonly code: string;
  readonly plugin?: string;
  /** Sorted. */
  readonly reasons?: readonly string[];
}
