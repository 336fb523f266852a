/** Chooses a node for a pod on the current snapshot. Upstream: pkg/scheduler/schedule_one.go schedulePod and findNodesThatFitPod, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import {
  type CycleState,
  Diagnosis,
  type FitError,
  type Framework,
  failure,
  fitErrorMessage,
  runPreFilters,
  Status,
  unresolvable,
} from '../framework/index.js';
import { type CycleWork, countFiltering, countPreFilters, countScoring, noWork } from './cycle-work.js';
import type { Executor, Findings, WinnerScores } from './executor.js';
import { nodesToFind } from './sampling.js';

/** What upstream says in an empty cluster. Upstream: ErrNoNodesAvailable. */
const noNodesMessage = 'no nodes available to schedule pods';

export interface ScheduleOptions {
  readonly executor: Executor;
  /** The how-manieth attempt this is, from 1. */
  readonly attempt: number;
  /** Where in the snapshot the search starts: the scheduler's nextStartNodeIndex. */
  readonly startIndex: number;
  /** The scheduler's own percentageOfNodesToScore, used where the profile has none. */
  readonly percentageOfNodesToScore: number;
  /** How many pods the queue has popped, this one included. */
  readonly cycleNumber: number;
  /** Leave no trace: this only tells what a cycle would do. */
  readonly explaining?: boolean;
}

export interface ScheduleResult {
  readonly cycle: CycleState;
  readonly outcome: Placed | Unplaced;
  /** Where the next search starts. */
  readonly nextStartIndex: number;
  readonly work: CycleWork;
}

export interface Placed {
  readonly placed: true;
  readonly nodeName: string;
  /** Nodes looked at as upstream counts them: feasible ones and those with a verdict. */
  readonly evaluatedCount: number;
  readonly feasibleCount: number;
  readonly scored: WinnerScores | null;
}

export interface Unplaced {
  readonly placed: false;
  /** A rejection, or Error. */
  readonly status: Status;
  /** Null where something failed or there is no node at all. */
  readonly fitError: FitError | null;
}

/** One run of `schedulePod`, as its steps pass it on. */
interface Run {
  readonly framework: Framework;
  readonly pod: Pod;
  readonly options: ScheduleOptions;
  readonly cycle: CycleState;
  readonly diagnosis: Diagnosis;
  readonly work: CycleWork;
  readonly signature: string | undefined;
}

export function schedulePod(framework: Framework, pod: Pod, options: ScheduleOptions): ScheduleResult {
  const cycle = framework.newCycle(options.attempt);
  const work = noWork();
  const signature = framework.batch?.signatureOf(pod);
  const run: Run = { framework, pod, options, cycle, diagnosis: new Diagnosis(), work, signature };
  if (framework.cluster.nodes.length === 0) return unplaced(run, unresolvable(noNodesMessage), null);
  const { status, nodeNames, confining } = runPreFilters(framework, cycle, pod);
  countPreFilters(work, framework, pod);
  for (const plugin of confining) run.diagnosis.unschedulablePlugins.add(plugin);
  if (status.isRejected) return rejectedByPreFilter(run, status);
  if (!status.isSuccess) return unplaced(run, status, null);
  const hint = nodeHint(run);
  const first = pod.nominatedNodeName === '' ? hint : pod.nominatedNodeName;
  const firstFindings = first === '' ? null : tryFirst(run, first);
  if (firstFindings?.best) return placed(run, firstFindings, hint, options.startIndex);
  return searchAll(run, nodeNames, hint);
}

/** The node that the batch hints at; "" without a hint. */
function nodeHint({ framework, pod, signature, cycle, options }: Run): string {
  const hint = framework.batch?.hintFor(pod, signature, cycle, options.cycleNumber) ?? null;
  if (hint === null) return '';
  if (!options.explaining) framework.batch!.take(hint);
  return hint.nodeName;
}

