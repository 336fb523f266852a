/** Weights of score plugins. Upstream: getValidScoreWeights in pkg/scheduler/framework/runtime/framework.go, v1.36. */
import { mistake, type Place } from './decode.js';
import { nameOf } from './expand-plugins.js';
import type { PluginV1 } from './manifest.js';

/** The greatest score of one plugin on one node. */
const maxScore = 100n;
const maxTotalScore = 2n ** 63n - 1n;

/** The weight of each plugin that scores: the first setting counts, none and 0 mean 1. */
export function scoreWeights(
  settings: readonly PluginV1[],
  scores: (name: string) => boolean,
  at: Place,
): Map<string, number> {
  const weights = new Map<string, number>();
  let total = 0n;
  for (const setting of settings) {
    const name = nameOf(setting);
    if (weights.has(name) || !scores(name)) continue;
    const weight = setting.weight || 1;
    const most = BigInt(weight) * maxScore;
    if (most > BigInt.asIntN(64, maxTotalScore - total)) {
      throw mistake(at, undefined, 'weights overflow the total score', 'give every score plugin a weight from 1 on');
    }
    total += most;
    weights.set(name, weight);
  }
  return weights;
}
