/** Who evaluates filter-score-select: what is asked, what is answered. Every executor gives the same answer. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { CycleState, Framework, PreFilterOutcome, Ranking, RejectedByNode, Status } from '../framework/index.js';
import type { ScheduleOptions, ScheduleResult } from './schedule-pod.js';
import type { StaleAnswer } from './stale-answer.js';

/** Asks for the best node for a pod among the first feasible ones. */
export interface Search {
  readonly framework: Framework;
  /** PreFilter plugins have run. */
  readonly cycle: CycleState;
  readonly pod: Pod;
  /** The nodes to visit: the snapshot, or those that PreFilter or a hint confines the pod to. */
  readonly nodes: readonly NodeInfo[];
  /** nodes[startIndex] is visited first, the others after it, around the end. */
  readonly startIndex: number;
  /** How many feasible nodes are enough. */
  readonly limit: number;
}

export interface Findings {
  /** Feasible nodes taken into account. */
  readonly feasibleCount: number;
  /** Nodes that were rejected, in the order they were visited. */
  readonly rejected: RejectedByNode;
  /** How many they are. */
  readonly rejectedCount: number;
  /** Nodes whose filters ran; the one after the last that was needed among them, as upstream stops only there. */
  readonly visitedCount: number;
  /** Null where no node is feasible or something failed. */
  readonly best: Best | null;
  /** What a plugin failed with; no node is chosen then. */
  readonly error: Status | null;
}

export interface Best {
  readonly node: NodeInfo;
  /** Null where nothing was scored: one feasible node, or no score plugin. */
  readonly scored: WinnerScores | null;
  /** The others in order of score, for hints; null where there is only one. */
  readonly runnersUp: Ranking | null;
}

/** The winner's total and each plugin's weighted part of it. */
export interface WinnerScores {
  readonly total: number;
  readonly byPlugin: ReadonlyMap<string, number>;
}

/** A cycle whose PreFilter plugins have run. */
export interface Begun {
  readonly cycle: CycleState;
  readonly preFilter: PreFilterOutcome;
}

export interface Executor {
  readonly name: 'reference' | 'incremental' | 'pool';
  /** Begins a cycle and runs PreFilter, or repeats what it knows that PreFilter would say; absent: it is run plainly. */
  begin?(framework: Framework, pod: Pod, attempt: number): Begun;
  search(search: Search): Findings;
  /** The result of a cycle that goes like one before it did; null: it has to be run. Absent: every one has. */
  repeat?(framework: Framework, pod: Pod, options: ScheduleOptions): ScheduleResult | null;
  /** Names the plugin whose kept answer is not what it says now; null where there is none. */
  whoseAnswerIsStale?(search: Search): StaleAnswer | null;
}
