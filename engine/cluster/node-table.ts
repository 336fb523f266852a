/** The nodes' resources as columns over shared memory, so that scans and workers read them without touching an object. */
import { type Allocatable, plus, type Resources } from '../objects/index.js';

const initialRows = 16;

/** What is read of a node table by row. Typed arrays over shared memory, so that a thread can have them too. */
export interface NodeColumns {
  readonly cpuMilli: Readonly<ResourceColumns>;
  readonly memoryBytes: Readonly<ResourceColumns>;
  readonly ephemeralStorageBytes: Readonly<ResourceColumns>;
  readonly nonZeroCpuMilli: Float64Array;
  readonly nonZeroMemoryBytes: Float64Array;
  readonly pods: Readonly<ResourceColumns>;
  readonly scalars: ReadonlyMap<string, ResourceColumns>;
  readonly shape: Int32Array;
}

/** One resource's columns: what the node has and what its pods request, in the resource's own unit. */
export interface ResourceColumns {
  allocatable: Float64Array;
  requested: Float64Array;
}

export class NodeTable implements NodeColumns {
  /** Rows in use, free ones included. */
  rows = 0;
  /** Grows by one whenever the columns moved to larger buffers. */
  layout = 0;
  cpuMilli = columns(initialRows);
  memoryBytes = columns(initialRows);
  ephemeralStorageBytes = columns(initialRows);
  /** Requests as scoring counts them, with defaults for containers without any. */
  nonZeroCpuMilli = column(initialRows);
  nonZeroMemoryBytes = column(initialRows);
  /** How many pods the node takes, and how many it has. */
  pods = columns(initialRows);
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
      c.allocatable[row] = 0;
      c.requested[row] = 0;
    }
    this.nonZeroCpuMilli[row] = 0;
    this.nonZeroMemoryBytes[row] = 0;
    this.shape[row] = -1;
    this.free.push(row);
  }

  setAllocatable(row: number, a: Allocatable): void {
    for (const c of this.scalars.values()) c.allocatable[row] = 0;
    this.cpuMilli.allocatable[row] = a.cpuMilli;
    this.memoryBytes.allocatable[row] = a.memoryBytes;
    this.ephemeralStorageBytes.allocatable[row] = a.ephemeralStorageBytes;
    this.pods.allocatable[row] = a.pods;
    for (const [name, amount] of a.scalars) this.scalar(name).allocatable[row] = amount;
  }

  /** Adds (sign 1) or takes away (sign −1) a pod's requests. */
  addRequests(row: number, r: Resources, nonZero: { cpuMilli: number; memoryBytes: number }, sign: 1 | -1): void {
    addTo(this.cpuMilli.requested, row, sign * r.cpuMilli);
    addTo(this.memoryBytes.requested, row, sign * r.memoryBytes);
    addTo(this.ephemeralStorageBytes.requested, row, sign * r.ephemeralStorageBytes);
    addTo(this.nonZeroCpuMilli, row, sign * nonZero.cpuMilli);
    addTo(this.nonZeroMemoryBytes, row, sign * nonZero.memoryBytes);
    this.pods.requested[row]! += sign;
    if (r.scalars.size === 0) return;
    for (const [name, amount] of r.scalars) addTo(this.scalar(name).requested, row, sign * amount);
  }

  /** Copies a row's figures, from this table or another. */
  copyRow(row: number, from: NodeTable, fromRow: number): void {
    for (const name of from.scalars.keys()) this.scalar(name);
    for (const name of this.scalars.keys()) copyCell(this.scalar(name), row, from.scalars.get(name), fromRow);
    copyCell(this.cpuMilli, row, from.cpuMilli, fromRow);
    copyCell(this.memoryBytes, row, from.memoryBytes, fromRow);
    copyCell(this.ephemeralStorageBytes, row, from.ephemeralStorageBytes, fromRow);
    copyCell(this.pods, row, from.pods, fromRow);
    this.nonZeroCpuMilli[row] = from.nonZeroCpuMilli[fromRow]!;
    this.nonZeroMemoryBytes[row] = from.nonZeroMemoryBytes[fromRow]!;
  }

  /** The columns of an extended resource, hugepage size or the like; made when first asked for. */
  scalar(name: string): ResourceColumns {
    let found = this.scalars.get(name);
    if (found === undefined) {
      found = columns(this.capacity);
      this.scalars.set(name, found);
      this.layout++;
    }
    return found;
  }

  /** Requested ÷ allocatable over all nodes, 0 … 1; 0 where there is nothing to allocate. */
  requestedShares(): { cpu: number; memory: number; pods: number } {
    return {
      cpu: share(this.cpuMilli, this.rows),
      memory: share(this.memoryBytes, this.rows),
      pods: share(this.pods, this.rows),
    };
  }

  /** The columns as they are now, without the table. */
  columns(): NodeColumns {
    const { cpuMilli, memoryBytes, ephemeralStorageBytes, nonZeroCpuMilli, nonZeroMemoryBytes, pods, scalars, shape } =
      this;
    return { cpuMilli, memoryBytes, ephemeralStorageBytes, nonZeroCpuMilli, nonZeroMemoryBytes, pods, scalars, shape };
  }

  private *all(): Iterable<ResourceColumns> {
    yield this.cpuMilli;
    yield this.memoryBytes;
    yield this.ephemeralStorageBytes;
    yield this.pods;
    yield* this.scalars.values();
  }

  private grow(): void {
    this.capacity *= 2;
    for (const c of this.all()) {
      c.allocatable = grown(c.allocatable, this.capacity);
      c.requested = grown(c.requested, this.capacity);
    }
    this.nonZeroCpuMilli = grown(this.nonZeroCpuMilli, this.capacity);
    this.nonZeroMemoryBytes = grown(this.nonZeroMemoryBytes, this.capacity);
    this.shape = grownShapes(this.shape, this.capacity);
    this.layout++;
  }
}

function addTo(column: Float64Array, row: number, amount: number): void {
  column[row] = plus(column[row]!, amount);
}

function copyCell(to: ResourceColumns, row: number, from: ResourceColumns | undefined, fromRow: number): void {
  to.allocatable[row] = from === undefined ? 0 : from.allocatable[fromRow]!;
  to.requested[row] = from === undefined ? 0 : from.requested[fromRow]!;
}

function share({ requested, allocatable }: ResourceColumns, rows: number): number {
  let used = 0;
  let all = 0;
  for (let row = 0; row < rows; row++) {
    used += requested[row]!;
    all += allocatable[row]!;
  }
  return all === 0 ? 0 : used / all;
}

function column(capacity: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(capacity * Float64Array.BYTES_PER_ELEMENT));
}

function columns(capacity: number): ResourceColumns {
  return { allocatable: column(capacity), requested: column(capacity) };
}

function grown(old: Float64Array, capacity: number): Float64Array {
  const next = column(capacity);
  next.set(old);
  return next;
}

function grownShapes(old: Int32Array, capacity: number): Int32Array<SharedArrayBuffer> {
  const next = new Int32Array(new SharedArrayBuffer(capacity * Int32Array.BYTES_PER_ELEMENT)).fill(-1);
  next.set(old);
  return next;
}
