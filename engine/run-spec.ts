/** What a run is made from: plain data, so that it can be cloned to a thread, written to a file, compared byte by byte. */
import type { Distribution } from './kernel/index.js';
import type { KubeObject, PodTemplateV1 } from './objects/index.js';
import type { ProgramSpec } from './program-spec.js';

export * from './program-spec.js';

export interface RunSpec {
  readonly seed: string;
  readonly kubernetes: '1.35' | '1.36' | '1.37';
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly fidelity: Fidelity;
  /** End of the run, µs of virtual time; null: when only steady traffic is left, at most a virtual day. */
  readonly untilUs: number | null;
  /** What is there when the run begins, in creation order: nodes, namespaces, running pods, settled workloads. */
  readonly objects: readonly KubeObject[];
  readonly nodeGroups: readonly NodeGroup[];
  /** What users do during the run, sorted by time. */
  readonly timeline: readonly TimelineEntry[];
  readonly arrivals: readonly ArrivalSpec[];
  readonly replays: readonly ReplaySpec[];
  readonly lifetimes: readonly LifetimeRule[];
  readonly scheduler: SchedulerSpec;
  /** Overrides of component model constants by dotted name, as `seatrial models` lists them. */
  readonly models: Readonly<Record<string, unknown>>;
  readonly record: RecordSpec;
  /** A driver at work in a control plane without controllers and kubelets; the run ends with it. */
  readonly program?: ProgramSpec;
}

/** How long a run without an end goes on at most: a virtual day, µs. */
export const longestRunUs = 86_400e6;

/** full: every component; pods: one distribution a stage outside scheduler and kubelet; scheduler: a pod's way ends at its binding. */
export type Fidelity = 'full' | 'pods' | 'scheduler';

/** Nodes made from one template: `<name>-<ordinal>`. */
export interface NodeGroup {
  readonly name: string;
  readonly count: number;
  /** A Node manifest without a name; labels may use the group's zones. */
  readonly template: { readonly labels?: Record<string, string>; readonly spec?: unknown; readonly status?: unknown };
  /** topology.kubernetes.io/zone values, given to the nodes in turn. */
  readonly zones: readonly string[];
  /** When they join, µs; 0: there from the beginning. */
  readonly joinUs: number;
}

export type TimelineEntry = { readonly atUs: number } & (
  | { readonly action: 'apply'; readonly object: KubeObject }
  | { readonly action: 'delete'; readonly kind: string; readonly namespace: string; readonly name: string }
  | {
      readonly action: 'scale';
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
      readonly replicas: number;
    }
  | { readonly action: 'cordon' | 'uncordon' | 'drain' | 'fail' | 'recover'; readonly node: string }
);

/** Pods that keep coming: an arrival process, a template, a lifetime. */
export interface ArrivalSpec {
  readonly name: string;
  readonly process: ArrivalProcess;
  readonly startUs: number;
  readonly endUs: number;
  /** Stop after so many; null: no limit. */
  readonly count: number | null;
  readonly template: PodTemplateV1;
  /** How long a pod runs once started, µs; null: for ever. */
  readonly lifetimeUs: Distribution | null;
}

export type ArrivalProcess =
  /** Exponential gaps. */
  | { readonly kind: 'poisson'; readonly ratePerSecond: number }
  /** Equal gaps. */
  | { readonly kind: 'constant'; readonly ratePerSecond: number }
  /** All at once, every so often. */
  | { readonly kind: 'burst'; readonly size: number; readonly everyUs: number }
  /** Poisson with a rate that changes: piecewise linear between points, repeated every period. */
  | {
      readonly kind: 'pattern';
      readonly periodUs: number;
      readonly points: readonly { readonly atUs: number; readonly ratePerSecond: number }[];
    }
  /** Any distribution of gaps. */
  | { readonly kind: 'gaps'; readonly gapUs: Distribution };

/** A trace: pod i is made from `templates[template[i]]` at `atUs[i]` and runs for `lifetimeUs[i]` (−1: for ever). */
export interface ReplaySpec {
  readonly name: string;
  readonly templates: readonly PodTemplateV1[];
  readonly names: readonly string[];
  readonly atUs: Float64Array;
  readonly template: Int32Array;
  readonly lifetimeUs: Float64Array;
}

/** How long containers of matching pods run before they exit with success; the first rule that matches counts. */
export interface LifetimeRule {
  readonly kind?: string;
  readonly namespace?: string;
  /** Owner's (or pod's) name; `*` at the end matches any rest. */
  readonly name?: string;
  readonly lifetimeUs: Distribution;
}

export interface SchedulerSpec {
  /** A KubeSchedulerConfiguration as written; null: the defaults. */
  readonly configuration: unknown;
  /** Where it was read, for messages. */
  readonly configurationSource: string;
  readonly plugins: readonly UserPluginRef[];
  /** Who evaluates filter-score-select: the plain reference, what is kept and repaired, that with a pool of workers, or what suits best. No answer depends on it. */
  readonly executor: 'auto' | 'reference' | 'incremental' | 'pool';
}

/** A user's plugin: where its module is and what its content hashed to. */
export interface UserPluginRef {
  readonly specifier: string;
  readonly sha256: string;
}

export interface RecordSpec {
  /** Every scheduling attempt as a row. */
  readonly decisions: boolean;
  /** How often queue depths and utilisation are sampled, µs; 0: chosen from the run's length. */
  readonly sampleEveryUs: number;
  /** Attempts to explain. */
  readonly explain: readonly ExplainRequest[];
}

export type ExplainRequest =
  /** The pod's attempt number N (from 1); null: its last. */
  | { readonly kind: 'attempt'; readonly pod: string; readonly attempt: number | null; readonly all: boolean }
  /** A pod that is not there, at a moment of the run; null: at its end. */
  | { readonly kind: 'hypothetical'; readonly pod: KubeObject; readonly atUs: number | null; readonly all: boolean };
