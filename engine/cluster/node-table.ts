/** The nodes' resources as columns over shared memory, so that scans and workers read them without touching an object. */
import {
  type Allocatable,
  beyondFloat64,
  int64,
  isSmall,
  type NonZeroRequests,
  type Resources,
} from '../objects/index.js';
import {
  countedOtherwise,
  exactCell,
  growColumns,
  type ResourceColumns,
  remaindersFor,
  requestedShare,
  resourceColumns,
  type Side,
} from './resource-columns.js';

const initialRows = 16;

/** What is read of a node table by row. Typed arrays over shared memory, so that a thread can have them too. */
export interface NodeColumns {
  readonly cpuMilli: Readonly<ResourceColumns>;
  readonly memoryBytes: Readonly<ResourceColumns>;
  readonly ephemeralStorageBytes: Readonly<ResourceColumns>;
  readonly nonZeroCpuMilli: Readonly<ResourceColumns>;
  readonly nonZeroMemoryBytes: Readonly<ResourceColumns>;
  readonly pods: Readonly<ResourceColumns>;
  readonly scalars: ReadonlyMap<string, ResourceColumns>;
  readonly shape: Int32Array;
}

/** Whether CPU and memory are counted as requested, or with defaults for containers that request none. */
export type Counting = 'requested' | 'non-zero';

/** A resource's columns; one that no node or pod ever had has none. */
export function columnsOf(
  table: NodeColumns,
  resource: string,
  counting: Counting,
): Readonly<ResourceColumns> | undefined {
  switch (resource) {
    case 'cpu':
      return counting === 'requested' ? table.cpuMilli : table.nonZeroCpuMilli;
    case 'memory':
      return counting === 'requested' ? table.memoryBytes : table.nonZeroMemoryBytes;
    case 'ephemeral-storage':
      return table.ephemeralStorageBytes;
    default:
      return table.scalars.get(resource);
  }
}

export class NodeTable implements NodeColumns {
  /** Rows in use, free ones included. */
  rows = 0;
  /** Grows by one whenever there are columns that were not there, or moved to larger buffers. */
  layout = 0;
  readonly cpuMilli = resourceColumns(initialRows);
  readonly memoryBytes = resourceColumns(initialRows);
  readonly ephemeralStorageBytes = resourceColumns(initialRows);
  /** Requests as scoring counts them, with defaults for containers without any. */
  readonly nonZeroCpuMilli = countedOtherwise(this.cpuMilli);
  readonly nonZeroMemoryBytes = countedOtherwise(this.memoryBytes);
  /** How many pods the node takes, and how many it has. */
  readonly pods = resourceColumns(initialRows);
  /** The number of the shape of the node's object; −1: none that others have. */
  shape = new Int32Array(new SharedArrayBuffer(initialRows * Int32Array.BYTES_PER_ELEMENT)).fill(-1);
  readonly scalars = new Map<string, ResourceColumns>();
  private capacity = initialRows;
  private readonly free: number[] = [];

  /** A zeroed row. */
  add(): number {
    const reused = this.free.pop();
    if (reused !== undefined) return reused;
    if (this.rows === this.capacity) this.grow();
    return this.rows++;
  }

  /** Gives a row back; its figures are zeroed for the next owner. */
  remove(row: number): void {
    for (const c of this.all()) {
      this.set(c, 'allocatable', row, 0);
      this.set(c, 'requested', row, 0);
    }
    this.shape[row] = -1;
    this.free.push(row);
  }

  setAllocatable(row: number, a: Allocatable): void {
    for (const c of this.scalars.values()) this.set(c, 'allocatable', row, 0);
    for (const c of [this.cpuMilli, this.nonZeroCpuMilli])
      this.set(c, 'allocatable', row, a.cpuMilli, a.exact?.get('cpu'));
    for (const c of [this.memoryBytes, this.nonZeroMemoryBytes])
      this.set(c, 'allocatable', row, a.memoryBytes, a.exact?.get('memory'));
    this.set(
      this.ephemeralStorageBytes,
      'allocatable',
      row,
      a.ephemeralStorageBytes,
      a.exact?.get('ephemeral-storage'),
    );
    this.set(this.pods, 'allocatable', row, a.pods);
    for (const [name, amount] of a.scalars) this.set(this.scalar(name), 'allocatable', row, amount, a.exact?.get(name));
  }

  /** Adds (sign 1) or takes away (sign −1) a pod's requests. */
  addRequests(row: number, r: Resources, nonZero: NonZeroRequests, sign: 1 | -1): void {
    this.request(this.cpuMilli, row, r.cpuMilli, sign, r, 'cpu');
    this.request(this.memoryBytes, row, r.memoryBytes, sign, r, 'memory');
    this.request(this.ephemeralStorageBytes, row, r.ephemeralStorageBytes, sign, r, 'ephemeral-storage');
    this.request(this.nonZeroCpuMilli, row, nonZero.cpuMilli, sign, nonZero, 'cpu');
    this.request(this.nonZeroMemoryBytes, row, nonZero.memoryBytes, sign, nonZero, 'memory');
    this.pods.requested[row]! += sign;
    if (r.scalars.size === 0) return;
    for (const [name, amount] of r.scalars) this.request(this.scalar(name), row, amount, sign, r, name);
  }

