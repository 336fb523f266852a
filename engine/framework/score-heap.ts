/** Nodes by total score, as upstream's heap orders them: which of several equal nodes comes first follows from the heap's steps. Upstream: schedule_one.go nodeScoreHeap over container/heap, v1.36. */

export class ScoreHeap {
  private readonly order: number[];

  /** `totals[i]` is the score of `names[i]`; the heap stands on their order. */
  constructor(
    private readonly names: readonly string[],
    private readonly totals: ArrayLike<number>,
  ) {
    this.order = names.map((_, i) => i);
    for (let i = (names.length >> 1) - 1; i >= 0; i--) this.sink(i, names.length);
  }

  get size(): number {
    return this.order.length;
  }

  /** Index of the best node; undefined if none is left. */
  popIndex(): number | undefined {
    const last = this.order.length - 1;
    if (last < 0) return undefined;
    this.swap(0, last);
    this.sink(0, last);
    return this.order.pop();
  }

  /** Name of the node that is popped next. */
  peek(): string | undefined {
    return this.names[this.order[0]!];
  }

  /** Name of the best node; undefined if none is left. */
  pop(): string | undefined {
    const index = this.popIndex();
    return index === undefined ? undefined : this.names[index];
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
