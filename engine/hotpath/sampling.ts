/** How many feasible nodes a cycle looks for. Upstream: pkg/scheduler/schedule_one.go numFeasibleNodesToFind, v1.36. */
import type { Framework } from '../framework/index.js';

/** Clusters smaller than this are looked at whole, and never fewer are looked for. Upstream: minFeasibleNodesToFind. */
const minNodes = 100;
/** Least share of nodes that the adaptive rule looks for, %. Upstream: minFeasibleNodesPercentageToFind. */
const minPercentage = 5;

/**
 * percentage% of the nodes, at least 100; with percentage 0 the share shrinks with the cluster: 50 − nodes/125, at least 5.
 * All divisions truncate.
 */
export function nodesToFind(percentage: number, nodeCount: number): number {
  if (nodeCount < minNodes) return nodeCount;
  const share = percentage === 0 ? Math.max(50 - Math.trunc(nodeCount / 125), minPercentage) : percentage;
  return Math.max(Math.trunc((nodeCount * share) / 100), minNodes);
}

/** The same for a profile, whose own percentage goes before the scheduler's; where nothing scores, the first feasible node is enough. */
export function nodesWanted(
  { scores, percentageOfNodesToScore }: Framework,
  percentage: number,
  nodeCount: number,
): number {
  return scores.length === 0 ? 1 : nodesToFind(percentageOfNodesToScore ?? percentage, nodeCount);
}
