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
import type { Explanation, NodeExplanation, PluginExplanation, Verdict } from './explanation.js';
import { type Evaluation, evaluate } from './reference.js';
import { type ScheduleOptions, type ScheduleResult, schedulePod } from './schedule-pod.js';

export interface ExplainOptions extends Omit<ScheduleOptions, 'executor' | 'explaining'> {
  /** Normalise over all feasible nodes instead of those that the cycle looked at. */
  readonly all: boolean;
}

export function explainPod(framework: Framework, pod: Pod, options: ExplainOptions): Explanation {
  const evaluations: Evaluation[] = [];
  const result = schedulePod(framework, pod, {
    ...options,
    explaining: true,
    executor: {
      name: 'reference',
      search(search) {
        const evaluation = evaluate(search);
        evaluations.push(evaluation);
        return evaluation.findings;
      },
    },
  });
  const cycle = framework.newCycle(options.attempt);
  const { status, nodeNames } = runPreFilters(framework, cycle, pod);
  if (!status.isSuccess)
    return { pod: pod.key, preFilter: verdict(status), nodes: {}, feasible: 0, ...ending(result, evaluations) };
  const verdicts = judgeAll(framework, cycle, pod, nodeNames);
  const feasible = framework.cluster.nodes.filter((node) => verdicts.get(node)?.isSuccess);
  const scored = scoreFor(framework, cycle, pod, feasible, evaluations, options.all);
  const explained = framework.cluster.nodes.map((node): [string, NodeExplanation] => [
    node.name,
    {
      filter: filterVerdict(verdicts.get(node)),
      lookedAt: evaluations.some((evaluation) => wasLookedAt(evaluation, node)),
      ...scored.of(node),
    },
  ]);
  return {
    pod: pod.key,
    nodes: Object.fromEntries(explained),
    feasible: feasible.length,
    ...ending(result, evaluations),
  };
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

function wasLookedAt({ filtered }: Evaluation, node: NodeInfo): boolean {
  return filtered.rejected.has(node.name) || filtered.feasible.includes(node);
}

/** What happened in the end. */
function ending(
  { outcome }: ScheduleResult,
  evaluations: readonly Evaluation[],
): Omit<Explanation, 'pod' | 'nodes' | 'feasible'> {
  if (!outcome.placed) {
    const evaluated = outcome.fitError?.diagnosis.verdicts.explicit.size ?? 0;
    return { message: outcome.status.message, cycle: { evaluated, feasible: 0 } };
  }
  const last = evaluations.at(-1)!;
  const next = last.findings.best!.runnersUp?.peek();
  const cycle = { evaluated: outcome.evaluatedCount, feasible: outcome.feasibleCount };
  if (next === undefined || last.scores === null) return { node: outcome.nodeName, cycle };
  const { totals } = last.scores;
  const behind = outcome.scored!.total - totals[last.filtered.feasible.findIndex((node) => node.name === next)]!;
  return { node: outcome.nodeName, cycle, runnerUp: { node: next, behind } };
}

type NodeScores = Pick<NodeExplanation, 'scores' | 'total' | 'plugins'>;

interface Scored {
  of(node: NodeInfo): NodeScores;
}

/**
 * The scores to show. Over all feasible nodes: those, where there is more than one. Over those looked at: what the cycle itself
 * computed; feasible nodes beyond it show raw scores, with PreScore told about all.
 */
function scoreFor(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  feasible: readonly NodeInfo[],
  evaluations: readonly Evaluation[],
  all: boolean,
): Scored {
  const last = evaluations.at(-1);
  const own = last?.scores ?? null;
  const everything = feasible.length > 1 ? scoreAll(framework, cycle, pod, feasible) : null;
  return {
    of(node) {
      if (!all && own !== null) {
        const index = last!.filtered.feasible.indexOf(node);
        if (index >= 0) return normalized(own, index);
      }
      const index = feasible.indexOf(node);
      if (index < 0 || everything === null) return {};
      return all ? normalized(everything, index) : { plugins: rawOnly(everything, index) };
    },
  };
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
