/** Chooses a node for a pod on the current snapshot. Upstream: pkg/scheduler/schedule_one.go schedulePod and findNodesThatFitPod, v1.36. */
import type { Cluster, NodeInfo, Pod } from '../cluster/index.js';
import {
  type CycleState,
  countAlike,
  Diagnosis,
  type FitError,
  type Framework,
  failure,
  fitErrorMessage,
  type PreFilterOutcome,
  runPreFilters,
  Status,
  unresolvable,
} from '../framework/index.js';
import { type CycleWork, countFiltering, countPreFilters, countScoring, noWork } from './cycle-work.js';
import type { Begun, Executor, Findings, WinnerScores } from './executor.js';
import { nodesWanted } from './sampling.js';

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
  readonly work: CycleWork;
  readonly signature: string | undefined;
  readonly preFilter: PreFilterOutcome;
  /** What was found on the nominated or hinted node, which is tried alone first; null where none was. */
  first: Findings | null;
}

export function schedulePod(framework: Framework, pod: Pod, options: ScheduleOptions): ScheduleResult {
  const repeated = options.explaining ? null : options.executor.repeat?.(framework, pod, options);
  return repeated ?? run(framework, pod, options);
}

function run(framework: Framework, pod: Pod, options: ScheduleOptions): ScheduleResult {
  const work = noWork();
  if (framework.cluster.nodes.length === 0) {
    const cycle = framework.newCycle(options.attempt);
    return unplaced({ cycle, work, options }, unresolvable(noNodesMessage), null);
  }
  const signature = framework.batch?.signatureOf(pod);
  const { cycle, preFilter } =
    options.executor.begin?.(framework, pod, options.attempt) ?? begin(framework, pod, options.attempt);
  const run: Run = { framework, pod, options, cycle, work, signature, preFilter, first: null };
  countPreFilters(work, framework, pod);
  const { status } = preFilter;
  if (status.isRejected) return rejectedByPreFilter(run, status);
  if (!status.isSuccess) return unplaced(run, status, null);
  const hint = nodeHint(run);
  const first = pod.nominatedNodeName === '' ? hint : pod.nominatedNodeName;
  if (first !== '') run.first = tryFirst(run, first);
  return run.first?.best ? placed(run, run.first, 0, hint, options.startIndex) : searchAll(run, hint);
}

function begin(framework: Framework, pod: Pod, attempt: number): Begun {
  const cycle = framework.newCycle(attempt);
  return { cycle, preFilter: runPreFilters(framework, cycle, pod) };
}

/** The node that the batch hints at; "" without a hint. */
function nodeHint({ framework, pod, signature, cycle, options }: Run): string {
  if (signature === undefined) return '';
  const hint = framework.batch?.hintFor(pod, signature, cycle, options.cycleNumber) ?? null;
  if (hint === null) return '';
  if (!options.explaining) framework.batch!.take(hint);
  return hint.nodeName;
}

function rejectedByPreFilter(run: Run, status: Status): ScheduleResult {
  const diagnosis = diagnose(run, null);
  diagnosis.verdicts.absent = status;
  diagnosis.preFilterMessage = status.message;
  diagnosis.addPlugin(status);
  return unfit(run, diagnosis, run.options.startIndex);
}

/** The nominated or hinted node alone; null where it is gone. Where a plugin fails on it, that only means that all are searched. */
function tryFirst(run: Run, nodeName: string): Findings | null {
  const node = run.framework.cluster.node(nodeName);
  return node === undefined ? null : search(run, [node], 0);
}

function searchAll(run: Run, hint: string): ScheduleResult {
  const { framework, options, preFilter, first } = run;
  const allNodes = framework.cluster.nodes;
  const findings = search(run, confinedTo(preFilter.nodeNames, framework.cluster), options.startIndex);
  const rejected = findings.rejectedCount + (first === null ? 0 : countBesides(first.rejected, findings.rejected));
  const nextStartIndex = (options.startIndex + findings.feasibleCount + rejected) % allNodes.length;
  if (findings.error !== null) return { ...unplaced(run, findings.error, null), nextStartIndex };
  if (findings.best !== null) return placed(run, findings, rejected, hint, nextStartIndex);
  return unfit(run, diagnose(run, findings), nextStartIndex);
}

