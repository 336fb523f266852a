/** Which of the best nodes wins: the first in pre-order of the heap that upstream makes of the feasible list. The plain statement is ScoreHeap, tested against it. */
import type { ScoreIndex } from './score-index.js';
import type { Window } from './window.js';

/** The target of a group without a winner; no position scores it. */
const none = -2;
/** More ties than this are not compared one by one. */
const maxCompared = 2;

/** The ties in a window: positions whose score equals their group's target. */
export class Ties {
  /** By group, the score that wins; `none` where the group has no winner. */
  private targets = new Int32Array(8).fill(none);
  private groups: number[] = [];
  private readonly seen: number[] = [];

  constructor(
    private readonly scores: ScoreIndex,
    private readonly window: Window,
  ) {}

  /** Forgets all targets. */
  clear(): void {
    for (const group of this.groups) this.targets[group] = none;
    this.groups.length = 0;
  }

  /** Positions of the group with this score, which is its best in the window, are ties. */
  add(group: number, score: number): void {
    if (group >= this.targets.length) {
      const larger = new Int32Array(2 * group).fill(none);
      larger.set(this.targets);
      this.targets = larger;
    }
    this.targets[group] = score;
    this.groups.push(group);
  }

  /** The position that wins. */
  first(): number {
    const { seen } = this;
    seen.length = 0;
    let position = this.nextTie(-1);
    while (position >= 0 && seen.length < maxCompared) {
      seen.push(position);
      position = this.nextTie(position);
    }
    if (position >= 0) return this.descend();
    let best = seen[0]!;
    if (seen.length === 2 && comesFirst(this.window.indexOf(seen[1]!), this.window.indexOf(best))) best = seen[1]!;
    return best;
  }

  /** Goes down the heap to the left as long as there is a tie, else to the right. */
  private descend(): number {
    let i = 0;
    for (;;) {
      const position = this.window.positionAt(i);
      if (this.isTie(position)) return position;
      i = 2 * i + 1;
      if (!this.anyBelow(i)) i++;
    }
  }

  /** Whether the subtree has a tie. Each of its levels is a range of the list; the lowest are the longest. */
  private anyBelow(root: number): boolean {
    const { size } = this.window;
    if (root >= size) return false;
    for (let depth = 31 - Math.clz32(Math.floor(size / (root + 1))); depth >= 0; depth--) {
      const from = ((root + 1) << depth) - 1;
      const to = ((root + 2) << depth) - 1;
      if (this.anyBetween(from, to < size ? to : size)) return true;
    }
    return false;
  }

  private anyBetween(from: number, to: number): boolean {
    const first = this.window.positionAt(from);
    const end = this.window.positionAt(to - 1) + 1;
    if (first < end) return this.anyIn(first, end);
    return this.anyIn(first, this.window.around) || this.anyIn(0, end);
  }

  private anyIn(from: number, to: number): boolean {
    for (const group of this.groups) if (this.scores.best(group, from, to) >= this.targets[group]!) return true;
    return false;
  }

  private isTie(position: number): boolean {
    return this.scores.score(position) === this.targets[this.scores.group(position)];
  }

  /** The first tie after this position in the window; −1 as position: from its start on; −1 if there is none. */
  private nextTie(position: number): number {
    const { start, stop, around } = this.window;
    const wraps = stop <= start;
    const from = position < 0 ? start : position + 1;
    if (position >= 0 && position < start) return this.firstIn(from, stop);
    const found = this.firstIn(from, wraps ? around : stop);
    return found < 0 && wraps ? this.firstIn(0, stop) : found;
  }

  private firstIn(from: number, to: number): number {
    let first = -1;
    for (const group of this.groups) {
      const found = this.scores.firstFrom(group, this.targets[group]!, from, first < 0 ? to : first);
      if (found >= 0) first = found;
    }
    return first;
  }
}

/** Whether a comes before b in pre-order of an implicit heap: both brought to one depth, the left one; of a node and its ancestor the ancestor. */
export function comesFirst(a: number, b: number): boolean {
  const depthA = 31 - Math.clz32(a + 1);
  const depthB = 31 - Math.clz32(b + 1);
  const depth = depthA < depthB ? depthA : depthB;
  const ancestorA = (a + 1) >> (depthA - depth);
  const ancestorB = (b + 1) >> (depthB - depth);
  return ancestorA === ancestorB ? depthA < depthB : ancestorA < ancestorB;
}
