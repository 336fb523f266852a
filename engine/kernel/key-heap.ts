/** A growable 4-ary min-heap of numbers, ordered by two number keys; equal pairs of keys must not occur. */
export class KeyHeap {
  /** Number of entries. */
  length = 0;
  // The keys of entry i are keys[2i] and keys[2i + 1], so four siblings share a cache line.
  private keys = new Float64Array(2 * INITIAL_CAPACITY);
  private values = new Float64Array(INITIAL_CAPACITY);

  /** The first key of the least entry; Infinity when the heap is empty. */
  get topKey(): number {
    return this.length > 0 ? this.keys[0]! : Number.POSITIVE_INFINITY;
  }

  /** The value of the least entry; the heap must not be empty. */
  get topValue(): number {
    return this.values[0]!;
  }

  push(major: number, minor: number, value: number): void {
    if (this.length === this.values.length) this.grow();
    this.siftUp(this.length++, major, minor, value);
  }

  /** Removes the least entry and returns its value; the heap must not be empty. */
  pop(): number {
    const value = this.values[0]!;
    const last = --this.length;
    if (last > 0) this.siftDown(0, this.keys[2 * last]!, this.keys[2 * last + 1]!, this.values[last]!);
    return value;
  }

  /** Keeps the entries whose value passes and drops the others, in O(n). */
  retain(keep: (value: number) => boolean): void {
    const { keys, values } = this;
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      if (!keep(values[i]!)) continue;
      keys[2 * kept] = keys[2 * i]!;
      keys[2 * kept + 1] = keys[2 * i + 1]!;
      values[kept++] = values[i]!;
    }
    this.length = kept;
    for (let i = (kept - 2) >> 2; i >= 0; i--) this.siftDown(i, keys[2 * i]!, keys[2 * i + 1]!, values[i]!);
  }

  private siftUp(start: number, major: number, minor: number, value: number): void {
    const { keys, values } = this;
    let hole = start;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const parentMajor = keys[2 * parent]!;
      if (parentMajor < major || (parentMajor === major && keys[2 * parent + 1]! < minor)) break;
      keys[2 * hole] = parentMajor;
      keys[2 * hole + 1] = keys[2 * parent + 1]!;
      values[hole] = values[parent]!;
      hole = parent;
    }
    keys[2 * hole] = major;
    keys[2 * hole + 1] = minor;
    values[hole] = value;
  }

  private siftDown(start: number, major: number, minor: number, value: number): void {
    const { keys, values, length } = this;
    let hole = start;
    for (let child = 4 * hole + 1; child < length; child = 4 * hole + 1) {
      const end = Math.min(child + 4, length);
      let least = child;
      let leastMajor = keys[2 * child]!;
      for (let i = child + 1; i < end; i++) {
        const candidate = keys[2 * i]!;
        if (candidate > leastMajor || (candidate === leastMajor && keys[2 * i + 1]! > keys[2 * least + 1]!)) continue;
        least = i;
        leastMajor = candidate;
      }
      const leastMinor = keys[2 * least + 1]!;
      if (major < leastMajor || (major === leastMajor && minor < leastMinor)) break;
      keys[2 * hole] = leastMajor;
      keys[2 * hole + 1] = leastMinor;
      values[hole] = values[least]!;
      hole = least;
    }
    keys[2 * hole] = major;
    keys[2 * hole + 1] = minor;
    values[hole] = value;
  }

  private grow(): void {
    const { keys, values } = this;
    this.keys = new Float64Array(2 * keys.length);
    this.keys.set(keys);
    this.values = new Float64Array(2 * values.length);
    this.values.set(values);
  }
}

const INITIAL_CAPACITY = 64;
