/** What NodeResourcesFit and NodeResourcesBalancedAllocation say, read off the node table's columns. The plain statements are `shortagesOf` and `ResourceScorer`; a test holds them together. */
import type { NodeColumns } from '../cluster/index.js';
import type { ByRow, RejectionByRow, ScoringStrategy } from '../framework/index.js';
import { isScalarResource, leavesRoom, roundedSum } from '../objects/index.js';
import { type BalanceRule, balanceRule } from './balance.js';
import { largestOfPair, type ScorePair, scorePair } from './resource-pairs.js';
import type { Counting, ScoreShares } from './resource-scorer.js';
import { scoringStrategy } from './scoring-strategies.js';

/** What a pod requests that can be lacking, by resource; nothing of which is 0. */
export interface RoomParams {
  readonly amounts: readonly (readonly [resource: string, amount: number])[];
}

export interface SharesParams {
  readonly resources: readonly string[];
  readonly counting: Counting;
  /** What the pod adds, by resource. */
  readonly added: readonly number[];
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

/**
 * Σ digit·3ⁱ·2 + (1 if pods + 1 > allocatable pods), the digit of a resource being 0 if amount ≤ allocatable − requested, 2 if the amount is
 * more than there ever is, else 1.
 */
function roomOn(table: NodeColumns, { amounts }: RoomParams): (row: number) => number {
  const { allocatable: podsAllowed, requested: pods } = table.pods;
  const wanted = Float64Array.from(amounts, ([, amount]) => amount);
  const columns = amounts.map(([name]) => columnsOf(table, name));
  const allocatable = columns.map((c) => c.allocatable);
  const requested = columns.map((c) => c.requested);
  return (row) => {
    let kind = pods[row]! + 1 > podsAllowed[row]! ? 1 : 0;
    for (let i = 0, digit = 2; i < wanted.length; i++, digit *= 3) {
      const has = allocatable[i]![row] ?? 0;
      if (!leavesRoom(wanted[i]!, has, requested[i]![row] ?? 0)) kind += wanted[i]! > has ? 2 * digit : digit;
    }
    return kind;
  };
}

function sharesOn(table: NodeColumns, { resources, counting, added, formula }: SharesParams): (row: number) => number {
  const columns = resources.map((name) => columnsOf(table, name));
  const allocatable = columns.map((c) => c.allocatable);
  const allocated = resources.map((name, i) => takenOf(table, name, counting) ?? columns[i]!.requested);
  const counts = resources.map((name, i) => added[i] !== 0 || !isScalarResource(name));
  const score = formulaOf(formula);
  const count = resources.length;
  const shares = {
    allocatable: new Float64Array(count),
    allocated: new Float64Array(count),
    requested: new Float64Array(count),
    added,
  };
  const general = (row: number) => {
    for (let i = 0; i < count; i++) {
      const has = counts[i] ? (allocatable[i]![row] ?? 0) : 0;
      const taken = has === 0 ? 0 : allocated[i]![row]!;
      shares.allocatable[i] = has;
      shares.allocated[i] = taken;
      shares.requested[i] = has === 0 ? 0 : roundedSum(taken, added[i]!);
    }
    return score(shares);
  };
  const pair = count === 2 && counts[0] && counts[1] ? scorePair(formula) : null;
  return pair === null ? general : pairOn(pair, allocatable, allocated, added, general);
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
    if (!fits || with0 > largestOfPair || with1 > largestOfPair || with0 < 0 || with1 < 0) return general(row);
    return pair(taken0, with0, has0, taken1, with1, has1);
  };
}

function formulaOf(formula: ScoringStrategy | BalanceRule): ScoreShares {
  return typeof formula === 'string' ? balanceRule(formula) : scoringStrategy(formula);
}

/** A resource that no node ever had has no column. */
function columnsOf(table: NodeColumns, resource: string): { allocatable: Float64Array; requested: Float64Array } {
  switch (resource) {
    case 'cpu':
      return table.cpuMilli;
    case 'memory':
      return table.memoryBytes;
    case 'ephemeral-storage':
      return table.ephemeralStorageBytes;
    default:
      return table.scalars.get(resource) ?? { allocatable: nothing, requested: nothing };
  }
}

/** Where CPU and memory are counted with defaults for containers that request none. */
function takenOf(table: NodeColumns, resource: string, counting: Counting): Float64Array | null {
  if (counting === 'requested') return null;
  if (resource === 'cpu') return table.nonZeroCpuMilli;
  return resource === 'memory' ? table.nonZeroMemoryBytes : null;
}
