/** Which positions of the snapshot are feasible: a bit each, and a tree of counts that finds the k-th or counts up to one in O(log n). */
import { type Memory, ownMemory } from './sharing.js';

const wordBits = 32;

/** The feasible positions among `size`. */
export interface FeasiblePositions {
  readonly size: number;
  readonly count: number;
  readonly bytes: number;
  has(position: number): boolean;
  set(position: number, feasible: boolean): void;
  /** Takes the verdicts of all positions at once. */
  fill(isFeasible: (position: number) => boolean): void;
  /** How many positions below this one are feasible. */
  rank(position: number): number;
  /** The position of the k-th feasible one, counted from 0; k < count. */
  select(k: number): number;
}

export class FeasibleIndex implements FeasiblePositions {
  /** How many are feasible. */
  count = 0;
  private readonly words: Uint32Array;
  /** counts[i] = counts[2i] + counts[2i + 1]; leaf `leaves + w` counts the bits of word w. */
  private readonly counts: Int32Array;
  private readonly leaves: number;

  /** None of `size` positions is feasible yet. */
  constructor(
    readonly size: number,
    readonly memory: Memory = ownMemory,
  ) {
    const words = Math.max(1, Math.ceil(size / wordBits));
    this.leaves = powerOfTwoFrom(words);
    this.words = new Uint32Array(memory(4 * words));
    this.counts = new Int32Array(memory(8 * this.leaves));
  }

  get bytes(): number {
    return this.words.byteLength + this.counts.byteLength;
  }

  has(position: number): boolean {
    return (this.words[position >>> 5]! & (1 << (position & 31))) !== 0;
  }

  set(position: number, feasible: boolean): void {
    if (this.has(position) === feasible) return;
    const word = position >>> 5;
    this.words[word]! ^= 1 << (position & 31);
    const change = feasible ? 1 : -1;
    this.count += change;
    for (let i = this.leaves + word; i > 0; i >>= 1) this.counts[i]! += change;
  }

  fill(isFeasible: (position: number) => boolean): void {
    this.words.fill(0);
    for (let position = 0; position < this.size; position++)
      if (isFeasible(position)) this.words[position >>> 5]! |= 1 << (position & 31);
    const { counts, leaves, words } = this;
    counts.fill(0);
    for (let word = 0; word < words.length; word++) counts[leaves + word] = bitsIn(words[word]!);
    this.raise();
  }

  /** Its columns, for others to write the words and the counts' leaves; `raise` brings the counts in line with these. */
  get parts() {
    const { words, counts, leaves } = this;
    return { words, counts, leaves };
  }

  raise(): void {
    const { counts, leaves } = this;
    for (let i = leaves - 1; i > 0; i--) counts[i] = counts[2 * i]! + counts[2 * i + 1]!;
    this.count = counts[1]!;
  }

  rank(position: number): number {
    if (this.count === this.size) return position;
    const word = position >>> 5;
    if (word >= this.words.length) return this.count;
    let below = bitsIn(this.words[word]! & ((1 << (position & 31)) - 1));
    for (let i = this.leaves + word; i > 1; i >>= 1) if ((i & 1) === 1) below += this.counts[i - 1]!;
    return below;
  }

  /** The k-th position that is feasible in one of these indexes of equal size, none in two. */
  static selectAmong(indexes: readonly FeasibleIndex[], k: number): number {
    const { leaves } = indexes[0]!;
    let left = k;
    let i = 1;
    while (i < leaves) {
      i *= 2;
      let first = 0;
      for (let s = 0; s < indexes.length; s++) first += indexes[s]!.counts[i]!;
      if (left >= first) {
        left -= first;
        i++;
      }
    }
    let bits = 0;
    for (let s = 0; s < indexes.length; s++) bits |= indexes[s]!.words[i - leaves]!;
    return (i - leaves) * wordBits + selectBit(bits, left);
  }

  select(k: number): number {
    if (this.count === this.size) return k;
    let left = k;
    let i = 1;
    while (i < this.leaves) {
      i *= 2;
      const first = this.counts[i]!;
      if (left >= first) {
        left -= first;
        i++;
      }
    }
    const word = i - this.leaves;
    return word * wordBits + selectBit(this.words[word]!, left);
  }

  /** The first feasible position from this one on; −1 if there is none. */
  next(position: number): number {
    let word = position >>> 5;
    if (word >= this.words.length) return -1;
    const rest = this.words[word]! & (-1 << (position & 31));
    if (rest !== 0) return word * wordBits + lowestBit(rest);
    let i = this.leaves + word;
    while ((i & 1) === 1 || this.counts[i + 1] === 0) {
      i >>= 1;
      if (i <= 1) return -1;
    }
    i++;
    while (i < this.leaves) {
      i *= 2;
      if (this.counts[i] === 0) i++;
    }
    word = i - this.leaves;
    return word * wordBits + lowestBit(this.words[word]!);
  }
}

/** The least power of two that is not below n. */
export function powerOfTwoFrom(n: number): number {
  let power = 1;
  while (power < n) power *= 2;
  return power;
}

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** The place of the k-th bit that is set, counted from 0. */
function selectBit(word: number, k: number): number {
  let rest = word;
  for (let i = 0; i < k; i++) rest &= rest - 1;
  return lowestBit(rest);
}