function rejectedByPreFilter(run: Run, status: Status): ScheduleResult {
  run.diagnosis.verdicts.absent = status;
  run.diagnosis.preFilterMessage = status.message;
  run.diagnosis.addPlugin(status);
  return unfit(run, run.options.startIndex);
}

/** The nominated or hinted node alone; null where it is gone or a plugin failed on it, which only means that all are searched. */
function tryFirst(run: Run, nodeName: string): Findings | null {
  const node = run.framework.cluster.node(nodeName);
  return node === undefined ? null : search(run, [node], 0);
}

function searchAll(run: Run, nodeNames: ReadonlySet<string> | null, hint: string): ScheduleResult {
  const { framework, options, diagnosis } = run;
  const allNodes = framework.cluster.nodes;
  if (nodeNames !== null) diagnosis.verdicts.absent = leftOut(diagnosis);
  const findings = search(run, confinedTo(nodeNames, allNodes), options.startIndex);
  const processed = findings.feasibleCount + diagnosis.verdicts.explicit.size;
  const nextStartIndex = (options.startIndex + processed) % allNodes.length;
  if (findings.error !== null) return { ...unplaced(run, findings.error, null), nextStartIndex };
  if (findings.best === null) return unfit(run, nextStartIndex);
  return placed(run, findings, hint, nextStartIndex);
}

/** Names the plugins that confined the pod; as upstream also those that rejected the node tried first. */
function leftOut({ unschedulablePlugins }: Diagnosis): Status {
  return unresolvable(`node(s) didn't satisfy plugin(s) [${[...unschedulablePlugins].sort().join(' ')}]`);
}

/** Of a PreFilter's nodes those that exist, in snapshot order; upstream visits them in a map's order. */
function confinedTo(nodeNames: ReadonlySet<string> | null, allNodes: readonly NodeInfo[]): readonly NodeInfo[] {
  return nodeNames === null ? allNodes : allNodes.filter((node) => nodeNames.has(node.name));
}

function search(run: Run, nodes: readonly NodeInfo[], startIndex: number): Findings {
  const { framework, cycle, pod, options, work, diagnosis } = run;
  const percentage = framework.percentageOfNodesToScore ?? options.percentageOfNodesToScore;
  const limit = framework.scores.length === 0 ? 1 : nodesToFind(percentage, nodes.length);
  const findings = options.executor.search({ framework, cycle, pod, nodes, startIndex, limit });
  countFiltering(work, framework, cycle, pod, findings.visitedCount);
  work.rejectedNodes += findings.rejected.size;
  if (findings.feasibleCount > 1 && framework.scores.length > 0)
    countScoring(work, framework, cycle, pod, findings.feasibleCount);
  diagnosis.verdicts.add(findings.rejected);
  for (const status of findings.rejected.values()) diagnosis.addPlugin(status);
  return findings;
}

function placed(run: Run, findings: Findings, hint: string, nextStartIndex: number): ScheduleResult {
  const { node, scored, runnersUp } = findings.best!;
  const { cycle, work, signature, options } = run;
  if (!options.explaining) run.framework.batch?.store(signature, hint, node.name, runnersUp, options.cycleNumber);
  const evaluatedCount = findings.feasibleCount + run.diagnosis.verdicts.explicit.size;
  const { feasibleCount } = findings;
  return {
    cycle,
    work,
    nextStartIndex,
    outcome: { placed: true, nodeName: node.name, evaluatedCount, feasibleCount, scored },
  };
}

function unfit(run: Run, nextStartIndex: number): ScheduleResult {
  const numAllNodes = run.framework.cluster.nodes.length;
  const fitError: FitError = { pod: run.pod, numAllNodes, diagnosis: run.diagnosis };
  return { ...unplaced(run, new Status('Unschedulable', [fitErrorMessage(fitError)]), fitError), nextStartIndex };
}

function unplaced({ cycle, work, options }: Run, status: Status, fitError: FitError | null): ScheduleResult {
  const kept = status.isRejected ? status : failure(status.message);
  return { cycle, work, nextStartIndex: options.startIndex, outcome: { placed: false, status: kept, fitError } };
}
