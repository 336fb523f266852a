/** A search where some plugins are asked every time: about the nodes that the kept verdicts leave, up to as many as are enough. */
import type { NodeInfo } from '../cluster/index.js';
import {
  failure,
  type PluginScores,
  rawScores,
  runFiltersWithNominated,
  type Scores,
  Status,
  success,
  weighScores,
} from '../framework/index.js';
import { askFilters } from './ask-filters.js';
import type { Findings, Search } from './executor.js';
import { yieldingPositions } from './nominations.js';
import type { PodClass } from './pod-class.js';
import type { ClassAtWork } from './pod-classes.js';
import { choose } from './reference.js';
import { RejectedNodes } from './rejected-nodes.js';
import { feasibleCode } from './rejections.js';
import type { Tallies } from './tallies.js';

/** What a walk over the nodes met. */
interface Walk {
  readonly feasible: number[];
  /** Verdicts that are not kept, by position. */
  readonly own: Map<number, Status>;
  visited: number;
  error: Status | null;
}

export function scanSearch(search: Search, kept: PodClass, work: ClassAtWork, tallies: Tallies): Findings {
  const walk = walkNodes(search, kept, work);
  const { feasible, own, visited, error } = walk;
  const endsEarly = error !== null || feasible.length > search.limit;
  if (feasible.length > search.limit) feasible.pop();
  const looked = endsEarly ? visited - 1 : visited;
  const start = search.startIndex % kept.nodes.length;
  const rejectedCount = looked - feasible.length;
  const rejected = new RejectedNodes(kept, start, looked, own, rejectedCount, null);
  const counts = { feasibleCount: feasible.length, rejected, rejectedCount, visitedCount: visited };
  if (error !== null) return { ...counts, best: null, error };
  const nodes = feasible.map((position) => kept.nodes[position]!);
  const scores = nodes.length > 1 ? score(search, kept, work, tallies, feasible, nodes) : null;
  if (scores instanceof Status) return { ...counts, best: null, error: scores };
  return { ...counts, best: choose(nodes, scores), error: null };
}

/** Visits nodes in order until there is one feasible node too many; that one is among the feasible. */
function walkNodes(search: Search, kept: PodClass, work: ClassAtWork): Walk {
  const { framework, cycle, pod, startIndex, limit } = search;
  const { nodes, verdicts } = kept;
  const yielding = new Set(yieldingPositions(framework, pod));
  const firstAsked = work.askedFilters[0]?.order ?? Number.POSITIVE_INFINITY;
  const walk: Walk = { feasible: [], own: new Map(), visited: nodes.length, error: null };
  for (let i = 0; i < nodes.length; i++) {
    const position = (startIndex + i) % nodes.length;
    const code = verdicts.codes[position]!;
    const order = verdicts.rejections.order(code);
    let status: Status = success;
    if (yielding.has(position)) status = runFiltersWithNominated(framework, cycle, pod, nodes[position]!);
    else if (code !== feasibleCode && order < firstAsked) continue;
    else if (work.askedFilters.length > 0) status = askFilters(search, work.askedFilters, nodes[position]!, order);
    if (!status.isSuccess && !status.isRejected) walk.error = status;
    else if (!status.isSuccess) walk.own.set(position, status);
    else if (yielding.has(position) || code === feasibleCode) walk.feasible.push(position);
    if (walk.error !== null || walk.feasible.length > limit) {
      walk.visited = i + 1;
      break;
    }
  }
  return walk;
}

function score(
  search: Search,
  kept: PodClass,
  { askedPreScores }: ClassAtWork,
  tallies: Tallies,
  positions: readonly number[],
  nodes: readonly NodeInfo[],
): Scores | Status {
  const { cycle, pod } = search;
  cycle.skippedScores.addAll(kept.skippedScores);
  const status = tallies.preScore(askedPreScores, cycle, pod, nodes);
  return status.isSuccess ? scoreNodes(search, kept, positions, nodes) : status;
}

/** All plugins' scores of these nodes; those that are asked every time have had their PreScore. */
export function scoreNodes(
  { framework, cycle, pod }: Pick<Search, 'framework' | 'cycle' | 'pod'>,
  kept: PodClass,
  positions: readonly number[],
  nodes: readonly NodeInfo[],
): Scores | Status {
  const plugins: PluginScores[] = [];
  for (const weighted of framework.scores) {
    const { name, slot, weight } = weighted;
    const scorer = kept.scores.bySlot.get(slot);
    let raw: Float64Array | Status;
    if (scorer === null || (scorer === undefined && cycle.skippedScores.has(slot))) continue;
    if (scorer === undefined) raw = rawScores(weighted, cycle, pod, nodes);
    else {
      cycle.scoreStates[slot] = scorer.state;
      raw = Float64Array.from(positions, (position) => scorer.column.get(position));
    }
    if (raw instanceof Status) return failure(`running Score plugins: ${raw.message}`);
    plugins.push({ name, weight, raw, normalized: raw });
  }
  return weighScores(framework, cycle, pod, nodes, plugins);
}
