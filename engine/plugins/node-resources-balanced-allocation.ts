/** NodeResourcesBalancedAllocation prefers nodes whose resources a pod brings closer to equal use. Upstream: plugins/noderesources/balanced_allocation.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  definePlugin,
  type Handle,
  type NodeResourcesBalancedAllocationArgs,
  type PluginFactory,
  skip,
  success,
} from '../framework/index.js';
import { quotient } from './int64.js';
import { maxNodeScore } from './normalize-scores.js';
import { ResourceScorer, type Shares } from './resource-scorer.js';

const half = maxNodeScore / 2;

/** What the pod adds of each scored resource; there once PreScore ran. */
type Added = readonly number[] | undefined;

/** Makes NodeResourcesBalancedAllocation. */
export const nodeResourcesBalancedAllocation: PluginFactory<NodeResourcesBalancedAllocationArgs> = {
  name: 'NodeResourcesBalancedAllocation',
  create,
};

function create({ resources }: NodeResourcesBalancedAllocationArgs, { release }: Handle) {
  const scoreShares = release.behaviour.balancedAllocationScoresChange ? changeOfBalance : balanceWithPod;
  const scorer = new ResourceScorer(resources, scoreShares, 'requested');

  return definePlugin<undefined, Added>({
    name: 'NodeResourcesBalancedAllocation',
    signs: ({ spec }) => spec.requests,
    signsSpecOnly: true,

    /** A pod that adds nothing is not scored, else many of its kind would land on one node. */
    preScore(pod) {
      const added = scorer.requestsOf(pod);
      return added.every((amount) => amount === 0) ? { status: skip } : { status: success, state: added };
    },

    score: {
      dependsOn: ['node-static', 'node-usage'],
      score(pod: Pod, node, state) {
        const added = state ?? scorer.requestsOf(pod);
        return added.every((amount) => amount === 0) ? 0 : scorer.score(node, added);
      },
    },
  });
}

/** 50 + (50 + balance with the pod − balance without it) / 2: about 75 where the pod changes little, more where it improves. */
function changeOfBalance({ allocated, requested, allocatable }: Shares): number {
  return half + quotient(half + balance(requested, allocatable) - balance(allocated, allocatable), 2);
}

function balanceWithPod({ requested, allocatable }: Shares): number {
  return balance(requested, allocatable);
}

/** (1 − σ)·100, truncated, where σ is the standard deviation of the used fractions: √(Σ (fᵢ − mean)²/n), of two |f₁ − f₂|/2. */
function balance(taken: Float64Array, allocatable: Float64Array): number {
  let count = 0;
  let total = 0;
  let previous = 0;
  let last = 0;
  for (let i = 0; i < taken.length; i++) {
    if (allocatable[i] === 0) continue;
    previous = last;
    last = usedFraction(taken[i]!, allocatable[i]!);
    total += last;
    count++;
  }
  let deviation = 0;
  if (count === 2) deviation = Math.abs((previous - last) / 2);
  else if (count > 2) deviation = deviationFrom(total / count, taken, allocatable, count);
  return Math.trunc((1 - deviation) * maxNodeScore);
}

function deviationFrom(mean: number, taken: Float64Array, allocatable: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < taken.length; i++) {
    if (allocatable[i] === 0) continue;
    const distance = usedFraction(taken[i]!, allocatable[i]!) - mean;
    sum += distance * distance;
  }
  return Math.sqrt(sum / count);
}

function usedFraction(taken: number, allocatable: number): number {
  return Math.min(taken / allocatable, 1);
}
