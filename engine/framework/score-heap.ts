/** Scores in the order of upstream's heap: which of several equal ones comes first follows from the heap's steps. Upstream: schedule_one.go nodeScoreHeap over container/heap, v1.36. */

export class ScoreHeap {
  private readonly order: number[];

  /** The heap stands on the order of `totals`; entries are told by their index in it. */
  constructor(private readonly totals: ArrayLike<number>) {
    const size = totals.length;
    this.order = Array.from({ length: size }, (_, i) => i);
    for (let i = (size >> 1) - 1; i >= 0; i--) this.sink(i, size);
  }

  get size(): number {
    return this.order.length;
  }

  /** What is popped next; undefined if nothing is left. */
  peek(): number | undefined {
    return this.order[0];
  }

  /** The highest score's index; undefined if nothing is left. */
  pop(): number | undefined {
    const last = this.order.length - 1;
    if (last < 0) return undefined;
    this.swap(0, last);
    this.sink(0, last);
    return this.order.pop();
  }

  /** What is left, in the order of the heap's array. */
  left(): readonly number[] {
    return this.order;
  }

  /** Lets the entry at i sink below better ones; of equal children the left one rises. */
  private sink(i: number, size: number): void {
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) return;
      if (child + 1 < size && this.better(child + 1, child)) child++;
      if (!this.better(child, i)) return;
      this.swap(i, child);
      i = child;
    }
  }

  private better(a: number, b: number): boolean {
    return this.totals[this.order[a]!]! > this.totals[this.order[b]!]!;
  }

  private swap(a: number, b: number): void {
    const moved = this.order[a]!;
    this.order[a] = this.order[b]!;
    this.order[b] = moved;
  }
}
