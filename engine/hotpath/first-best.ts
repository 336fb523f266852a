/** Which of the best nodes wins: the first in pre-order of the heap that upstream makes of the feasible list. The plain statement is ScoreHeap, tested against it. */
import { maxGroups } from './kept-scores.js';
import type { ScoreIndex } from './score-index.js';
import type { Window } from './window.js';

/** So many ties are compared one with another; more are looked for level by level. */
const comparedTies = 8;

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

  /** The position that wins. */
  first(): number {
    const { window } = this;
    const { size } = window;
    let bestPosition = this.firstBetween(0, size);
    let best = window.indexOf(bestPosition);
    let last = best;
    for (let compared = 1; compared < comparedTies; compared++) {
      const position = this.firstBetween(last + 1, size);
      if (position < 0) return bestPosition;
      last = window.indexOf(position);
      if (!comesBefore(last, best)) continue;
      best = last;
      bestPosition = position;
    }
    return this.firstByLevel();
  }

  /**
   * Within one level of the heap the left node comes first, so only the first tie of each level can win; and below a level only what lies
   * left of the best so far.
   */
  private firstByLevel(): number {
    const { size } = this.window;
    let best = -1;
    let bestPosition = -1;
    for (let level = 0; 1 << level <= size; level++) {
      const from = (1 << level) - 1;
      const left = best < 0 ? 2 * from + 1 : ((best + 1) << (level - levelOf(best))) - 1;
      const position = this.firstBetween(from, Math.min(left, size));
      if (position < 0) continue;
      bestPosition = position;
      best = this.window.indexOf(position);
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

/** Whether the first of two nodes of a heap comes first in pre-order: it is above the other, or left of it where both are brought to one level. */
function comesBefore(a: number, b: number): boolean {
  const deeper = levelOf(b) - levelOf(a);
  return deeper >= 0 ? a + 1 <= (b + 1) >> deeper : (a + 1) >> -deeper < b + 1;
}
