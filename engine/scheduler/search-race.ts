/** Which of a search's threads is through first: upstream's feasible list holds nodes as its threads append them. Upstream: schedule_one.go findNodesThatPassFilters, v1.36. */
import type { Pod } from '../cluster/index.js';

export interface SearchRaceParts {
  readonly parallelism: number;
  /** Whether the second thread outruns the first in this attempt; absent: threads are through in the order they begin. */
  outruns?(pod: Pod, attempt: number): boolean;
}

/**
 * How many nodes further than the scheduler's start a search begins: one where the second thread outruns the first. Only where each node has a thread of its
 * own does that show, as all nodes are visited then and the head of the list is one node.
 */
export function raceShift({ parallelism, outruns }: SearchRaceParts, pod: Pod, attempt: number, nodes: number): number {
  if (outruns === undefined || nodes < 2 || nodes > parallelism) return 0;
  return outruns(pod, attempt) ? 1 : 0;
}
