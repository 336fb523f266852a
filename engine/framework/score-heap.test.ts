import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { ScoreHeap } from './score-heap.js';

/** Go's container/heap over (score, index), its functions one by one, as upstream uses it: `less` is "higher score". */
class GoHeap {
  constructor(readonly entries: { index: number; score: number }[]) {
    const n = entries.length;
    for (let i = Math.floor(n / 2) - 1; i >= 0; i--) this.down(i, n);
  }
  pop(): number {
    const n = this.entries.length - 1;
    this.swap(0, n);
    this.down(0, n);
    return this.entries.pop()!.index;
  }
  private down(i0: number, n: number): void {
    let i = i0;
    for (;;) {
      const j1 = 2 * i + 1;
      if (j1 >= n || j1 < 0) break;
      let j = j1;
      const j2 = j1 + 1;
      if (j2 < n && this.less(j2, j1)) j = j2;
      if (!this.less(j, i)) break;
      this.swap(i, j);
      i = j;
    }
  }
  private less(i: number, j: number): boolean {
    return this.entries[i]!.score > this.entries[j]!.score;
  }
  private swap(i: number, j: number): void {
    [this.entries[i], this.entries[j]] = [this.entries[j]!, this.entries[i]!];
  }
}

/** The first maximum in pre-order of the implicit tree: a node before its left, its left before its right subtree. */
function firstInPreOrder(totals: readonly number[]): number {
  const best = Math.max(...totals);
  const visit = (i: number): number => {
    if (i >= totals.length) return -1;
    if (totals[i] === best) return i;
    const left = visit(2 * i + 1);
    return left >= 0 ? left : visit(2 * i + 2);
  };
  return visit(0);
}

/** Cases of many sizes with many ties: xorshift32 numbers below `different`. */
function* cases(): Generator<number[]> {
  let state = 2463534242;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let i = 0; i < 600; i++) {
    const different = [2, 3, 10, 1000][i % 4]!;
    yield Array.from({ length: 1 + (next() % 200) }, () => next() % different);
  }
}

test('nodes leave the heap in the order of container/heap', () => {
  for (const totals of cases()) {
    const heap = new ScoreHeap(totals);
    const go = new GoHeap(totals.map((score, index) => ({ index, score })));
    for (const _ of totals) {
      deepEqual(
        heap.left(),
        go.entries.map((entry) => entry.index),
      );
      equal(heap.pop(), go.pop());
    }
  }
});

test('the winner is the first maximum in pre-order of the implicit tree', () => {
  for (const totals of cases()) {
    equal(new ScoreHeap(totals).pop(), firstInPreOrder(totals));
  }
});

test('of seven equal nodes the left subtree comes first', () => {
  const heap = new ScoreHeap(new Array(7).fill(1));
  // Popping the root puts 6 there; nothing is better, so it stays: 0, then 6, then the one that stood last before.
  deepEqual(
    Array.from({ length: 7 }, () => heap.pop()),
    [0, 6, 5, 4, 3, 2, 1],
  );
});

test('an empty heap has nothing to give', () => {
  const heap = new ScoreHeap([5]);
  equal(heap.peek(), 0);
  equal(heap.pop(), 0);
  equal(heap.peek(), undefined);
  equal(heap.pop(), undefined);
  equal(heap.size, 0);
});
