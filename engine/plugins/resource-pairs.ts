/** Scores where just two resources count, which is the default, without lists: the plain statements are `scoringStrategy` and `balanceRule`, which a test holds them to. */
import type { ScoringStrategy } from '../framework/index.js';
import type { BalanceRule } from './balance.js';
import { maxNodeScore } from './normalize-scores.js';

/** 0 … 100 from what is taken of each resource without the pod, with it, and what there is; none is more than `largestOfPair`, and there is some of both. */
export type ScorePair = (
  allocated0: number,
  requested0: number,
  allocatable0: number,
  allocated1: number,
  requested1: number,
  allocatable1: number,
) => number;

/** A hundred times this is a safe integer. */
export const largestOfPair = Math.trunc(Number.MAX_SAFE_INTEGER / maxNodeScore);

const half = maxNodeScore / 2;

/** The formula for two resources; null for one that is not stated here. */
export function scorePair(formula: ScoringStrategy | BalanceRule): ScorePair | null {
  if (formula === 'change') return changeOfBalance;
  if (formula === 'result') return balanceWithPod;
  const [first, second] = formula.resources.map(({ weight }) => weight);
  if (formula.type === 'LeastAllocated') return leastAllocated(first!, second!);
  return formula.type === 'MostAllocated' ? mostAllocated(first!, second!) : null;
}

/** Σ ((capacity − requested) · 100 / capacity)·weight / Σ weight. */
function leastAllocated(weight0: number, weight1: number): ScorePair {
  const weights = weight0 + weight1;
  return (_allocated0, requested0, capacity0, _allocated1, requested1, capacity1) => {
    const score0 = requested0 > capacity0 ? 0 : Math.trunc(((capacity0 - requested0) * maxNodeScore) / capacity0);
    const score1 = requested1 > capacity1 ? 0 : Math.trunc(((capacity1 - requested1) * maxNodeScore) / capacity1);
    return Math.trunc((score0 * weight0 + score1 * weight1) / weights);
  };
}

/** Σ (requested · 100 / capacity)·weight / Σ weight. */
function mostAllocated(weight0: number, weight1: number): ScorePair {
  const weights = weight0 + weight1;
  return (_allocated0, requested0, capacity0, _allocated1, requested1, capacity1) => {
    const score0 = requested0 > capacity0 ? maxNodeScore : Math.trunc((requested0 * maxNodeScore) / capacity0);
    const score1 = requested1 > capacity1 ? maxNodeScore : Math.trunc((requested1 * maxNodeScore) / capacity1);
    return Math.trunc((score0 * weight0 + score1 * weight1) / weights);
  };
}

/** 50 + (50 + balance with the pod − balance without it) / 2. */
const changeOfBalance: ScorePair = (allocated0, requested0, capacity0, allocated1, requested1, capacity1) =>
  half +
  Math.trunc(
    (half +
      balance(requested0, capacity0, requested1, capacity1) -
      balance(allocated0, capacity0, allocated1, capacity1)) /
      2,
  );

const balanceWithPod: ScorePair = (_allocated0, requested0, capacity0, _allocated1, requested1, capacity1) =>
  balance(requested0, capacity0, requested1, capacity1);

/** (1 − |f₁ − f₂|/2)·100, truncated. */
function balance(taken0: number, capacity0: number, taken1: number, capacity1: number): number {
  const fraction0 = taken0 >= capacity0 ? 1 : taken0 / capacity0;
  const fraction1 = taken1 >= capacity1 ? 1 : taken1 / capacity1;
  return Math.trunc((1 - Math.abs((fraction0 - fraction1) / 2)) * maxNodeScore);
}
