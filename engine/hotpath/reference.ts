/** The reference executor: filters nodes one by one, scores those that passed, takes the best. Upstream: pkg/scheduler/schedule_one.go with one worker, v1.36. */
import type { NodeInfo } from '../cluster/index.js';
import {
  type CycleState,
  contributions,
  runFiltersWithNominated,
  runPreScores,
  runScores,
  ScoreHeap,
  type Scores,
  Status,
} from '../framework/index.js';
import type { Best, Executor, Search, WinnerScores } from './executor.js';

export const reference: Executor = {
  name: 'reference',
  search(search) {
    const filtered = filter(search);
    const counts = {
      feasibleCount: filtered.feasible.length,
      rejected: filtered.rejected,
      visitedCount: filtered.visitedCount,
    };
    if (filtered.error !== null) return { ...counts, best: null, error: filtered.error };
    const best = choose(search, filtered.feasible);
    return best instanceof Status ? { ...counts, best: null, error: best } : { ...counts, best, error: null };
  },
};

interface Filtered {
  readonly feasible: readonly NodeInfo[];
  readonly rejected: Map<string, Status>;
  readonly visitedCount: number;
  readonly error: Status | null;
}

/** Visits nodes from startIndex on. Upstream notices that it has enough when it meets one feasible node more; what it rejects until then counts. */
function filter({ framework, cycle, pod, nodes, startIndex, limit }: Search): Filtered {
  const feasible: NodeInfo[] = [];
  const rejected = new Map<string, Status>();
  const at = (i: number) => nodes[(startIndex + i) % nodes.length]!;
  if (framework.filters.length === 0)
    return { feasible: nodes.slice(0, limit).map((_, i) => at(i)), rejected, visitedCount: 0, error: null };
  for (let i = 0; i < nodes.length; i++) {
    const node = at(i);
    const status = runFiltersWithNominated(framework, cycle, pod, node);
    if (status.isRejected) rejected.set(node.name, status);
    else if (!status.isSuccess) return { feasible, rejected, visitedCount: i + 1, error: status };
    else if (feasible.length === limit) return { feasible, rejected, visitedCount: i + 1, error: null };
    else feasible.push(node);
  }
  return { feasible, rejected, visitedCount: nodes.length, error: null };
}

function choose(search: Search, feasible: readonly NodeInfo[]): Best | null | Status {
  if (feasible.length <= 1) return feasible.length === 0 ? null : { node: feasible[0]!, scored: null, runnersUp: null };
  const scores = score(search, search.cycle, feasible);
  if (scores instanceof Status) return scores;
  const totals = scores === null ? new Float64Array(feasible.length).fill(1) : scores.totals;
  const heap = new ScoreHeap(
    feasible.map((node) => node.name),
    totals,
  );
  const index = heap.popIndex()!;
  return {
    node: feasible[index]!,
    scored: scores === null ? null : winner(scores, index),
    runnersUp: heap,
  };
}

/** Null where the profile has no score plugin. */
export function score(
  search: Pick<Search, 'framework' | 'pod'>,
  cycle: CycleState,
  feasible: readonly NodeInfo[],
): Scores | null | Status {
  const { framework, pod } = search;
  if (framework.scores.length === 0) return null;
  const status = runPreScores(framework, cycle, pod, feasible);
  return status.isSuccess ? runScores(framework, cycle, pod, feasible) : status;
}

function winner(scores: Scores, index: number): WinnerScores {
  let nextTotal = 0;
  for (let i = 0; i < scores.totals.length; i++) {
    if (i !== index && scores.totals[i]! > nextTotal) nextTotal = scores.totals[i]!;
  }
  return { total: scores.totals[index]!, byPlugin: contributions(scores, index), nextTotal };
}
