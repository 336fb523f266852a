/** What NodeResourcesFit and NodeResourcesBalancedAllocation say, read off the node table's columns. The plain statements are `shortagesOf` and `ResourceScorer`; a test holds them together. */
import { type Counting, columnsOf, exactCell, type NodeColumns, type ResourceColumns } from '../cluster/index.js';
import type { ByRow, RejectionByRow, ScoringStrategy } from '../framework/index.js';
import { isScalarResource, isSmall } from '../objects/index.js';
import { type BalanceRule, balanceRule } from './balance.js';
import { type ExactRoom, exactLackOf, lackOf } from './insufficient-resources.js';
import { largestOfPair, type ScorePair, scorePair } from './resource-pairs.js';
import { scoringStrategy } from './scoring-strategies.js';
import { type Added, type ScoreShares, Shares } from './shares.js';

/** What a pod requests that can be lacking, by resource; nothing of which is 0. */
export interface RoomParams {
  readonly amounts: readonly (readonly [resource: string, amount: bigint])[];
}

export interface SharesParams {
  readonly resources: readonly string[];
  readonly counting: Counting;
  readonly added: Added;
  readonly formula: ScoringStrategy | BalanceRule;
}

const nothing = new Float64Array(0);

/** More kinds of rejection than this are not told apart by numbers: seven resources make 4,374. */
const maxKinds = 5_000;

/** Whether a pod with these requests fits, and if not, what is lacking; null for a pod that asks for too many resources. */
export function roomByRow(params: RoomParams): RejectionByRow | null {
  const kinds = params.amounts.reduce((product) => 3 * product, 2);
  return kinds > maxKinds ? null : { rule: 'room', params, kinds, on: (columns) => roomOn(columns, params) };
}

/** How full a node would be, as a score. */
export function sharesByRow(params: SharesParams): ByRow<number> {
  return { rule: 'shares', params, on: (table) => sharesOn(table, params) };
}

/** Makes what a rule and its parameters say, where they came without their function. */
export function readByRow(rule: string, params: unknown, columns: NodeColumns): (row: number) => number {
  if (rule === 'room') return roomOn(columns, params as RoomParams);
  if (rule === 'shares') return sharesOn(columns, params as SharesParams);
  throw new Error(`no rule "${rule}" reads columns`);
}

/** Σ digit·3ⁱ·2 + (1 if pods + 1 > allocatable pods), the digit of a resource being what of it is lacking. */
function roomOn(table: NodeColumns, { amounts }: RoomParams): (row: number) => number {
  const { allocatable: podsAllowed, requested: pods } = table.pods;
  const wanted = Float64Array.from(amounts, ([, amount]) => Number(amount));
  const columns = amounts.map(([name]) => columnsOf(table, name, 'requested'));
  const allocatable = columns.map((c) => c?.allocatable ?? nothing);
  const requested = columns.map((c) => c?.requested ?? nothing);
  const exactLack = (i: number, row: number) => exactLackOf(amounts[i]![1], exactly(columns[i], row));
  return (row) => {
    let kind = pods[row]! + 1 > podsAllowed[row]! ? 1 : 0;
    for (let i = 0, digit = 2; i < wanted.length; i++, digit *= 3) {
      const has = allocatable[i]![row] ?? 0;
      const taken = requested[i]![row] ?? 0;
      const plain = isSmall(wanted[i]!) && isSmall(has) && isSmall(taken);
      kind += digit * (plain ? lackOf(wanted[i]!, has, taken) : exactLack(i, row));
    }
    return kind;
  };
}

function sharesOn(table: NodeColumns, { resources, counting, added, formula }: SharesParams): (row: number) => number {
  const columns = resources.map((name) => columnsOf(table, name, counting));
  const counts = resources.map((name, i) => added.amounts[i] !== 0 || !isScalarResource(name));
  const allocatable = columns.map((c, i) => (counts[i] && c?.allocatable) || nothing);
  const allocated = columns.map((c) => c?.requested ?? nothing);
  const score = formulaOf(formula);
  let at = 0;
  const shares = new Shares(resources.length, (i) => exactly(columns[i], at));
  const general = (row: number) => {
    at = row;
    for (let i = 0; i < resources.length; i++) shares.set(i, allocatable[i]![row] ?? 0, allocated[i]![row] ?? 0, added);
    return score(shares);
  };
  const pair = resources.length === 2 && counts[0] && counts[1] ? scorePair(formula) : null;
  return pair === null ? general : pairOn(pair, allocatable, allocated, added.amounts, general);
}

/** The score of two resources, as `pair` tells it where it can. */
function pairOn(
  pair: ScorePair,
  [allocatable0, allocatable1]: readonly Float64Array[],
  [allocated0, allocated1]: readonly Float64Array[],
  [added0, added1]: readonly number[],
  general: (row: number) => number,
): (row: number) => number {
  return (row) => {
    const has0 = allocatable0![row]!;
    const has1 = allocatable1![row]!;
    const taken0 = allocated0![row]!;
    const taken1 = allocated1![row]!;
    const with0 = taken0 + added0!;
    const with1 = taken1 + added1!;
    const fits = has0 > 0 && has1 > 0 && has0 <= largestOfPair && has1 <= largestOfPair;
    if (!fits || with0 > largestOfPair || with1 > largestOfPair || taken0 < 0 || taken1 < 0) return general(row);
    return pair(taken0, with0, has0, taken1, with1, has1);
  };
}

function exactly(columns: Readonly<ResourceColumns> | undefined, row: number): ExactRoom {
  return { allocatable: exactCell(columns, 'allocatable', row), requested: exactCell(columns, 'requested', row) };
}

function formulaOf(formula: ScoringStrategy | BalanceRule): ScoreShares {
  return typeof formula === 'string' ? balanceRule(formula) : scoringStrategy(formula);
}
