/** How NodeResourcesFit turns a node's shares into a score. Upstream: plugins/noderesources/least_allocated.go, most_allocated.go, requested_to_capacity_ratio.go, v1.36. */
import type { ResourceWeight, ScoringStrategy, UtilizationShapePoint } from '../framework/index.js';
import { brokenLinear } from './broken-linear.js';
import { mulDiv, quotient } from './int64.js';
import { maxNodeScore } from './normalize-scores.js';
import type { ScoreShares } from './resource-scorer.js';

/** The highest score a point of a shape can name. */
const maxShapeScore = 10;
const maxUtilization = 100;

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

/** (capacity − requested) · 100 / capacity; 0 where more is requested than there is. */
function leastAllocated(requested: number, capacity: number): number {
  return requested > capacity ? 0 : mulDiv(capacity - requested, maxNodeScore, capacity);
}

/** requested · 100 / capacity; never more than 100, though pods without requests count as if they had some. */
function mostAllocated(requested: number, capacity: number): number {
  return mulDiv(Math.min(requested, capacity), maxNodeScore, capacity);
}

/** Σ score·weight / Σ weight over the resources that count on the node, cut off; 0 where none does. */
function weightedMean(
  resources: readonly ResourceWeight[],
  scoreOf: (requested: number, capacity: number) => number,
): ScoreShares {
  return ({ requested, allocatable }) => {
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < resources.length; i++) {
      if (allocatable[i] === 0) continue;
      const { weight } = resources[i]!;
      sum += scoreOf(requested[i]!, allocatable[i]!) * weight;
      weights += weight;
    }
    return weights === 0 ? 0 : quotient(sum, weights);
  };
}

/** Σ f(utilization)·weight / Σ weight over the resources with a score above 0, rounded; f is the shape, scaled to 100. */
function weightedRatios(resources: readonly ResourceWeight[], shape: readonly UtilizationShapePoint[]): ScoreShares {
  const scale = maxNodeScore / maxShapeScore;
  const shaped = brokenLinear(shape.map(({ utilization, score }) => ({ utilization, score: score * scale })));
  return ({ requested, allocatable }) => {
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < resources.length; i++) {
      if (allocatable[i] === 0) continue;
      const { weight } = resources[i]!;
      const score = shaped(utilizationOf(requested[i]!, allocatable[i]!));
      if (score <= 0) continue;
      sum += score * weight;
      weights += weight;
    }
    return weights === 0 ? 0 : Math.round(sum / weights);
  };
}

/** requested · 100 / capacity, 100 where more is requested than there is. */
function utilizationOf(requested: number, capacity: number): number {
  return requested > capacity ? maxUtilization : mulDiv(requested, maxUtilization, capacity);
}
