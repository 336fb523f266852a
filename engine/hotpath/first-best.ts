/** Which of the best nodes wins: the first in pre-order of the heap that upstream makes of the feasible list. The plain statement is ScoreHeap, tested against it. */
import { maxGroups } from './kept-scores.js';
import type { ScoreIndex } from './score-index.js';
import type { Window } from './window.js';

/** The ties in a window: positions whose score is their group's target. */
export class Ties {
  /** Groups that have ties, and the score that ties. */
  private readonly groups = new Uint16Array(maxGroups);
  private readonly targets = new Int32Array(maxGroups);
  private count = 0;

  constructor(
    private readonly scores: ScoreIndex,
    private readonly window: Window,
  ) {}

  /** Forgets all targets. */
  clear(): void {
    this.count = 0;
  }

  /** Positions of the group with this score, which is its best in the window, are ties. */
  add(group: number, score: number): void {
    this.groups[this.count] = group;
    this.targets[this.count++] = score;
  }

  /**
   * The position that wins. Within one level of the heap the left node comes first, so only the first tie of each level can win, and below
   * a level only what lies left of the best so far. Above the first tie of all there is none.
   */
  first(): number {
    const { window } = this;
    const { size } = window;
    let bestPosition = this.firstBetween(0, size);
    let best = window.indexOf(bestPosition);
    for (let level = levelOf(best) + 1; 1 << level <= size; level++) {
      const left = ((best + 1) << (level - levelOf(best))) - 1;
      const position = this.firstBetween((1 << level) - 1, left < size ? left : size);
      if (position < 0) continue;
      bestPosition = position;
      best = window.indexOf(position);
    }
    return bestPosition;
  }

  /** The first tie in this range of the feasible list; −1 if there is none. */
  private firstBetween(from: number, to: number): number {
    if (from >= to) return -1;
    const { window } = this;
    const first = window.positionAt(from);
    const end = window.positionAt(to - 1) + 1;
    if (first < end) return this.firstIn(first, end);
    const found = this.firstIn(first, window.around);
    return found < 0 ? this.firstIn(0, end) : found;
  }

  private firstIn(from: number, to: number): number {
    const { groups, targets, scores } = this;
    let first = scores.firstFrom(groups[0]!, targets[0]!, from, to);
    for (let i = 1; i < this.count; i++) {
      const found = scores.firstFrom(groups[i]!, targets[i]!, from, first < 0 ? to : first);
      if (found >= 0) first = found;
    }
    return first;
  }
}

/** How deep a node of a heap lies. */
function levelOf(index: number): number {
  return 31 - Math.clz32(index + 1);
}
