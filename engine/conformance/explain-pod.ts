/** Explains a pod against the cluster as it stands: every node's verdict and scores, and who wins. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import {
  type CycleState,
  contributions,
  type Framework,
  type PreFilterOutcome,
  runFiltersWithNominated,
  runPreFilters,
  runPreScores,
  runScores,
  Status,
} from '../framework/index.js';
import { reference, schedulePod } from '../hotpath/index.js';
import type { Explanation, NodeExplanation, Verdict } from './case.js';

export function explainPod(framework: Framework, pod: Pod, percentageOfNodesToScore: number): Explanation {
  framework.cluster.updateSnapshot();
  return { ...verdicts(framework, pod), ...choice(framework, pod, percentageOfNodesToScore) };
}

/** What a cycle that starts at the first node decides. */
function choice(
  framework: Framework,
  pod: Pod,
  percentageOfNodesToScore: number,
): Pick<Explanation, 'node' | 'message'> {
  const { outcome } = schedulePod(framework, pod, {
    executor: reference,
    attempt: 1,
    startIndex: 0,
    percentageOfNodesToScore,
    cycleNumber: -1,
  });
  return outcome.placed ? { node: outcome.nodeName } : { message: outcome.status.message };
}

function verdicts(framework: Framework, pod: Pod): Explanation {
  const cycle = framework.newCycle(1);
  const start: Explanation = { pod: pod.key, nodes: {}, feasible: 0 };
  const preFilter = runPreFilters(framework, cycle, pod);
  if (!preFilter.status.isSuccess) return { ...start, preFilter: verdictOf(preFilter.status) };
  const filtered = framework.cluster.nodes.map((node) => filterOf(framework, cycle, pod, node, preFilter));
  const feasible = framework.cluster.nodes.filter((_, i) => filtered[i]!.code === 'Success');
  const scores = scoresOf(framework, cycle, pod, feasible);
  const nodes = framework.cluster.nodes.map(({ name }, i): [string, NodeExplanation] => [
    name,
    { filter: filtered[i]!, ...scores.get(name) },
  ]);
  return { ...start, nodes: Object.fromEntries(nodes), feasible: feasible.length };
}

const leftOut: Verdict = { code: 'UnschedulableAndUnresolvable', reasons: ['(left out by PreFilter)'] };

function filterOf(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  node: NodeInfo,
  { nodeNames }: PreFilterOutcome,
): Verdict {
  if (nodeNames !== null && !nodeNames.has(node.name)) return leftOut;
  return verdictOf(runFiltersWithNominated(framework, cycle, pod, node));
}

function verdictOf({ isSuccess, code, plugin, reasons }: Status): Verdict {
  return isSuccess ? { code: 'Success' } : { code, plugin, reasons: [...reasons].sort() };
}

type NodeScores = Required<Pick<NodeExplanation, 'scores' | 'total'>>;

/** By node; none where one node or none is feasible, as upstream scores only then. */
function scoresOf(
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  feasible: readonly NodeInfo[],
): ReadonlyMap<string, NodeScores> {
  if (feasible.length <= 1 || framework.scores.length === 0) return new Map();
  if (!runPreScores(framework, cycle, pod, feasible).isSuccess) return new Map();
  const scores = runScores(framework, cycle, pod, feasible);
  if (scores instanceof Status) return new Map();
  return new Map(
    feasible.map(({ name }, i) => [
      name,
      { scores: Object.fromEntries(contributions(scores, i)), total: scores.totals[i]! },
    ]),
  );
}