/** How many nodes are in the first map only. */
function countBesides(some: ReadonlyMap<string, Status>, others: ReadonlyMap<string, Status>): number {
  let count = 0;
  for (const name of some.keys()) if (!others.has(name)) count++;
  return count;
}

/** What was learned about the nodes that did not fit. */
function diagnose({ preFilter: { confining, nodeNames }, first }: Run, findings: Findings | null): Diagnosis {
  const diagnosis = new Diagnosis();
  for (const plugin of confining) diagnosis.unschedulablePlugins.add(plugin);
  if (first !== null) addRejected(diagnosis, first);
  if (nodeNames !== null) diagnosis.verdicts.absent = leftOut(diagnosis);
  if (findings !== null) addRejected(diagnosis, findings);
  return diagnosis;
}

function addRejected(diagnosis: Diagnosis, { rejected }: Findings): void {
  const tally = rejected.tally?.() ?? countAlike(rejected.values());
  for (const status of tally.keys()) diagnosis.addPlugin(status);
  diagnosis.verdicts.add(rejected);
}

/** Names the plugins that confined the pod; as upstream also those that rejected the node tried first. */
function leftOut({ unschedulablePlugins }: Diagnosis): Status {
  return unresolvable(`node(s) didn't satisfy plugin(s) [${[...unschedulablePlugins].sort().join(' ')}]`);
}

/** Of a PreFilter's nodes those that exist, in snapshot order; upstream visits them in a map's order. */
function confinedTo(nodeNames: ReadonlySet<string> | null, cluster: Cluster): readonly NodeInfo[] {
  if (nodeNames === null) return cluster.nodes;
  const { positions } = cluster;
  return [...nodeNames]
    .flatMap((name) => cluster.node(name) ?? [])
    .sort((a, b) => positions[a.row]! - positions[b.row]!);
}

function search(run: Run, nodes: readonly NodeInfo[], startIndex: number): Findings {
  const { framework, cycle, pod, options, work } = run;
  const limit = nodesWanted(framework, options.percentageOfNodesToScore, nodes.length);
  const findings = options.executor.search({ framework, cycle, pod, nodes, startIndex, limit });
  countFiltering(work, framework, cycle, pod, findings.visitedCount);
  work.rejectedNodes += findings.rejectedCount;
  if (findings.feasibleCount > 1 && framework.scores.length > 0)
    countScoring(work, framework, cycle, pod, findings.feasibleCount);
  return findings;
}

function placed(
  run: Run,
  { best, feasibleCount }: Findings,
  rejected: number,
  hint: string,
  nextStartIndex: number,
): ScheduleResult {
  const { node, scored } = best!;
  const { cycle, work, signature, options } = run;
  if (!options.explaining) {
    const runnersUp = signature === undefined ? null : best!.runnersUp;
    run.framework.batch?.store(signature, hint, node.name, runnersUp, options.cycleNumber);
  }
  const evaluatedCount = feasibleCount + rejected;
  return {
    cycle,
    work,
    nextStartIndex,
    outcome: { placed: true, nodeName: node.name, evaluatedCount, feasibleCount, scored },
  };
}

function unfit(run: Run, diagnosis: Diagnosis, nextStartIndex: number): ScheduleResult {
  const numAllNodes = run.framework.cluster.nodes.length;
  const fitError: FitError = { pod: run.pod, numAllNodes, diagnosis };
  return { ...unplaced(run, new Status('Unschedulable', [fitErrorMessage(fitError)]), fitError), nextStartIndex };
}

function unplaced(
  { cycle, work, options }: Pick<Run, 'cycle' | 'work' | 'options'>,
  status: Status,
  fitError: FitError | null,
): ScheduleResult {
  const kept = status.isRejected ? status : failure(status.message);
  return { cycle, work, nextStartIndex: options.startIndex, outcome: { placed: false, status: kept, fitError } };
}
