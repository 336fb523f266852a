/** What a run was: plain data that says everything the reports tell. Times are µs of virtual time; −1 where a moment never came. */
import type { Explanation } from '../hotpath/index.js';
import type { MomentColumn } from './moments.js';
import type { TextColumn } from './texts.js';

export interface RunResult {
  readonly seatrial: string;
  /** "1.36". */
  readonly kubernetes: string;
  readonly seed: string;
  readonly inputHash: string;
  /** Over everything that happened; equal input and seed, equal digest. */
  readonly digest: string;
  readonly fidelity: string;
  readonly endedUs: number;
  readonly endReason: 'until' | 'settled' | 'day' | 'program';
  readonly eventsRun: number;
  readonly counts: RunCounts;
  readonly pods: PodColumns;
  readonly stages: readonly StageSummary[];
  readonly throughput: Throughput;
  readonly samples: SampleColumns;
  readonly nodes: readonly NodeRow[];
  readonly decisions: readonly DecisionRow[];
  readonly unplaced: readonly UnplacedRow[];
  readonly refused: readonly RefusedRow[];
  readonly stations: readonly StationRow[];
  readonly journeys: readonly JourneyRow[];
  readonly explanations: readonly ExplanationRow[];
  /** What was assumed, said aloud: one sentence each. */
  readonly notes: readonly string[];
  /** How the spec's program went, where it has one. */
  readonly program?: ProgramResult;
}

export interface ProgramResult {
  /** Why it could not go on; "" where it came to its end. */
  readonly failure: string;
  readonly phases: readonly PhaseResult[];
}

/** What scheduling cycles looked at, on average. */
export interface CycleSummary {
  readonly count: number;
  readonly filteredNodes: number;
  readonly scoredNodes: number;
  readonly rejectedNodes: number;
  readonly filterRuns: number;
  readonly scoreRuns: number;
  /** By plugin: what its PreFilter, Filter and PreScore look at upstream. */
  readonly preFilter: Readonly<Record<string, WorkSummary>>;
  readonly filter: Readonly<Record<string, WorkSummary>>;
  readonly preScore: Readonly<Record<string, WorkSummary>>;
}

export interface WorkSummary {
  readonly nodes: number;
  readonly pods: number;
  readonly terms: number;
  readonly merged: number;
}

/** What a program measured. */
export interface PhaseResult {
  readonly name: string;
  readonly startedUs: number;
  readonly endedUs: number;
  /** Of the pods that the phase is about. */
  readonly throughput: Throughput;
  /** Of every attempt while it lasted: from the beginning of a cycle to the binding, or to the failure. */
  readonly attempts: Readonly<Record<'scheduled' | 'unschedulable' | 'error', LatencySummary>>;
  readonly cycles: CycleSummary;
}

export interface RunCounts {
  readonly nodes: number;
  readonly podsCreated: number;
  readonly podsBound: number;
  readonly podsReady: number;
  readonly podsCompleted: number;
  readonly podsFailed: number;
  readonly podsDeleted: number;
  readonly podsEvicted: number;
  /** Still without a node at the end. */
  readonly podsUnplaced: number;
  readonly attempts: number;
  readonly attemptsUnschedulable: number;
  readonly attemptsError: number;
}

/** One entry a pod in every array, in creation order. */
export interface PodColumns {
  readonly count: number;
  readonly namespace: TextColumn;
  readonly name: TextColumn;
  /** "ReplicaSet/web-5d9c"; "" for a bare pod. */
  readonly owner: TextColumn;
  readonly priority: Int32Array;
  /** Node name; "" if it never got one. */
  readonly node: TextColumn;
  /** Pending, Running, Succeeded, Failed, or Deleted. */
  readonly phase: TextColumn;
  readonly attempts: Int32Array;
  /** True for pods that were there when the run began. */
  readonly preexisting: Uint8Array;
  readonly createdUs: Float64Array;
  readonly boundUs: Float64Array;
  readonly runningUs: Float64Array;
  readonly readyUs: Float64Array;
  readonly finishedUs: Float64Array;
  /** Stage name → when each pod entered and left it, in the order a pod meets them. */
  readonly stages: readonly StageColumn[];
}

export interface StageColumn {
  readonly stage: string;
  readonly entered: MomentColumn;
  readonly left: MomentColumn;
}

