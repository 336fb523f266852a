/** Says why a pod goes where it goes: every node's verdict, every plugin's score, the winner and by how much. Changes nothing. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import {
  type CycleState,
  contributions,
  type Framework,
  runFiltersWithNominated,
  runPreFilters,
  runPreScores,
  runScores,
  type Scores,
  Status,
} from '../framework/index.js';
import type { Executor } from './executor.js';
import type { Explanation, NodeExplanation, PluginExplanation, Verdict } from './explanation.js';
import { type Evaluation, evaluate } from './reference.js';
import { type ScheduleOptions, type ScheduleResult, schedulePod } from './schedule-pod.js';

export interface ExplainOptions extends Omit<ScheduleOptions, 'executor' | 'explaining'> {
  /** Normalise over all feasible nodes instead of those that the cycle looked at. */
  readonly all: boolean;
}

export function explainPod(framework: Framework, pod: Pod, options: ExplainOptions): Explanation {
  const { result, evaluations } = rehearse(framework, pod, options);
  const cycle = framework.newCycle(options.attempt);
  const { status, nodeNames } = runPreFilters(framework, cycle, pod);
  if (!status.isSuccess)
    return { pod: pod.key, preFilter: verdict(status), nodes: {}, feasible: 0, ...ending(result, evaluations) };
  const verdicts = judgeAll(framework, cycle, pod, nodeNames);
  const feasible = framework.cluster.nodes.filter((node) => verdicts.get(node)?.isSuccess);
  const scoresOf = scoresToShow(framework, cycle, pod, feasible, evaluations, options.all);
  const lookedAt = new Set(
    evaluations.flatMap(({ filtered }) => [...filtered.rejected.keys(), ...filtered.feasible.map((node) => node.name)]),
  );
  const nodes: Record<string, NodeExplanation> = {};
  for (const node of framework.cluster.nodes) {
    const filter = filterVerdict(verdicts.get(node));
    nodes[node.name] = { filter, lookedAt: lookedAt.has(node.name), ...scoresOf(node) };
  }
  return { pod: pod.key, nodes, feasible: feasible.length, ...ending(result, evaluations) };
}

/** Goes through the cycle without leaving a trace, keeping what it learns on the way. */
function rehearse(
  framework: Framework,
  pod: Pod,
  options: ExplainOptions,
): { result: ScheduleResult; evaluations: Evaluation[] } {
  const evaluations: Evaluation[] = [];
  const executor: Executor = {
    name: 'reference',
    search(search) {
      const evaluation = evaluate(search);
      evaluations.push(evaluation);
      return evaluation.findings;
    },
  };
  return { result: schedulePod(framework, pod, { ...options, explaining: true, executor }), evaluations };
}

/** Every node's verdict; nodes that PreFilter left out have none. */
function judgeAll(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  nodeNames: ReadonlySet<string> | null,
): Map<NodeInfo, Status> {
  const verdicts = new Map<NodeInfo, Status>();
  for (const node of framework.cluster.nodes) {
    if (nodeNames === null || nodeNames.has(node.name))
      verdicts.set(node, runFiltersWithNominated(framework, cycle, pod, node));
  }
  return verdicts;
}

function filterVerdict(status: Status | undefined): Verdict {
  if (status !== undefined) return verdict(status);
  return { code: 'UnschedulableAndUnresolvable', reasons: ['(left out by PreFilter)'] };
}

function verdict(status: Status): Verdict {
  if (status.isSuccess) return { code: 'Success' };
  const reasons = [...status.reasons].sort();
  return {
    code: status.code,
    ...(status.plugin === '' ? {} : { plugin: status.plugin }),
    ...(reasons.length === 0 ? {} : { reasons }),
  };
}

/** What happened in the end. */
function ending(
  { outcome }: ScheduleResult,
  evaluations: readonly Evaluation[],
): Omit<Explanation, 'pod' | 'nodes' | 'feasible'> {
  if (!outcome.placed) {
    const evaluated = outcome.fitError?.diagnosis.verdicts.size ?? 0;
    return { message: outcome.status.message, cycle: { evaluated, feasible: 0 } };
  }
  const last = evaluations.at(-1)!;
  const next = last.findings.best!.runnersUp?.peek();
  const cycle = { evaluated: outcome.evaluatedCount, feasible: outcome.feasibleCount };
  if (next === undefined) return { node: outcome.nodeName, cycle };
  const behind = outcome.scored!.total - last.scores!.totals[next.index]!;
  return { node: outcome.nodeName, cycle, runnerUp: { node: next.name, behind } };
}

type NodeScores = Pick<NodeExplanation, 'scores' | 'total' | 'plugins'>;

/**
 * The scores to show. Over all feasible nodes: those, where there is more than one. Over those looked at: what the cycle itself
 * computed; feasible nodes beyond it show raw scores, with PreScore told about all.
 */
function scoresToShow(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  feasible: readonly NodeInfo[],
  evaluations: readonly Evaluation[],
  all: boolean,
): (node: NodeInfo) => NodeScores {
  const last = evaluations.at(-1);
  const own = all ? null : (last?.scores ?? null);
  const ownIndex = indexed(own === null ? [] : last!.filtered.feasible);
  const everything = feasible.length > 1 ? scoreAll(framework, cycle, pod, feasible) : null;
  const index = indexed(everything === null ? [] : feasible);
  return (node) => {
    const i = ownIndex.get(node);
    if (i !== undefined) return normalized(own!, i);
    const j = index.get(node);
    if (j === undefined) return {};
    return all ? normalized(everything!, j) : { plugins: rawOnly(everything!, j) };
  };
}

function indexed(nodes: readonly NodeInfo[]): ReadonlyMap<NodeInfo, number> {
  return new Map(nodes.map((node, i) => [node, i]));
}

function scoreAll(framework: Framework, cycle: CycleState, pod: Pod, feasible: readonly NodeInfo[]): Scores | null {
  if (!runPreScores(framework, cycle, pod, feasible).isSuccess) return null;
  const scores = runScores(framework, cycle, pod, feasible);
  return scores instanceof Status ? null : scores;
}

function normalized(scores: Scores, index: number): NodeScores {
  const parts = contributions(scores, index);
  const plugins = scores.plugins.map(({ name, weight, raw, normalized }) => ({
    plugin: name,
    weight,
    raw: raw[index]! + 0,
    normalized: normalized[index]! + 0,
  }));
  return { ...(parts.size === 0 ? {} : { scores: Object.fromEntries(parts) }), total: scores.totals[index]!, plugins };
}

function rawOnly(scores: Scores, index: number): PluginExplanation[] {
  return scores.plugins.map(({ name, weight, raw }) => ({ plugin: name, weight, raw: raw[index]! + 0 }));
}
