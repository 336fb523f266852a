/** Brings raw scores to 0 … 100 by the greatest of them. Upstream: plugins/helper/normalize_score.go, v1.36. */
import { type Status, success } from '../framework/index.js';
import { mulDiv } from './int64.js';

/** The best score a node can get. */
export const maxNodeScore = 100;

/** 100·score/max; where all are 0 they stay 0. */
export function normalizeScores(scores: Float64Array): Status {
  const max = greatest(scores);
  if (max > 0) for (let i = 0; i < scores.length; i++) scores[i] = mulDiv(maxNodeScore, scores[i]!, max);
  return success;
}

/** 100 − 100·score/max; where all are 0 all become 100. */
export function normalizeScoresReversed(scores: Float64Array): Status {
  normalizeScores(scores);
  for (let i = 0; i < scores.length; i++) scores[i] = maxNodeScore - scores[i]!;
  return success;
}

function greatest(scores: Float64Array): number {
  let max = 0;
  for (const score of scores) if (score > max) max = score;
  return max;
}
