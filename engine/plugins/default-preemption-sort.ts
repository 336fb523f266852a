/** Sorting in the very steps of Go's sort.Slice, since it is not stable: which of equal pods comes first follows from them. Source: Go 1.26 sort/zsortfunc.go. */

/** Up to this many are sorted by insertion. Source: maxInsertion. */
const maxInsertion = 12;
/** From here on the pivot is a median of medians. Source: shortestNinther. */
const shortestNinther = 50;
/** Swaps that choosing such a pivot makes in a falling sequence. Source: maxSwaps. */
const maxPivotSwaps = 12;

/** Sorts in place; `less(a, b)` need not be consistent. */
export function sortAsGo<T>(items: T[], less: (a: T, b: T) => boolean): void {
  new Sorting(items, less).sort(0, items.length, bitLength(items.length));
}

class Sorting<T> {
  private pivotSwaps = 0;

  constructor(
    private readonly items: T[],
    private readonly lessThan: (a: T, b: T) => boolean,
  ) {}

  /** Sorts [a, b) by pattern-defeating quicksort; after `limit` bad pivots by heap. */
  sort(a: number, b: number, limit: number): void {
    let wasBalanced = true;
    let wasPartitioned = true;
    while (b - a > maxInsertion) {
      const length = b - a;
      if (limit === 0) {
        this.heapSort(a, b);
        return;
      }
      if (!wasBalanced) {
        this.breakPatterns(a, b);
        limit--;
      }
      const { pivot, rising } = this.readyPivot(a, b);
      if (wasBalanced && wasPartitioned && rising && this.finishesByInsertion(a, b)) return;
      if (a > 0 && !this.less(a - 1, pivot)) {
        a = this.partitionEqual(a, b, pivot);
        continue;
      }
      const { middle, untouched } = this.partition(a, b, pivot);
      wasPartitioned = untouched;
      const left = middle - a;
      const right = b - middle;
      wasBalanced = Math.min(left, right) >= Math.floor(length / 8);
      if (left < right) {
        this.sort(a, middle, limit);
        a = middle + 1;
      } else {
        this.sort(middle + 1, b, limit);
        b = middle;
      }
    }
    this.insertionSort(a, b);
  }

  private less(i: number, j: number): boolean {
    return this.lessThan(this.items[i]!, this.items[j]!);
  }

  private swap(i: number, j: number): void {
    const moved = this.items[i]!;
    this.items[i] = this.items[j]!;
    this.items[j] = moved;
  }

  private insertionSort(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) for (let j = i; j > a && this.less(j, j - 1); j--) this.swap(j, j - 1);
  }

  private heapSort(a: number, b: number): void {
    const size = b - a;
    for (let i = Math.floor((size - 1) / 2); i >= 0; i--) this.sink(i, size, a);
    for (let i = size - 1; i >= 0; i--) {
      this.swap(a, a + i);
      this.sink(0, i, a);
    }
  }

  private sink(root: number, size: number, first: number): void {
    for (;;) {
      let child = 2 * root + 1;
      if (child >= size) return;
      if (child + 1 < size && this.less(first + child, first + child + 1)) child++;
      if (!this.less(first + root, first + child)) return;
      this.swap(first + root, first + child);
      root = child;
    }
  }

  /** A pivot; a sequence that seems to fall is turned round first. */
  private readyPivot(a: number, b: number): { pivot: number; rising: boolean } {
    const pivot = this.choosePivot(a, b);
    if (this.pivotSwaps !== maxPivotSwaps) return { pivot, rising: this.pivotSwaps === 0 };
    for (let i = a, j = b - 1; i < j; i++, j--) this.swap(i, j);
    return { pivot: b - 1 - (pivot - a), rising: true };
  }

  private choosePivot(a: number, b: number): number {
    const quarter = Math.floor((b - a) / 4);
    let [i, j, k] = [a + quarter, a + quarter * 2, a + quarter * 3];
    this.pivotSwaps = 0;
    if (b - a >= shortestNinther) {
      i = this.median(i - 1, i, i + 1);
      j = this.median(j - 1, j, j + 1);
      k = this.median(k - 1, k, k + 1);
    }
    return this.median(i, j, k);
  }

  private median(a: number, b: number, c: number): number {
    [a, b] = this.ordered(a, b);
    [b, c] = this.ordered(b, c);
    [a, b] = this.ordered(a, b);
    return b;
  }

  private ordered(a: number, b: number): [number, number] {
    if (!this.less(b, a)) return [a, b];
    this.pivotSwaps++;
    return [b, a];
  }

  /** Moves what is less than the pivot before it; `untouched` if it was so already. */
  private partition(a: number, b: number, pivot: number): { middle: number; untouched: boolean } {
    this.swap(a, pivot);
    let i = a + 1;
    let j = b - 1;
    let untouched = true;
    for (;;) {
      while (i <= j && this.less(i, a)) i++;
      while (i <= j && !this.less(j, a)) j--;
      if (i > j) break;
      untouched = false;
      this.swap(i++, j--);
    }
    this.swap(j, a);
    return { middle: j, untouched };
  }

  /** Moves what equals the pivot to the front, where nothing is less than it; returns where the rest begins. */
  private partitionEqual(a: number, b: number, pivot: number): number {
    this.swap(a, pivot);
    let i = a + 1;
    let j = b - 1;
    for (;;) {
      while (i <= j && !this.less(a, i)) i++;
      while (i <= j && this.less(a, j)) j--;
      if (i > j) return i;
      this.swap(i++, j--);
    }
  }

  /** Tries to finish a nearly sorted sequence by moving at most five entries; false if it is not sorted then. */
  private finishesByInsertion(a: number, b: number): boolean {
    let i = a + 1;
    for (let step = 0; step < 5; step++) {
      while (i < b && !this.less(i, i - 1)) i++;
      if (i === b) return true;
      if (b - a < 50) return false;
      this.swap(i, i - 1);
      if (i - a >= 2) for (let j = i - 1; j >= 1 && this.less(j, j - 1); j--) this.swap(j, j - 1);
      if (b - i >= 2) for (let j = i + 1; j < b && this.less(j, j - 1); j++) this.swap(j, j - 1);
    }
    return false;
  }

  /** Swaps three entries of the middle with others, drawn by an xorshift generator that starts from the length. */
  private breakPatterns(a: number, b: number): void {
    const length = b - a;
    const mask = (1n << BigInt(bitLength(length))) - 1n;
    let state = BigInt(length);
    const middle = a + Math.floor(length / 4) * 2;
    for (let i = middle - 1; i <= middle + 1; i++) {
      state ^= BigInt.asUintN(64, state << 13n);
      state ^= state >> 7n;
      state ^= BigInt.asUintN(64, state << 17n);
      const drawn = Number(state & mask);
      this.swap(i, a + (drawn >= length ? drawn - length : drawn));
    }
  }
}

function bitLength(n: number): number {
  return n === 0 ? 0 : 32 - Math.clz32(n);
}
