/** What judges and indexes a range of positions by columns alone: plain data over shared memory, so that any thread can do it, and two functions that do. */
import type { NodeColumns } from '../cluster/index.js';
import { maxNodeScore } from '../framework/index.js';
import { feasibleCode, maxCodes } from './rejections.js';
import { noScore } from './score-index.js';

/** A name and parameters by which something is read off columns by row. */
export interface Rule {
  readonly rule: string;
  readonly params: unknown;
}

/** Makes what a rule stands for. */
export type Reader = (rule: Rule, columns: NodeColumns) => (row: number) => number;

/** By shape, what filters and scorers say that see no more of a node. */
export interface ByShape {
  /** The code of the first rejection, and the place of its filter in the profile. */
  readonly codes: Uint16Array;
  readonly orders: Float64Array;
  /** Σ score · weight of those that do not normalise. */
  readonly scores: Float64Array;
}

/** Judges every node, and scores those that are feasible. */
export interface JudgeJob {
  readonly does: 'judge';
  readonly columns: NodeColumns;
  /** By position, the row. */
  readonly order: Int32Array;
  readonly byShape: ByShape;
  /** A node that one rejects gets the code `base` + the kind of rejection, until the kinds have codes of their own. */
  readonly filters: readonly (Rule & { readonly order: number; readonly base: number })[];
  readonly scorers: readonly (Rule & { readonly weight: number; readonly raw: Float64Array })[];
  /** By position. */
  readonly codes: Uint16Array;
  readonly objectCodes: Uint16Array;
  readonly scores: Int32Array;
  /** By shape, how many feasible nodes have it. */
  readonly feasible: Int32Array;
  /** By provisional code less the first, one more than a position that has it; 0: none has. */
  readonly kinds: Int32Array;
  /** Set to 1 where a score is not a whole number from 0 to 100. */
  readonly odd: Int32Array;
}

/** Brings codes, groups and the leaves of trees in line with what was judged. */
export interface IndexJob {
  readonly does: 'index';
  readonly shape: Int32Array;
  readonly order: Int32Array;
  /** By position. */
  readonly codes: Uint16Array;
  /** By provisional code less the first, the code. */
  readonly codeOfKind: Uint16Array;
  /** Scores that differ by shape, to be spread over positions. */
  readonly spread: readonly { readonly byShape: Float64Array; readonly raw: Float64Array }[];
  /** Feasible positions, a bit each, and their numbers by word, `leaves` cells on. */
  readonly feasible: { readonly words: Uint32Array; readonly counts: Int32Array; readonly leaves: number };
  /** Null where scores are not indexed. */
  readonly ranks: {
    readonly groupOfShape: Uint16Array;
    readonly scores: Int32Array;
    readonly groupOf: Uint16Array;
    /** By group, a tree whose leaves, from cell `leaves` on, are the best scores of 2^blockBits positions. */
    readonly trees: readonly Int32Array[];
    readonly leaves: number;
    readonly blockBits: number;
  } | null;
}

export type ColumnJob = JudgeJob | IndexJob;

/** The first provisional code: codes of rejections stay below. */
export const firstProvisional = maxCodes + 1;
/** How many provisional codes there are. */
export const provisionalCodes = 2 ** 16 - firstProvisional;

/** A function that does the job for positions from … to − 1. Ranges begin at multiples of 32. */
export function workOn(job: ColumnJob, read: Reader): (from: number, to: number) => void {
  if (job.does === 'index') return (from, to) => index(job, from, to);
  const kinds = job.filters.map((filter) => read(filter, job.columns));
  const raws = job.scorers.map((scorer) => read(scorer, job.columns));
  return (from, to) => judge(job, kinds, raws, from, to);
}

function judge(
  job: JudgeJob,
  kindOf: ((row: number) => number)[],
  rawOf: ((row: number) => number)[],
  from: number,
  to: number,
) {
  const { columns, order, byShape, filters, codes, objectCodes, scores } = job;
  const { shape } = columns;
  const counts = new Int32Array(job.feasible.length);
  for (let position = from; position < to; position++) {
    const row = order[position]!;
    const own = shape[row]!;
    const known = byShape.codes[own]!;
    let code = known;
    for (let i = 0; i < kindOf.length; i++) {
      if (filters[i]!.order > byShape.orders[own]!) break;
      const kind = kindOf[i]!(row);
      if (kind === 0) continue;
      code = filters[i]!.base + kind;
      job.kinds[code - firstProvisional] = position + 1;
      break;
    }
    objectCodes[position] = known;
    codes[position] = code;
    scores[position] = code === feasibleCode ? byShape.scores[own]! + scoreOf(job, rawOf, row, position) : noScore;
    if (code === feasibleCode) counts[own]!++;
  }
  for (let own = 0; own < counts.length; own++) if (counts[own]! > 0) Atomics.add(job.feasible, own, counts[own]!);
}

/** Σ score · weight of what is read by row; the raw scores are kept. */
function scoreOf(
  { scorers, odd }: JudgeJob,
  rawOf: ((row: number) => number)[],
  row: number,
  position: number,
): number {
  let sum = 0;
  for (let i = 0; i < rawOf.length; i++) {
    const raw = rawOf[i]!(row);
    scorers[i]!.raw[position] = raw;
    if (!(raw >= 0 && raw <= maxNodeScore && Number.isInteger(raw))) odd[0] = 1;
    sum += raw * scorers[i]!.weight;
  }
  return sum;
}

function index(job: IndexJob, from: number, to: number): void {
  const { codes, codeOfKind, feasible, ranks } = job;
  for (let start = from; start < to; start += 32) {
    const end = Math.min(start + 32, to);
    let word = 0;
    let count = 0;
    for (let position = start; position < end; position++) {
      const code = codes[position]!;
      if (code >= firstProvisional) codes[position] = codeOfKind[code - firstProvisional]!;
      else if (code === feasibleCode) {
        word |= 1 << (position & 31);
        count++;
      }
    }
    feasible.words[start >>> 5] = word;
    feasible.counts[feasible.leaves + (start >>> 5)] = count;
  }
  for (const { byShape, raw } of job.spread)
    for (let position = from; position < to; position++) raw[position] = byShape[job.shape[job.order[position]!]!]!;
  if (ranks !== null) rank(job, ranks, from, to);
}

function rank({ shape, order }: IndexJob, ranks: NonNullable<IndexJob['ranks']>, from: number, to: number): void {
  const { groupOfShape, scores, groupOf, trees, leaves, blockBits } = ranks;
  for (const tree of trees) tree.fill(noScore, leaves + (from >>> blockBits), leaves + ((to - 1) >>> blockBits) + 1);
  for (let position = from; position < to; position++) {
    const score = scores[position]!;
    if (score === noScore) continue;
    const group = groupOfShape[shape[order[position]!]!]!;
    groupOf[position] = group;
    const leaf = leaves + (position >>> blockBits);
    if (score > trees[group]![leaf]!) trees[group]![leaf] = score;
  }
}
