/** Scored nodes in the order in which they win, with what each plugin gave them. */
import { ScoreHeap } from './score-heap.js';
import type { Scores } from './scoring.js';

export class Ranking {
  private readonly heap: ScoreHeap;

  /** `scores` are of these nodes, in this order. */
  constructor(
    private readonly names: readonly string[],
    readonly scores: Scores,
  ) {
    this.heap = new ScoreHeap(scores.totals);
  }

  get size(): number {
    return this.heap.size;
  }

  /** The best node left. */
  peek(): RankedNode | undefined {
    return this.ranked(this.heap.peek());
  }

  /** The best node left; it is left no longer. */
  pop(): RankedNode | undefined {
    return this.ranked(this.heap.pop());
  }

  /** All nodes left, in the order of the heap's array. */
  left(): RankedNode[] {
    return this.heap.left().map((index) => ({ index, name: this.names[index]! }));
  }

  private ranked(index: number | undefined): RankedNode | undefined {
    return index === undefined ? undefined : { index, name: this.names[index]! };
  }
}

export interface RankedNode {
  readonly name: string;
  /** Its place in the scores. */
  readonly index: number;
}
