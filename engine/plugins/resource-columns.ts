/** What NodeResourcesFit and NodeResourcesBalancedAllocation say, read off the node table's columns. The plain statements are `shortagesOf` and `ResourceScorer`; a test holds them together. */
import type { NodeTable } from '../cluster/index.js';
import type { ByRow, ScoringStrategy } from '../framework/index.js';
import { isScalarResource } from '../objects/index.js';
import { type BalanceRule, balanceRule } from './balance.js';
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

/** Whether a pod with these requests fits. */
export function roomByRow(params: RoomParams): ByRow<boolean> {
  return { rule: 'room', params, on: (table) => roomOn(table, params) };
}

/** How full a node would be, as a score. */
export function sharesByRow(params: SharesParams): ByRow<number> {
  return { rule: 'shares', params, on: (table) => sharesOn(table, params) };
}

/** pods + 1 ≤ allocatable pods, and each amount ≤ allocatable − requested. */
function roomOn(table: NodeTable, { amounts }: RoomParams): (row: number) => boolean {
  const { allocatable: podsAllowed, requested: pods } = table.pods;
  const wanted = Float64Array.from(amounts, ([, amount]) => amount);
  const columns = amounts.map(([name]) => columnsOf(table, name));
  const allocatable = columns.map((c) => c.allocatable);
  const requested = columns.map((c) => c.requested);
  return (row) => {
    if (pods[row]! + 1 > podsAllowed[row]!) return false;
    for (let i = 0; i < wanted.length; i++)
      if (!(wanted[i]! <= (allocatable[i]![row] ?? 0) - (requested[i]![row] ?? 0))) return false;
    return true;
  };
}

function sharesOn(table: NodeTable, { resources, counting, added, formula }: SharesParams): (row: number) => number {
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
  };
  return (row) => {
    for (let i = 0; i < count; i++) {
      const has = counts[i] ? (allocatable[i]![row] ?? 0) : 0;
      const taken = has === 0 ? 0 : allocated[i]![row]!;
      shares.allocatable[i] = has;
      shares.allocated[i] = taken;
      shares.requested[i] = has === 0 ? 0 : taken + added[i]!;
    }
    return score(shares);
  };
}

function formulaOf(formula: ScoringStrategy | BalanceRule): ScoreShares {
  return typeof formula === 'string' ? balanceRule(formula) : scoringStrategy(formula);
}

/** A resource that no node ever had has no column. */
function columnsOf(table: NodeTable, resource: string): { allocatable: Float64Array; requested: Float64Array } {
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
function takenOf(table: NodeTable, resource: string, counting: Counting): Float64Array | null {
  if (counting === 'requested') return null;
  if (resource === 'cpu') return table.nonZeroCpuMilli;
  return resource === 'memory' ? table.nonZeroMemoryBytes : null;
}
