/** The best score in any range of positions, group by group, in O(log n). Nodes of one group get the same from every plugin that normalises. */
import { powerOfTwoFrom } from './feasible-index.js';
import { type Memory, ownMemory } from './sharing.js';

/** Positions that share a leaf of a group's tree; a leaf is scanned. */
const blockBits = 3;
const blockSize = 1 << blockBits;

/** The score of a position that does not count. */
export const noScore = -1;

export class ScoreIndex {
  private readonly scores: Int32Array;
  private readonly groupOf: Uint16Array;
  /** By group, a tree of maxima over blocks: tree[i] = max(tree[2i], tree[2i + 1]). */
  private readonly trees: Int32Array[] = [];
  private readonly leaves: number;

  /** No position counts yet, and there is no group. */
  constructor(
    readonly size: number,
    readonly memory: Memory = ownMemory,
  ) {
    this.scores = new Int32Array(memory(4 * size)).fill(noScore);
    this.groupOf = new Uint16Array(memory(2 * size));
    this.leaves = powerOfTwoFrom(Math.max(1, Math.ceil(size / blockSize)));
  }

  get groups(): number {
    return this.trees.length;
  }

  get bytes(): number {
    return this.scores.byteLength + this.groupOf.byteLength + this.trees.length * 8 * this.leaves;
  }

  /** Another group, without members; returns its number. */
  addGroup(): number {
    this.trees.push(new Int32Array(this.memory(8 * this.leaves)).fill(noScore));
    return this.trees.length - 1;
  }

  /** Its columns with so many trees, for others to write scores, groups and the trees' leaves; `raise` makes trees of them. */
  parts(groups: number) {
    while (this.trees.length > groups) this.trees.pop();
    while (this.trees.length < groups) this.addGroup();
    const { scores, groupOf, trees, leaves } = this;
    return { scores, groupOf, trees, leaves, blockBits };
  }

  group(position: number): number {
    return this.groupOf[position]!;
  }

  score(position: number): number {
    return this.scores[position]!;
  }

  /** Puts the position into the group with this score. */
  set(position: number, group: number, score: number): void {
    const before = this.groupOf[position]!;
    if (before === group && this.scores[position] === score) return;
    this.scores[position] = score;
    this.groupOf[position] = group;
    if (before !== group) this.refresh(before, position >>> blockBits);
    this.refresh(group, position >>> blockBits);
  }

  /** Sets a position's group and score; the trees hold again once `settle` is called. */
  put(position: number, group: number, score: number): void {
    this.scores[position] = score;
    this.groupOf[position] = group;
  }

  /** Brings all trees up to date. */
  settle(): void {
    for (const tree of this.trees) tree.fill(noScore);
    const { scores, groupOf, leaves } = this;
    for (let position = 0; position < this.size; position++) {
      if (scores[position] === noScore) continue;
      const tree = this.trees[groupOf[position]!]!;
      const leaf = leaves + (position >>> blockBits);
      if (scores[position]! > tree[leaf]!) tree[leaf] = scores[position]!;
    }
    this.raise();
  }

  /** Brings the trees in line with their leaves. */
  raise(): void {
    const { leaves } = this;
    for (const tree of this.trees)
      for (let i = leaves - 1; i > 0; i--) tree[i] = Math.max(tree[2 * i]!, tree[2 * i + 1]!);
  }

  /** The greatest score of the group in [from, to); `noScore` if none counts there. */
  best(group: number, from: number, to: number): number {
    if (from >= to) return noScore;
    const first = from >>> blockBits;
    const last = (to - 1) >>> blockBits;
    if (first === last) return this.scan(group, from, to);
    const head = this.scan(group, from, (first + 1) << blockBits);
    const tail = this.scan(group, last << blockBits, to);
    let best = head > tail ? head : tail;
    const tree = this.trees[group]!;
    for (let lo = this.leaves + first + 1, hi = this.leaves + last; lo < hi; lo >>= 1, hi >>= 1) {
      if ((lo & 1) === 1) {
        const value = tree[lo++]!;
        if (value > best) best = value;
      }
      if ((hi & 1) === 1) {
        const value = tree[--hi]!;
        if (value > best) best = value;
      }
    }
    return best;
  }

  /** How many positions of the group count in [from, to); looks at each. */
  count(group: number, from: number, to: number): number {
    const { scores, groupOf } = this;
    let count = 0;
    for (let position = from; position < to; position++)
      if (scores[position] !== noScore && groupOf[position] === group) count++;
    return count;
  }

  /** The first position of the group in [from, to) whose score is at least this; −1 if there is none. */
  firstFrom(group: number, score: number, from: number, to: number): number {
    let position = from;
    while (position < to) {
      const end = Math.min(to, ((position >>> blockBits) + 1) << blockBits);
      for (; position < end; position++)
        if (this.scores[position]! >= score && this.groupOf[position] === group) return position;
      const block = position < to ? this.nextBlock(group, score, position >>> blockBits) : -1;
      if (block < 0) return -1;
      position = block << blockBits;
    }
    return -1;
  }

  /** The first block from this one on with such a score in the group. */
  private nextBlock(group: number, score: number, block: number): number {
    const tree = this.trees[group]!;
    let i = this.leaves + block;
    if (block >= this.leaves) return -1;
    while (tree[i]! < score) {
      while ((i & 1) === 1) i >>= 1;
      if (i === 0) return -1;
      i++;
    }
    while (i < this.leaves) {
      i *= 2;
      if (tree[i]! < score) i++;
    }
    return i - this.leaves;
  }

  private scan(group: number, from: number, to: number): number {
    const { scores, groupOf } = this;
    let best = noScore;
    for (let position = from; position < to; position++)
      if (scores[position]! > best && groupOf[position] === group) best = scores[position]!;
    return best;
  }

  private refresh(group: number, block: number): void {
    const from = block << blockBits;
    const tree = this.trees[group]!;
    let best = this.scan(group, from, Math.min(this.size, from + blockSize));
    let i = this.leaves + block;
    while (tree[i] !== best) {
      tree[i] = best;
      if (i === 1) return;
      const sibling = tree[i ^ 1]!;
      if (sibling > best) best = sibling;
      i >>= 1;
    }
  }
}
