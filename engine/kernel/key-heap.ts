/** A growable 4-ary min-heap of numbers, ordered by two number keys; no two entries may have both keys equal. */
import { enlarged } from './enlarged.js';
import { broken } from './invariant.js';

/** Holds the entries in two columns, keys and values. */
export class KeyHeap {
  /** Number of entries. */
  length = 0;
  // The keys of entry i are keys[2i] and keys[2i + 1].
  private keys = new Float64Array(2 * INITIAL_CAPACITY);
  private values = new Float64Array(INITIAL_CAPACITY);

  push(major: number, minor: number, value: number): void {
    if (this.length === this.values.length) this.grow();
    let hole = this.length++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (!this.isLess(major, minor, parent)) break;
      this.move(parent, hole);
      hole = parent;
    }
    this.put(hole, major, minor, value);
  }

  /** The first key of the least entry. */
  get leastKey(): number {
    if (this.length === 0) broken('an empty heap has no least key');
    return this.keys[0]!;
  }

  /** Removes the least entry and returns its value. */
  pop(): number {
    if (this.length === 0) broken('pop of an empty heap');
    const { keys, values } = this;
    const value = values[0]!;
    const last = --this.length;
    this.siftDown(keys[2 * last]!, keys[2 * last + 1]!, values[last]!);
    return value;
  }

  /** Puts an entry where the least one was, letting lesser children up on the way. */
  private siftDown(major: number, minor: number, value: number): void {
    let hole = 0;
    for (let child = 1; child < this.length; child = 4 * hole + 1) {
      const least = this.leastOf(child, Math.min(child + 4, this.length));
      if (this.isLess(major, minor, least)) break;
      this.move(least, hole);
      hole = least;
    }
    this.put(hole, major, minor, value);
  }

  private leastOf(start: number, end: number): number {
    let least = start;
    for (let i = start + 1; i < end; i++) {
      if (this.isLess(this.keys[2 * i]!, this.keys[2 * i + 1]!, least)) least = i;
    }
    return least;
  }

  private isLess(major: number, minor: number, than: number): boolean {
    const other = this.keys[2 * than]!;
    return major < other || (major === other && minor < this.keys[2 * than + 1]!);
  }

  private move(from: number, to: number): void {
    this.put(to, this.keys[2 * from]!, this.keys[2 * from + 1]!, this.values[from]!);
  }

  private put(at: number, major: number, minor: number, value: number): void {
    this.keys[2 * at] = major;
    this.keys[2 * at + 1] = minor;
    this.values[at] = value;
  }

  private grow(): void {
    this.keys = enlarged(this.keys, new Float64Array(2 * this.keys.length));
    this.values = enlarged(this.values, new Float64Array(2 * this.values.length));
  }
}

const INITIAL_CAPACITY = 64;
