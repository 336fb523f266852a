/** One resource of every node as columns over shared memory, by row. */

/** What float64 leaves out of a pair of columns. */
interface Remainders {
  readonly allocatable: Float64Array;
  readonly requested: Float64Array;
}

/** What the node has and what its pods request, in the resource's own unit. */
export interface ResourceColumns {
  allocatable: Float64Array;
  requested: Float64Array;
  /** What the exact amounts are more than these float64s; null as long as all are float64s, as whole numbers below 2⁵³ are. */
  beyond: Remainders | null;
}

/** Which of the two columns. */
export type Side = keyof Remainders;

/** A column of zeros. */
function column(capacity: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(capacity * Float64Array.BYTES_PER_ELEMENT));
}

export function resourceColumns(capacity: number): ResourceColumns {
  return { allocatable: column(capacity), requested: column(capacity), beyond: null };
}

/** What is requested of the same resource counted in another way: what there is of it is one column for both. */
export function countedOtherwise({ allocatable }: ResourceColumns): ResourceColumns {
  return { allocatable, requested: column(allocatable.length), beyond: null };
}

/** Room for what float64 leaves out. */
export function remaindersFor({ allocatable: { length } }: ResourceColumns): Remainders {
  return { allocatable: column(length), requested: column(length) };
}

/** Makes room for so many rows; `shared` is what there is of the resource, where it has grown already. */
export function growColumns(columns: ResourceColumns, capacity: number, shared?: Float64Array): void {
  const { beyond } = columns;
  columns.allocatable = shared ?? grown(columns.allocatable, capacity);
  columns.requested = grown(columns.requested, capacity);
  if (beyond === null) return;
  columns.beyond = { allocatable: grown(beyond.allocatable, capacity), requested: grown(beyond.requested, capacity) };
}

/** A cell to the last unit; 0 where there is none. */
export function exactCell(columns: ResourceColumns | undefined, side: Side, row: number): bigint {
  if (columns === undefined) return 0n;
  return BigInt(columns[side][row] ?? 0) + BigInt(columns.beyond?.[side][row] ?? 0);
}

/** Requested ÷ allocatable over the first rows, 0 … 1; 0 where there is nothing to allocate. */
export function requestedShare({ requested, allocatable }: ResourceColumns, rows: number): number {
  let used = 0;
  let all = 0;
  for (let row = 0; row < rows; row++) {
    used += requested[row]!;
    all += allocatable[row]!;
  }
  return all === 0 ? 0 : used / all;
}

function grown(old: Float64Array, capacity: number): Float64Array {
  const next = column(capacity);
  next.set(old);
  return next;
}
