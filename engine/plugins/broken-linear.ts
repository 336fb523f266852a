/** A function that is linear between points and level outside them. Upstream: plugins/helper/shape_score.go, v1.36. */
import type { UtilizationShapePoint } from '../framework/index.js';
import { mulDiv } from './int64.js';

/** The function through the points, which come in order of utilization; between two of them score₀ + Δscore·(p − p₀)/Δp, truncated. */
export function brokenLinear(points: readonly UtilizationShapePoint[]): (utilization: number) => number {
  return (utilization) => {
    const next = points.findIndex((point) => utilization <= point.utilization);
    if (next < 0) return points.at(-1)!.score;
    const to = points[next]!;
    const from = points[next - 1];
    if (from === undefined) return to.score;
    const [rise, run] = [to.score - from.score, to.utilization - from.utilization];
    return from.score + mulDiv(rise, utilization - from.utilization, run);
  };
}
