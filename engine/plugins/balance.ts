/** How evenly a node's resources are used, as a score. Upstream: plugins/noderesources/balanced_allocation.go, v1.36. */
import { quotient } from './int64.js';
import { maxNodeScore } from './normalize-scores.js';
import type { ScoreShares, Shares } from './shares.js';

const half = maxNodeScore / 2;

/** Whether the change of the balance is scored, or the balance that the pod leaves. */
export type BalanceRule = 'change' | 'result';

export function balanceRule(rule: BalanceRule): ScoreShares {
  return rule === 'change' ? changeOfBalance : balanceWithPod;
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
