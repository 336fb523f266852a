/** A hierarchical timing wheel: orders slots by (time, priority) and keeps those with equal keys first in, first out. */
import { enlarged } from './enlarged.js';

/**
 * The key of a slot is a number written in base 1024: the time's digits, and below them one digit for the priority. A slot
 * lies on the level of the highest digit in which it differs from the base (the key last reached), in the bucket of its digit
 * there; so the first bucket of the lowest level in use holds the least keys, and is spilled to the levels below when its
 * turn comes. Buckets are circular lists through `next` and `previous`, closed by a sentinel each.
 *
 * Invariants: no slot's time is before the base. Buckets keep the order of insertion: a bucket is spilled when the base
 * enters its range, before anything can be inserted below it directly.
 */
export class TimingWheel {
  private times = new Float64Array(FIRST_SLOT);
  private priorities = new Int16Array(FIRST_SLOT);
  private next = new Int32Array(FIRST_SLOT);
  private previous = new Int32Array(FIRST_SLOT);
  /** A bit for each bucket in use, 32 to a word, and in each level's summary a bit for each word in use. */
  private readonly words = new Int32Array(LEVELS * 32);
  private readonly summaries = new Int32Array(LEVELS);
  /** The base's time without its lowest (level − 1) digits, by level. */
  private readonly bases = new Float64Array(LEVELS + 1);

  constructor() {
    for (let sentinel = 0; sentinel < FIRST_SLOT; sentinel++) {
      this.next[sentinel] = sentinel;
      this.previous[sentinel] = sentinel;
    }
  }

  /** Makes room for slots FIRST_SLOT to `slots` − 1. */
  resize(slots: number): void {
    this.times = enlarged(this.times, new Float64Array(slots));
    this.priorities = enlarged(this.priorities, new Int16Array(slots));
    this.next = enlarged(this.next, new Int32Array(slots));
    this.previous = enlarged(this.previous, new Int32Array(slots));
  }

  /** Adds a slot; its time must not be before the last `untilUs` or the time of a slot taken. */
  insert(slot: number, timeUs: number, priority: number): void {
    this.times[slot] = timeUs;
    this.priorities[slot] = priority;
    this.place(slot, timeUs);
  }

  /** Takes out a slot that was inserted and not taken. */
  remove(slot: number): void {
    const before = this.previous[slot]!;
    const after = this.next[slot]!;
    this.next[before] = after;
    this.previous[after] = before;
    if (before === after) this.markEmpty(before); // only a sentinel is its own neighbour on both sides
  }

  /** The time a slot was last inserted with. */
  timeOf(slot: number): number {
    return this.times[slot]!;
  }

  /** Takes out the first slot if its time is `untilUs` or earlier; NO_SLOT otherwise. */
  takeUntil(untilUs: number): number {
    for (;;) {
      const level = this.lowestLevel();
      if (level === LEVELS) return NO_SLOT;
      const sentinel = this.firstBucket(level);
      const slot = this.next[sentinel]!;
      if (level === 0 || this.next[slot] === sentinel) return this.takeIfDue(slot, untilUs);
      const startUs = (this.bases[level + 1]! * WIDTH + (sentinel & (WIDTH - 1))) * UNITS[level]!;
      if (startUs > untilUs) return NO_SLOT;
      this.moveBase(startUs);
      this.spill(sentinel);
    }
  }

  private takeIfDue(slot: number, untilUs: number): number {
    const timeUs = this.times[slot]!;
    if (timeUs > untilUs) return NO_SLOT;
    this.moveBase(timeUs);
    this.remove(slot);
    return slot;
  }

  private moveBase(timeUs: number): void {
    let digits = timeUs;
    for (let level = 1; this.bases[level] !== digits; level++) {
      this.bases[level] = digits;
      digits = Math.floor(digits / WIDTH);
    }
  }

  private place(slot: number, timeUs: number): void {
    if (timeUs === this.bases[1]) {
      this.append(slot, this.priorities[slot]! - LOWEST_PRIORITY);
      return;
    }
    let level = 1;
    let digits = timeUs;
    let above = Math.floor(digits / WIDTH);
    while (above !== this.bases[level + 1]) {
      level++;
      digits = above;
      above = Math.floor(above / WIDTH);
    }
    this.append(slot, level * WIDTH + digits - above * WIDTH);
  }

  private append(slot: number, sentinel: number): void {
    const last = this.previous[sentinel]!;
    this.next[last] = slot;
    this.previous[slot] = last;
    this.next[slot] = sentinel;
    this.previous[sentinel] = slot;
    if (last === sentinel) {
      this.words[sentinel >> 5]! |= 1 << (sentinel & 31);
      this.summaries[sentinel >> 10]! |= 1 << ((sentinel >> 5) & 31);
    }
  }

  /** Places every slot of a bucket anew, in order; the base lies in the bucket's range, so they go to lower levels. */
  private spill(sentinel: number): void {
    let slot = this.next[sentinel]!;
    this.next[sentinel] = sentinel;
    this.previous[sentinel] = sentinel;
    this.markEmpty(sentinel);
    while (slot !== sentinel) {
      const following = this.next[slot]!;
      this.place(slot, this.times[slot]!);
      slot = following;
    }
  }

  private markEmpty(sentinel: number): void {
    const word = sentinel >> 5;
    this.words[word]! &= ~(1 << (sentinel & 31));
    if (this.words[word] === 0) this.summaries[sentinel >> 10]! &= ~(1 << (word & 31));
  }

  private lowestLevel(): number {
    let level = 0;
    while (level < LEVELS && this.summaries[level] === 0) level++;
    return level;
  }

  private firstBucket(level: number): number {
    const word = level * 32 + lowestBit(this.summaries[level]!);
    return word * 32 + lowestBit(this.words[word]!);
  }
}

const WIDTH = 1024;
const LEVELS = 7; // the priority's digit and six of the time: 60 bits, more than a safe integer has
const LOWEST_PRIORITY = -WIDTH / 2;
/** Microseconds a bucket spans, by level; level 0 is not asked. */
const UNITS = [0, 1, WIDTH, 2 ** 20, 2 ** 30, 2 ** 40, 2 ** 50];

/** Slots are numbered from here on; below are the sentinels. */
export const FIRST_SLOT = LEVELS * WIDTH;

/** What `takeUntil` returns when nothing is due. */
export const NO_SLOT = -1;

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
