/** Tries on copies of nodes what preemption could do there, and chooses the node where it hurts least. Upstream: pkg/scheduler/framework/preemption/preemption.go, v1.36. */
import type { NodeInfo, NodeTable, Pod } from '../cluster/index.js';
import { type Cycle, type Handle, Status } from '../framework/index.js';
import { earliestStartUs } from './default-preemption-importance.js';
import type { KeptDryRuns, Tried } from './default-preemption-kept.js';
import {
  type Candidate,
  type DryRun,
  potentialVictims,
  selectVictims,
  type Victims,
} from './default-preemption-victims.js';

export interface DryRuns {
  /** Those that violate no disruption budget come first. */
  readonly candidates: readonly Candidate[];
  /** Why it does not work on the other nodes tried, and on how many. */
  readonly rejected: ReadonlyMap<Status, number>;
  readonly nodesTried: number;
  readonly podsTried: number;
}

/** Who wants to preempt, and with what it is tried. */
export interface Attempt {
  readonly handle: Handle;
  /** Where copies of nodes have their rows. */
  readonly scratch: NodeTable;
  readonly cycle: Cycle;
  readonly preemptor: Pod;
  /** Where outcomes of dry runs can be kept for pods like this one; null: nowhere. */
  readonly kept: KeptDryRuns | null;
}

/** Tries nodes from `offset` on, around the end, until there are `enough` candidates, one without violations among them. */
export function dryRun(attempt: Attempt, nodes: readonly NodeInfo[], offset: number, enough: number): DryRuns {
  const harmless: Candidate[] = [];
  const violating: Candidate[] = [];
  const rejected = new Map<Status, number>();
  let podsTried = 0;
  let nodesTried = 0;
  while (nodesTried < nodes.length && (harmless.length === 0 || harmless.length + violating.length < enough)) {
    const node = nodes[(offset + nodesTried) % nodes.length]!;
    nodesTried++;
    const { outcome, tried } =
      attempt.kept?.tried(node, attempt.preemptor, () => tryNode(attempt, node)) ?? tryNode(attempt, node);
    podsTried += tried;
    if (outcome instanceof Status) rejected.set(outcome, (rejected.get(outcome) ?? 0) + 1);
    else {
      const list = outcome.violations === 0 ? harmless : violating;
      if (list.length < enough) list.push(outcome);
    }
  }
  return { candidates: [...harmless, ...violating], rejected, nodesTried, podsTried };
}

function tryNode({ handle, scratch, cycle, preemptor }: Attempt, node: NodeInfo): Tried {
  // Where there is nobody to evict, nothing is changed, and no copy is needed.
  if (potentialVictims(node, preemptor).length === 0)
    return { outcome: onNode(selectVictims({ handle, preemptor, cycle, node, tried: 0 }), node), tried: 0 };
  const copy = node.clone(scratch);
  try {
    const run: DryRun = { handle, preemptor, cycle: handle.cloneCycle(cycle), node: copy, tried: 0 };
    return { outcome: onNode(withSomebody(selectVictims(run), node), node), tried: run.tried };
  } finally {
    scratch.remove(copy.row);
  }
}

function onNode(victims: Victims | Status, { name }: NodeInfo): Candidate | Status {
  return victims instanceof Status ? victims : { nodeName: name, ...victims };
}

function withSomebody(victims: Victims | Status, node: NodeInfo): Victims | Status {
  if (victims instanceof Status || victims.pods.length > 0) return victims;
  return new Status('Error', [`expected at least one victim pod on node "${node.name}"`]);
}

/**
 * The candidate with the fewest violations; then the lowest highest priority among victims; then the smallest sum of priorities; then the
 * fewest victims; then the latest start of the longest running victim of highest priority. Upstream leaves what is equal still to a map's
 * order; here the draw decides.
 */
export function chooseCandidate(
  candidates: readonly Candidate[],
  nowUs: number,
  draw: (nodeName: string) => number,
): Candidate | undefined {
  const badness: readonly ((candidate: Candidate) => number)[] = [
    ({ violations }) => violations,
    ({ pods }) => pods[0]!.priority,
    ({ pods }) => pods.reduce((sum, pod) => sum + pod.priority + 2 ** 31, 0),
    ({ pods }) => pods.length,
    ({ pods }) => -earliestStartUs(pods, nowUs),
    ({ nodeName }) => draw(nodeName),
  ];
  let left = candidates;
  for (const of of badness) {
    if (left.length <= 1) break;
    left = leastBy(left, of);
  }
  return left[0];
}

/** Those for which it is least; the same list where that is all of them. */
function leastBy(candidates: readonly Candidate[], of: (candidate: Candidate) => number): readonly Candidate[] {
  let least = Number.POSITIVE_INFINITY;
  let found: Candidate[] = [];
  for (const candidate of candidates) {
    const value = of(candidate);
    if (value > least) continue;
    if (value < least) found = [];
    least = value;
    found.push(candidate);
  }
  return found.length === candidates.length ? candidates : found;
}
