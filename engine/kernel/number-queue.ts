/** A first-in-first-out queue of numbers in a growable ring. */
import { broken } from './invariant.js';

export interface NumberQueue {
  readonly length: number;
  push(value: number): void;
  /** Removes and returns the oldest number; the queue must not be empty. */
  shift(): number;
  /** The number that `shift` would return `index` calls from now. */
  at(index: number): number;
  clear(): void;
}

/** Makes an empty queue. */
export function numberQueue(): NumberQueue {
  return new Ring();
}

class Ring implements NumberQueue {
  length = 0;
  private head = 0;
  private items = new Float64Array(16); // always a power of two, so that a mask wraps

  push(value: number): void {
    if (this.length === this.items.length) this.grow();
    this.items[(this.head + this.length++) & (this.items.length - 1)] = value;
  }

  shift(): number {
    if (this.length === 0) broken('shift of an empty number queue');
    const value = this.items[this.head]!;
    this.head = (this.head + 1) & (this.items.length - 1);
    this.length--;
    return value;
  }

  at(index: number): number {
    if (!(index >= 0 && index < this.length)) broken(`number queue of ${this.length} has no place ${index}`);
    return this.items[(this.head + index) & (this.items.length - 1)]!;
  }

  clear(): void {
    this.head = 0;
    this.length = 0;
  }

  private grow(): void {
    const { items, head } = this;
    this.items = new Float64Array(2 * items.length);
    this.items.set(items.subarray(head));
    this.items.set(items.subarray(0, head), items.length - head);
    this.head = 0;
  }
}
