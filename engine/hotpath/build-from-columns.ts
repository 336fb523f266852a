/** Builds all that a class keeps about the nodes by columns, in two passes over positions that threads can share. The plain statement is `PodClass.judge`, node by node. */
import type { Cluster } from '../cluster/index.js';
import { maxNodeScore } from '../framework/index.js';
import { type AnswersByShape, answersByShape, kindsIn } from './answers-by-shape.js';
import { type ColumnJob, firstProvisional, type IndexJob, type JudgeJob, type Reader, workOn } from './column-jobs.js';
import { FeasibleIndex } from './feasible-index.js';
import { type KeptScores, maxGroups, type Scorer } from './kept-scores.js';
import type { KeptVerdicts } from './kept-verdicts.js';
import { NodeGroups } from './node-groups.js';
import { ScoreIndex } from './score-index.js';
import { columnLike, type Memory, ownMemory, type Sharing, sharedMemory } from './sharing.js';

/** What is built, and by whom. */
interface Build {
  readonly cluster: Cluster;
  readonly verdicts: KeptVerdicts;
  readonly scores: KeptScores;
  readonly answers: AnswersByShape;
  readonly memory: Memory;
  readonly sharing: Sharing | null;
}

/** The feasible positions, `feasible` again if it suits; null where columns do not tell all, and nothing is built. */
export function buildFromColumns(
  cluster: Cluster,
  { verdicts, scores, feasible }: { verdicts: KeptVerdicts; scores: KeptScores; feasible: FeasibleIndex },
  sharing: Sharing | null,
): FeasibleIndex | null {
  const { length } = cluster.nodes;
  const helped = sharing?.pays(length) ? sharing : null;
  const memory = helped === null ? ownMemory : sharedMemory;
  const answers = answersByShape(cluster, verdicts, scores, memory);
  if (answers === null) return null;
  const build = { cluster, verdicts, scores, answers, memory, sharing: helped };
  const suits = feasible.size === length && (feasible.memory === memory || helped === null);
  const positions = suits ? feasible : new FeasibleIndex(length, memory);
  if (scores.index.size !== length || (helped !== null && scores.index.memory !== memory))
    scores.index = new ScoreIndex(length, memory);
  const judged = judge(build);
  index(build, judged, positions);
  return positions;
}

function judge({ cluster, verdicts, scores, answers, memory, sharing }: Build): JudgeJob {
  const { length } = cluster.nodes;
  verdicts.codes = columnLike(verdicts.codes, length, memory);
  verdicts.objectCodes = columnLike(verdicts.objectCodes, length, memory);
  let base = firstProvisional - 1;
  const filters = verdicts.onUsage.map(({ byRow, filter }) => {
    const { rule, params, kinds } = byRow!;
    base += kinds - 1;
    return { rule, params, order: filter.order, base: base - kinds + 1 };
  });
  const onRow = scores.scorers.filter((scorer) => !answers.scorers.has(scorer));
  const { codes, orders, scores: sums } = answers;
  const job: JudgeJob = {
    does: 'judge',
    columns: cluster.table.columns(),
    order: cluster.order,
    byShape: { codes, orders, scores: sums },
    filters,
    scorers: onRow.map(({ byRow, score, column }) => {
      const { rule, params } = byRow!;
      return { rule, params, weight: score.weight, raw: column.cells(length, memory) };
    }),
    codes: verdicts.codes,
    objectCodes: verdicts.objectCodes,
    scores: scores.index.parts(0).scores,
    feasible: new Int32Array(memory(4 * codes.length)),
    kinds: new Int32Array(memory(4 * kindsIn(verdicts))),
    odd: new Int32Array(memory(4)),
  };
  const rules = [...verdicts.onUsage, ...onRow].map(({ byRow }) => byRow!);
  run(job, length, sharing, (_rule, columns) => rules.shift()!.on(columns));
  return job;
}

function index(
  { cluster, verdicts, scores, answers, memory, sharing }: Build,
  judged: JudgeJob,
  positions: FeasibleIndex,
) {
  const { length } = cluster.nodes;
  const { feasible } = judged;
  if (judged.odd[0] === 1 || isOdd(answers, feasible)) scores.unindexed = true;
  const groupOfShape = new Uint16Array(memory(2 * feasible.length));
  if (!scores.unindexed) group(scores, answers, feasible, groupOfShape);
  const job: IndexJob = {
    does: 'index',
    shape: judged.columns.shape,
    order: judged.order,
    codes: judged.codes,
    codeOfKind: codesOfKinds(verdicts, judged, cluster),
    spread: [...answers.scorers].flatMap(([scorer, byShape]) => spread(scorer, byShape, feasible, length, memory)),
    feasible: positions.parts,
    ranks: scores.unindexed ? null : { groupOfShape, ...scores.index.parts(scores.groups.count) },
  };
  run(job, length, sharing, never);
  positions.raise();
  if (!scores.unindexed) scores.index.raise();
}

function run(job: ColumnJob, positions: number, sharing: Sharing | null, read: Reader): void {
  const own = workOn(job, read);
  if (sharing === null) own(0, positions);
  else sharing.share(job, positions, own);
}

const never: Reader = () => () => 0;

/** Whether a scorer that does not normalise says what the index cannot hold of a shape with feasible nodes. */
function isOdd({ scorers }: AnswersByShape, feasible: Int32Array): boolean {
  return [...scorers].some(
    ([{ point }, said]) =>
      point.normalize === undefined &&
      said.some((raw, shape) => feasible[shape]! > 0 && !(raw >= 0 && raw <= maxNodeScore && Number.isInteger(raw))),
  );
}

/** Groups shapes by what goes into normalised scores. */
function group(scores: KeptScores, { scorers }: AnswersByShape, feasible: Int32Array, groupOfShape: Uint16Array): void {
  scores.groups = new NodeGroups();
  const columns = scores.normalizing.map((scorer) => scorers.get(scorer)!);
  for (let shape = 0; shape < feasible.length; shape++) {
    if (feasible[shape] === 0) continue;
    const raw = columns.map((said) => said[shape]!);
    groupOfShape[shape] = scores.groups.join(raw, feasible[shape]!);
  }
  if (scores.groups.count > maxGroups) scores.unindexed = true;
}

/** Asks filters about one node for each kind of rejection that has no code yet. */
function codesOfKinds(verdicts: KeptVerdicts, { filters, kinds }: JudgeJob, { nodes }: Cluster): Uint16Array {
  const codeOfKind = new Uint16Array(kinds.length);
  for (const [i, asked] of verdicts.onUsage.entries()) {
    const { base } = filters[i]!;
    for (let kind = 1; kind < asked.codes.length; kind++) {
      const at = base + kind - firstProvisional;
      if (kinds[at] === 0) continue;
      codeOfKind[at] = asked.codes[kind] || verdicts.codeOf(asked, nodes[kinds[at]! - 1]!, kind);
    }
  }
  return codeOfKind;
}

/** One number if the scorer says the same of all feasible nodes, else cells that are to be filled. */
function spread({ column }: Scorer, byShape: Float64Array, feasible: Int32Array, length: number, memory: Memory) {
  const said = new Set(byShape.filter((_, shape) => feasible[shape]! > 0));
  if (said.size > 1) return [{ byShape, raw: column.cells(length, memory) }];
  column.fill(said.size === 0 ? Number.NaN : [...said][0]!, length);
  return [];
}
