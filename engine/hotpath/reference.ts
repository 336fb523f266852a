/** The reference executor: filters nodes one by one, scores those that passed, takes the best. Upstream: pkg/scheduler/schedule_one.go with one worker, v1.36. */
import type { NodeInfo } from '../cluster/index.js';
import {
  contributions,
  Ranking,
  runFiltersWithNominated,
  runPreScores,
  runScores,
  type Scores,
  Status,
} from '../framework/index.js';
import type { Best, Executor, Findings, Search } from './executor.js';

export const reference: Executor = { name: 'reference', search: (search) => evaluate(search).findings };

/** A search with all that was learned on the way. */
export interface Evaluation {
  readonly filtered: Filtered;
  /** Null where nothing was scored. */
  readonly scores: Scores | null;
  readonly findings: Findings;
}

export function evaluate(search: Search): Evaluation {
  const filtered = filter(search);
  const { feasible, rejected, visitedCount } = filtered;
  const counts = { feasibleCount: feasible.length, rejected, rejectedCount: rejected.size, visitedCount };
  const failed = (error: Status): Evaluation => ({
    filtered,
    scores: null,
    findings: { ...counts, best: null, error },
  });
  if (filtered.error !== null) return failed(filtered.error);
  const scores = feasible.length > 1 ? score(search, feasible) : null;
  if (scores instanceof Status) return failed(scores);
  return { filtered, scores, findings: { ...counts, best: choose(feasible, scores), error: null } };
}

export interface Filtered {
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

function score({ framework, cycle, pod }: Search, feasible: readonly NodeInfo[]): Scores | Status {
  const status = runPreScores(framework, cycle, pod, feasible);
  return status.isSuccess ? runScores(framework, cycle, pod, feasible) : status;
}

/** The best of these nodes, and the ranking of the others. */
export function choose(feasible: readonly NodeInfo[], scores: Scores | null): Best | null {
  const first = feasible[0];
  if (first === undefined) return null;
  if (scores === null) return { node: first, scored: null, runnersUp: null };
  const names = feasible.map((node) => node.name);
  const ranking = Ranking.of(names, scores);
  const { index } = ranking.pop()!;
  const scored = { total: scores.totals[index]!, byPlugin: contributions(scores, index) };
  return { node: feasible[index]!, scored, runnersUp: ranking };
}
