/** Scored nodes in the order in which they win, with what each plugin gave them. */
import { ScoreHeap } from './score-heap.js';
import type { Scores } from './scoring.js';

/** What a ranking is made from: scores of these nodes, in this order. */
export interface Ranked {
  readonly names: readonly string[];
  readonly scores: Scores;
}

export class Ranking {
  private made: { readonly ranked: Ranked; readonly heap: ScoreHeap } | null = null;

  /** `rank` is called when a node is asked for; `size` nodes are left then. */
  private constructor(
    private known: number,
    private readonly rank: () => Ranked,
  ) {}

  /** All of these nodes. */
  static of(names: readonly string[], scores: Scores): Ranking {
    return new Ranking(names.length, () => ({ names, scores }));
  }

  /** The nodes of a ranking without the best one, ranked once they are asked for. */
  static besidesBest(size: number, rank: () => Ranked): Ranking {
    return new Ranking(size - 1, rank);
  }

  get size(): number {
    return this.made?.heap.size ?? this.known;
  }

  get scores(): Scores {
    return this.ranking().ranked.scores;
  }

  /** The best node left. */
  peek(): RankedNode | undefined {
    return this.ranked(this.ranking().heap.peek());
  }

  /** The best node left; it is left no longer. */
  pop(): RankedNode | undefined {
    return this.ranked(this.ranking().heap.pop());
  }

  /** All nodes left, in the order of the heap's array. */
  left(): RankedNode[] {
    const { ranked, heap } = this.ranking();
    return heap.left().map((index) => ({ index, name: ranked.names[index]! }));
  }

  private ranking() {
    if (this.made === null) {
      const ranked = this.rank();
      const heap = new ScoreHeap(ranked.scores.totals);
      while (heap.size > this.known) heap.pop();
      this.made = { ranked, heap };
    }
    return this.made;
  }

  private ranked(index: number | undefined): RankedNode | undefined {
    return index === undefined ? undefined : { index, name: this.ranking().ranked.names[index]! };
  }
}

export interface RankedNode {
  readonly name: string;
  /** Its place in the scores. */
  readonly index: number;
}