  /** Copies a row's figures, from this table or another. */
  copyRow(row: number, from: NodeTable, fromRow: number): void {
    for (const name of from.scalars.keys()) this.scalar(name);
    for (const name of this.scalars.keys()) this.copyCell(this.scalar(name), row, from.scalars.get(name), fromRow);
    this.copyCell(this.cpuMilli, row, from.cpuMilli, fromRow);
    this.copyCell(this.memoryBytes, row, from.memoryBytes, fromRow);
    this.copyCell(this.ephemeralStorageBytes, row, from.ephemeralStorageBytes, fromRow);
    this.copyCell(this.nonZeroCpuMilli, row, from.nonZeroCpuMilli, fromRow);
    this.copyCell(this.nonZeroMemoryBytes, row, from.nonZeroMemoryBytes, fromRow);
    this.copyCell(this.pods, row, from.pods, fromRow);
  }

  /** The columns of an extended resource, hugepage size or the like; made when first asked for. */
  scalar(name: string): ResourceColumns {
    let found = this.scalars.get(name);
    if (found === undefined) {
      found = resourceColumns(this.capacity);
      this.scalars.set(name, found);
      this.layout++;
    }
    return found;
  }

  /** Requested ÷ allocatable over all nodes, 0 … 1; 0 where there is nothing to allocate. */
  requestedShares(): { cpu: number; memory: number; pods: number } {
    return {
      cpu: requestedShare(this.cpuMilli, this.rows),
      memory: requestedShare(this.memoryBytes, this.rows),
      pods: requestedShare(this.pods, this.rows),
    };
  }

  /** The columns as they are now, without the table. */
  columns(): NodeColumns {
    const { cpuMilli, memoryBytes, ephemeralStorageBytes, nonZeroCpuMilli, nonZeroMemoryBytes, pods, scalars, shape } =
      this;
    return { cpuMilli, memoryBytes, ephemeralStorageBytes, nonZeroCpuMilli, nonZeroMemoryBytes, pods, scalars, shape };
  }

  private *all(): Iterable<ResourceColumns> {
    yield* this.resources();
    yield this.nonZeroCpuMilli;
    yield this.nonZeroMemoryBytes;
  }

  /** A pair of columns for each resource. */
  private *resources(): Iterable<ResourceColumns> {
    yield this.cpuMilli;
    yield this.memoryBytes;
    yield this.ephemeralStorageBytes;
    yield this.pods;
    yield* this.scalars.values();
  }

  private set(c: ResourceColumns, side: Side, row: number, amount: number, exact?: bigint): void {
    c[side][row] = amount;
    if (c.beyond !== null || exact !== undefined) this.setBeyond(c, side, row, exact ?? 0n);
  }

  private setBeyond(c: ResourceColumns, side: Side, row: number, exact: bigint): void {
    const rest = beyondFloat64(exact);
    if (c.beyond === null) {
      if (rest === 0) return;
      c.beyond = remaindersFor(c);
      this.layout++;
    }
    c.beyond[side][row] = rest;
  }

  private request(
    c: ResourceColumns,
    row: number,
    amount: number,
    sign: 1 | -1,
    r: NonZeroRequests,
    name: string,
  ): void {
    const before = c.requested[row]!;
    const after = before + sign * amount;
    if (isSmall(before) && isSmall(after)) {
      c.requested[row] = after;
      return;
    }
    const change = r.exact?.get(name) ?? BigInt(amount);
    const exact = int64(exactCell(c, 'requested', row) + BigInt(sign) * change);
    this.set(c, 'requested', row, Number(exact), exact);
  }

  private copyCell(to: ResourceColumns, row: number, from: ResourceColumns | undefined, fromRow: number): void {
    to.allocatable[row] = from === undefined ? 0 : from.allocatable[fromRow]!;
    to.requested[row] = from === undefined ? 0 : from.requested[fromRow]!;
    if (to.beyond === null && (from === undefined || from.beyond === null)) return;
    this.setBeyond(to, 'allocatable', row, exactCell(from, 'allocatable', fromRow));
    this.setBeyond(to, 'requested', row, exactCell(from, 'requested', fromRow));
  }

  private grow(): void {
    this.capacity *= 2;
    for (const c of this.resources()) growColumns(c, this.capacity);
    growColumns(this.nonZeroCpuMilli, this.capacity, this.cpuMilli.allocatable);
    growColumns(this.nonZeroMemoryBytes, this.capacity, this.memoryBytes.allocatable);
    this.shape = grownShapes(this.shape, this.capacity);
    this.layout++;
  }
}

function grownShapes(old: Int32Array, capacity: number): Int32Array<SharedArrayBuffer> {
  const next = new Int32Array(new SharedArrayBuffer(capacity * Int32Array.BYTES_PER_ELEMENT)).fill(-1);
  next.set(old);
  return next;
}
