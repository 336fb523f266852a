/** What plugins that see no more of a node than its shape say, asked once a shape. */
import type { Cluster, NodeInfo } from '../cluster/index.js';
import { type ByShape, provisionalCodes } from './column-jobs.js';
import type { KeptScores, Scorer } from './kept-scores.js';
import type { KeptVerdicts } from './kept-verdicts.js';
import { feasibleCode } from './rejections.js';
import type { Memory } from './sharing.js';

/** So many shapes may be asked about in any cluster, else one for every fourth node: more save nothing. */
const fewShapes = 64;

export interface AnswersByShape extends ByShape {
  /** The scorers that say the same of all nodes of a shape, with what they say; NaN where filters reject the shape. */
  readonly scorers: ReadonlyMap<Scorer, Float64Array>;
}

/** Null where columns do not tell all: a plugin looks at more, or failed. */
export function answersByShape(
  cluster: Cluster,
  verdicts: KeptVerdicts,
  scores: KeptScores,
  memory: Memory,
): AnswersByShape | null {
  const { pod } = verdicts;
  if (cluster.shapes.isFull || verdicts.onUsage.some(({ byRow }) => byRow === null)) return null;
  if (cluster.shapes.specimens.length > Math.max(fewShapes, cluster.nodes.length / 4)) return null;
  if (kindsIn(verdicts) > provisionalCodes) return null;
  if (!verdicts.onObject.every(({ point }) => point.seesShapeOnly?.(pod))) return null;
  const onShape = scores.scorers.filter(({ byRow }) => byRow === null);
  if (!onShape.every(({ point }) => point.seesShapeOnly?.(pod))) return null;
  if (scores.normalizing.some(({ byRow }) => byRow !== null)) return null;
  const { specimens } = cluster.shapes;
  const codes = new Uint16Array(memory(2 * specimens.length));
  for (const [shape, node] of specimens.entries()) codes[shape] = codeOf(verdicts, node);
  if (verdicts.failed) return null;
  const said = new Map(onShape.map((scorer) => [scorer, new Float64Array(specimens.length).fill(Number.NaN)]));
  for (const [shape, node] of specimens.entries())
    for (const [scorer, column] of said)
      if (codes[shape] === feasibleCode) {
        const score = scorer.point.score(pod, node, scorer.state, scorer.filterState);
        if (typeof score !== 'number') return null;
        column[shape] = score;
      }
  const orders = new Float64Array(memory(8 * specimens.length));
  for (const [shape, code] of codes.entries()) orders[shape] = verdicts.rejections.order(code);
  return { codes, orders, scores: sums(said, new Float64Array(memory(8 * specimens.length))), scorers: said };
}

function codeOf(verdicts: KeptVerdicts, node: NodeInfo): number {
  for (const asked of verdicts.onObject) {
    const code = verdicts.codeOf(asked, node);
    if (code !== feasibleCode) return code;
  }
  return feasibleCode;
}

/** How many kinds of rejections the columns can tell. */
export function kindsIn({ onUsage }: KeptVerdicts): number {
  return onUsage.reduce((sum, { codes }) => sum + codes.length, 0);
}

function sums(said: ReadonlyMap<Scorer, Float64Array>, sum: Float64Array): Float64Array {
  for (const [{ point, score }, column] of said)
    if (point.normalize === undefined) for (let s = 0; s < sum.length; s++) sum[s]! += column[s]! * score.weight;
  return sum;
}
