/** A class's verdict on every node: the first kept filter that rejects it. What only a node's object decides is kept apart, so that pods that come and go repeat less. */
import type { NodeColumns, NodeInfo, Pod } from '../cluster/index.js';
import { type CycleState, type FilterPoint, type RejectionByRow, success } from '../framework/index.js';
import type { PlacedFilter } from './node-local.js';
import { feasibleCode, Rejections } from './rejections.js';

/** A filter ready to be asked. */
export interface AskedFilter {
  readonly filter: PlacedFilter;
  readonly point: FilterPoint<unknown>;
  readonly state: unknown;
  /** Where the table's columns tell which of its rejections a node gets. */
  readonly byRow: RejectionByRow | null;
  /** By kind of rejection, its code; 0 as long as it is not known. */
  readonly codes: Uint16Array;
  kindOf: ((row: number) => number) | null;
}

export class KeptVerdicts {
  /** By position. */
  codes = new Uint16Array(0);
  readonly rejections = new Rejections();
  /** Set once a filter failed: such a node may end the search, so nothing here is of use. */
  failed = false;
  /** By position, the first rejection among filters that only look at the node's object. */
  objectCodes = new Uint16Array(0);
  readonly onObject: readonly AskedFilter[];
  readonly onUsage: readonly AskedFilter[];

  /** The pod stands for its class; its PreFilter states are in the cycle. */
  constructor(
    filters: readonly PlacedFilter[],
    readonly pod: Pod,
    cycle: CycleState,
  ) {
    const asked = filters.map((filter): AskedFilter => {
      const point = filter.plugin.filter!;
      const state = cycle.filterStates[filter.slot];
      const byRow = point.rejectionByRow?.(pod, state) ?? null;
      return { filter, point, state, byRow, codes: new Uint16Array(byRow?.kinds ?? 0), kindOf: null };
    });
    this.onObject = asked.filter(({ filter }) => !filter.followsUsage);
    this.onUsage = asked.filter(({ filter }) => filter.followsUsage);
  }

  get bytes(): number {
    return this.codes.byteLength + this.objectCodes.byteLength;
  }

  /** Reads the table's columns from now on. */
  readFrom(columns: NodeColumns): void {
    for (const asked of this.onUsage) asked.kindOf = asked.byRow?.on(columns) ?? null;
  }

  /** Moves what is known of nodes to their new positions; `before` says where they were, −1 for new ones. */
  move(before: Int32Array): void {
    this.codes = moved(this.codes, before);
    this.objectCodes = moved(this.objectCodes, before);
  }

  /** Judges the node anew; true if it is feasible. */
  judge(position: number, node: NodeInfo, objectChanged: boolean): boolean {
    if (objectChanged) this.objectCodes[position] = this.firstRejection(this.onObject, node, feasibleCode);
    const code = this.firstRejection(this.onUsage, node, this.objectCodes[position]!);
    this.codes[position] = code;
    return code === feasibleCode;
  }

  /** The code of what the filter says of this node; that of a rejection of this kind, if the columns told one. */
  codeOf({ filter, point, state, codes }: AskedFilter, node: NodeInfo, kind = 0): number {
    const status = point.check(this.pod, node, state);
    if (status === success || status.isSuccess) return feasibleCode;
    if (!status.isRejected) this.failed = true;
    const code = this.rejections.codeOf(status.by(filter.name), filter.order);
    if (this.rejections.overflown) this.failed = true;
    if (kind > 0) codes[kind] = code;
    return code;
  }

  /** The code of the first that rejects, among these and one that is known already. */
  private firstRejection(filters: readonly AskedFilter[], node: NodeInfo, known: number): number {
    const end = this.rejections.order(known);
    for (let i = 0; i < filters.length; i++) {
      const asked = filters[i]!;
      if (asked.filter.order > end) return known;
      const kind = asked.kindOf === null ? -1 : asked.kindOf(node.row);
      if (kind === 0) continue;
      const code = (kind > 0 && asked.codes[kind]) || this.codeOf(asked, node, kind);
      if (code !== feasibleCode) return code;
    }
    return known;
  }
}

/** A column's cells at their new positions. */
export function moved<T extends Uint16Array | Int32Array | Float64Array>(column: T, before: Int32Array): T {
  const next = new (column.constructor as new (size: number) => T)(before.length);
  for (let position = 0; position < before.length; position++) {
    const old = before[position]!;
    if (old >= 0) next[position] = column[old]!;
  }
  return next;
}