/** A latency distribution; percentiles are order statistics. */
export interface LatencySummary {
  readonly count: number;
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p90Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
  readonly maxUs: number;
}

export interface StageSummary extends LatencySummary {
  /** Stage name, or an end-to-end span: "created → bound". */
  readonly stage: string;
  readonly kind: 'stage' | 'span';
}

/** Scheduling throughput in pods/s as scheduler_perf defines it. */
export interface Throughput {
  readonly average: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  /** Samples that count; 0: too short, `average` is pods ÷ duration then. */
  readonly samples: number;
  readonly podsBound: number;
  /** From the first creation to the last binding, µs. */
  readonly durationUs: number;
  /** Pods bound in each virtual second of the run, from second 0. */
  readonly boundPerSecond: readonly number[];
}

/** Cluster-wide series, one entry a sample. */
export interface SampleColumns {
  readonly atUs: readonly number[];
  readonly activeQ: readonly number[];
  readonly backoffQ: readonly number[];
  readonly unschedulable: readonly number[];
  readonly podsBound: readonly number[];
  readonly podsReady: readonly number[];
  readonly nodes: readonly number[];
  /** Requested ÷ allocatable over all nodes, 0 … 1. */
  readonly cpuRequestedShare: readonly number[];
  readonly memoryRequestedShare: readonly number[];
  readonly podsShare: readonly number[];
  /** Events, per second, since the sample before. */
  readonly eventsPerSecond: readonly number[];
}

/** A node at the end of the run. */
export interface NodeRow {
  readonly name: string;
  readonly zone: string;
  readonly allocatableCpuMilli: number;
  readonly allocatableMemoryBytes: number;
  readonly allocatablePods: number;
  readonly requestedCpuMilli: number;
  readonly requestedMemoryBytes: number;
  readonly pods: number;
  /** Extended resources: requested and allocatable by name. */
  readonly scalars: Readonly<Record<string, { readonly requested: number; readonly allocatable: number }>>;
}

export interface DecisionRow {
  readonly atUs: number;
  readonly cycleUs: number;
  readonly pod: string;
  readonly podIndex: number;
  readonly attempt: number;
  readonly result: 'bound' | 'unschedulable' | 'error';
  readonly node: string;
  readonly evaluated: number;
  readonly feasible: number;
  /** Winner's weighted total; −1 where nothing was scored. */
  readonly total: number;
  readonly message: string;
  readonly plugins: readonly string[];
  readonly nominated: string;
  readonly victims: readonly string[];
}

export interface UnplacedRow {
  readonly pod: string;
  readonly sinceUs: number;
  readonly attempts: number;
  /** active, backoff, unschedulable, gated, ignored (no profile of that schedulerName), in flight. */
  readonly queue: string;
  readonly message: string;
}

/** An object that the API server would refuse. */
export interface RefusedRow {
  /** Kind/namespace/name; Kind/name without a namespace. */
  readonly object: string;
  readonly atUs: number;
  readonly reason: string;
}

export interface StationRow {
  readonly name: string;
  readonly servers: number;
  readonly arrivals: number;
  /** Busy time ÷ (servers · run), 0 … 1. */
  readonly utilisation: number;
  readonly maxQueue: number;
  readonly meanWaitUs: number;
}

/** A stage of the way of an object that is not a pod: a Deployment's, a ReplicaSet's, a Service's. */
export interface JourneyRow {
  /** Kind/namespace/name; Kind/name without a namespace. */
  readonly object: string;
  readonly stage: string;
  readonly enteredUs: number;
  readonly leftUs: number;
}

export interface ExplanationRow {
  readonly pod: string;
  readonly atUs: number;
  readonly attempt: number;
  readonly explanation: Explanation;
  /** Where the attempt failed: what came of it. Absent for a pod that is not there, for which nothing is preempted. */
  readonly failed?: FailedAttempt;
}

export interface FailedAttempt {
  /** The text of the FailedScheduling event: the message, then what PostFilter plugins (preemption) said. */
  readonly event: string;
  /** The node that the pod is nominated to by the attempt; "" for none. */
  readonly nominatedNode: string;
  /** namespace/name of the pods that are evicted for it, sorted. */
  readonly victims: readonly string[];
}
