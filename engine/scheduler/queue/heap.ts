/** A binary heap that breaks ties exactly as Go's container/heap with a key index does. Upstream: pkg/scheduler/backend/heap, v1.36. */
import { roomFor } from '../../kernel/index.js';

/** What the heap keeps on an item: in which heap it is, and where. */
export interface HeapItem {
  heap: Heap<never> | null;
  heapAt: number;
}

/** The order in numbers: the lower goes first, of equal ones the lower second. */
export interface HeapKeys<T> {
  first(item: T): number;
  second(item: T): number;
}

/** Invariant: item i is not after its children 2i+1 and 2i+2, and every item knows its place. */
export class Heap<T extends HeapItem> {
  private readonly items: T[] = [];
  /** By place, both keys of the item side by side: a long way down then reads no items. */
  private keys = new Float64Array(64);

  constructor(
    private readonly less: (a: T, b: T) => boolean,
    /** Where numbers tell the order of `less`. */
    private readonly keysOf: HeapKeys<T> | null = null,
  ) {}

  get size(): number {
    return this.items.length;
  }

  has(item: T): boolean {
    return item.heap === (this as unknown as Heap<never>);
  }

  /** All items, in no order that means anything. */
  list(): readonly T[] {
    return this.items;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  /** Adds the item, or restores the order after it changed. */
  addOrUpdate(item: T): void {
    if (this.has(item)) {
      this.readKeys(item);
      this.fix(item.heapAt);
      return;
    }
    item.heap = this as unknown as Heap<never>;
    this.place(this.items.length, item);
    this.readKeys(item);
    this.up(item.heapAt);
  }

  pop(): T | undefined {
    const last = this.items.length - 1;
    if (last < 0) return undefined;
    this.swap(0, last);
    this.down(0, last);
    return this.cut();
  }

  /** False if the item is not here. */
  delete(item: T): boolean {
    if (!this.has(item)) return false;
    const last = this.items.length - 1;
    const at = item.heapAt;
    if (at !== last) {
      this.swap(at, last);
      if (!this.down(at, last)) this.up(at);
    }
    this.cut();
    return true;
  }

  private fix(at: number): void {
    if (!this.down(at, this.items.length)) this.up(at);
  }

  private up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) return;
      this.swap(parent, at);
      at = parent;
    }
  }

  /** Whether anything moved. */
  private down(from: number, size: number): boolean {
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= size) break;
      const right = left + 1;
      const child = right < size && this.isBefore(right, left) ? right : left;
      if (!this.isBefore(child, at)) break;
      this.swap(at, child);
      at = child;
    }
    return at > from;
  }

  private swap(i: number, j: number): void {
    const a = this.items[i]!;
    this.place(i, this.items[j]!);
    this.place(j, a);
    if (this.keysOf !== null) this.swapKeys(2 * i, 2 * j);
  }

  private isBefore(i: number, j: number): boolean {
    if (this.keysOf === null) return this.less(this.items[i]!, this.items[j]!);
    const { keys } = this;
    const first = keys[2 * i]!;
    const other = keys[2 * j]!;
    return first === other ? keys[2 * i + 1]! < keys[2 * j + 1]! : first < other;
  }

  private readKeys(item: T): void {
    if (this.keysOf === null) return;
    const at = 2 * item.heapAt;
    this.keys = roomFor(this.keys, at + 1);
    this.keys[at] = this.keysOf.first(item);
    this.keys[at + 1] = this.keysOf.second(item);
  }

  private swapKeys(i: number, j: number): void {
    const { keys } = this;
    const first = keys[i]!;
    const second = keys[i + 1]!;
    keys[i] = keys[j]!;
    keys[i + 1] = keys[j + 1]!;
    keys[j] = first;
    keys[j + 1] = second;
  }

  private place(at: number, item: T): void {
    this.items[at] = item;
    item.heapAt = at;
  }

  private cut(): T {
    const item = this.items.pop()!;
    item.heap = null;
    return item;
  }
}
