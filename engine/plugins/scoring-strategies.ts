/** How NodeResourcesFit turns a node's shares into a score. Upstream: plugins/noderesources/least_allocated.go, most_allocated.go, requested_to_capacity_ratio.go, v1.36. */
import type { ResourceWeight, ScoringStrategy, UtilizationShapePoint } from '../framework/index.js';
import { int64 } from '../objects/index.js';
import { brokenLinear } from './broken-linear.js';
import { mulDiv, quotient } from './int64.js';
import { maxNodeScore } from './normalize-scores.js';
import type { ScoreShares, Shares } from './shares.js';

/** The highest score a point of a shape can name. */
const maxShapeScore = 10;
const maxUtilization = 100;
/** maxNodeScore, and maxUtilization, among large numbers. */
const hundred = 100n;

/** The strategy's scoring. */
export function scoringStrategy({ type, resources, requestedToCapacityRatio }: ScoringStrategy): ScoreShares {
  switch (type) {
    case 'LeastAllocated':
      return weightedMean(resources, leastAllocated);
    case 'MostAllocated':
      return weightedMean(resources, mostAllocated);
    case 'RequestedToCapacityRatio':
      return weightedRatios(resources, requestedToCapacityRatio!.shape);
  }
}

/** A whole number from two: plainly for small ones, as int64 does it for any. */
interface OfShare {
  small(requested: number, capacity: number): number;
  large(requested: bigint, capacity: bigint): bigint;
}

/** (capacity − requested) · 100 / capacity; 0 where more is requested than there is. */
const leastAllocated: OfShare = {
  small: (requested, capacity) => (requested > capacity ? 0 : mulDiv(capacity - requested, maxNodeScore, capacity)),
  large: (requested, capacity) => (requested > capacity ? 0n : int64((capacity - requested) * hundred) / capacity),
};

/** requested · 100 / capacity; never more than 100, though pods without requests count as if they had some. */
const mostAllocated: OfShare = {
  small: (requested, capacity) => mulDiv(Math.min(requested, capacity), maxNodeScore, capacity),
  large: (requested, capacity) => int64((requested > capacity ? capacity : requested) * hundred) / capacity,
};

/** requested · 100 / capacity, 100 where more is requested than there is. */
const utilization: OfShare = {
  small: (requested, capacity) => (requested > capacity ? maxUtilization : mulDiv(requested, maxUtilization, capacity)),
  large: (requested, capacity) => (requested > capacity ? hundred : int64(requested * hundred) / capacity),
};

/** What the pod would bring a resource to. */
function ofShare(of: OfShare, shares: Shares, i: number): number {
  if (shares.isSmall(i)) return of.small(shares.requested[i]!, shares.allocatable[i]!);
  const { requested, allocatable } = shares.exact(i);
  return Number(of.large(requested, allocatable));
}

/** Σ score·weight / Σ weight over the resources that count on the node, cut off; 0 where none does. */
function weightedMean(resources: readonly ResourceWeight[], score: OfShare): ScoreShares {
  return (shares) => {
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < resources.length; i++) {
      if (shares.allocatable[i] === 0) continue;
      const { weight } = resources[i]!;
      sum += ofShare(score, shares, i) * weight;
      weights += weight;
    }
    return weights === 0 ? 0 : quotient(sum, weights);
  };
}

/** Σ f(utilization)·weight / Σ weight over the resources with a score above 0, rounded; f is the shape, scaled to 100. */
function weightedRatios(resources: readonly ResourceWeight[], shape: readonly UtilizationShapePoint[]): ScoreShares {
  const scale = maxNodeScore / maxShapeScore;
  const shaped = brokenLinear(shape.map(({ utilization, score }) => ({ utilization, score: score * scale })));
  return (shares) => {
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < resources.length; i++) {
      if (shares.allocatable[i] === 0) continue;
      const { weight } = resources[i]!;
      const score = shaped(ofShare(utilization, shares, i));
      if (score <= 0) continue;
      sum += score * weight;
      weights += weight;
    }
    return weights === 0 ? 0 : Math.round(sum / weights);
  };
}
