/** A conformance case and what came of it, as data. */
import type { KubeObject } from '../objects/index.js';

/** A cluster, a configuration, and what happens to them. */
export interface ConformanceCase {
  readonly name: string;
  readonly kind: 'explain' | 'sequence';
  /** A KubeSchedulerConfiguration; absent: the defaults. */
  readonly config?: unknown;
  readonly objects: readonly KubeObject[];
  readonly steps?: readonly Step[];
}

/** One change after the first run; exactly one field is set. */
export interface Step {
  readonly advanceSeconds?: number;
  readonly create?: readonly KubeObject[];
  readonly update?: KubeObject;
  /** namespace/name. */
  readonly deletePod?: string;
  readonly deleteNode?: string;
  readonly delete?: { readonly kind: string; readonly namespace?: string; readonly name: string };
}

/** What came of a case: explanations of one kind of case, phases of the other. */
export interface Outcome {
  readonly explanations?: readonly Explanation[];
  readonly phases?: readonly Phase[];
}

/** What the filters say of a node. */
export interface Verdict {
  readonly code: string;
  readonly plugin?: string;
  /** Sorted. */
  readonly reasons?: readonly string[];
}

/** A node as a pod sees it. */
export interface NodeExplanation {
  readonly filter: Verdict;
  /** Each plugin's normalised score times its weight. */
  readonly scores?: Readonly<Record<string, number>>;
  readonly total?: number;
}

/** Where a pod would go, and why. */
export interface Explanation {
  readonly pod: string;
  readonly preFilter?: Verdict;
  readonly nodes: Readonly<Record<string, NodeExplanation>>;
  readonly feasible: number;
  readonly node?: string;
  readonly message?: string;
}

/** One scheduling attempt; a field that is empty or zero is absent, but for a total. */
export interface AttemptOutcome {
  readonly pod: string;
  readonly result: 'bound' | 'unschedulable' | 'error';
  readonly node?: string;
  readonly evaluated?: number;
  readonly feasible?: number;
  readonly total?: number;
  readonly scores?: Readonly<Record<string, number>>;
  readonly message?: string;
  readonly plugins?: readonly string[];
  readonly nominated?: string;
  readonly victims?: readonly string[];
}

/** Where the waiting pods are, as namespace/name, sorted. */
export interface Queues {
  readonly active: readonly string[];
  readonly backoff: readonly string[];
  readonly unschedulable: readonly string[];
}

/** What happened after one step until nothing could be popped. */
export interface Phase {
  readonly attempts: readonly AttemptOutcome[];
  readonly queues: Queues;
}
