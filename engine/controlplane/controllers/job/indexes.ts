/** Sets of completion indexes as a Job's status has them: "0-2,5". Upstream: orderedIntervals in pkg/controller/job/indexed_job_utils.go, v1.36. */

interface Interval {
  readonly first: number;
  readonly last: number;
}

/** Immutable; its intervals are in order and do not touch. */
export class Indexes {
  static readonly none = new Indexes([]);

  private constructor(private readonly intervals: readonly Interval[]) {}

  /** Those below `completions`; what is no interval is left out. */
  static parse(text: string, completions: number): Indexes {
    const intervals: Interval[] = [];
    for (const part of text.split(',')) {
      const [first, last = first] = part.split('-').map(Number);
      if (part === '' || !Number.isInteger(first) || !Number.isInteger(last)) continue;
      if (first! >= completions) break;
      intervals.push({ first: first!, last: Math.min(last!, completions - 1) });
    }
    return new Indexes(merged(intervals));
  }

  with(indexes: Iterable<number>): Indexes {
    const added = [...indexes].map((index) => ({ first: index, last: index }));
    if (added.length === 0) return this;
    return new Indexes(merged([...this.intervals, ...added].sort((a, b) => a.first - b.first)));
  }

  has(index: number): boolean {
    let low = 0;
    let high = this.intervals.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.intervals[middle]!.last >= index) high = middle;
      else low = middle + 1;
    }
    return low < this.intervals.length && this.intervals[low]!.first <= index;
  }

  /** How many there are. */
  get total(): number {
    return this.intervals.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  }

  /** The first `count` indexes below `limit` that are not in it. */
  missing(count: number, limit: number): number[] {
    const found: number[] = [];
    let candidate = 0;
    for (const { first, last } of [...this.intervals, { first: limit, last: limit }]) {
      for (; candidate < Math.min(first, limit) && found.length < count; candidate++) found.push(candidate);
      candidate = Math.max(candidate, last + 1);
    }
    return found;
  }

  *[Symbol.iterator](): Iterator<number> {
    for (const { first, last } of this.intervals) for (let index = first; index <= last; index++) yield index;
  }

  toString(): string {
    return this.intervals
      .map(({ first, last }) =>
        first === last ? `${first}` : last === first + 1 ? `${first},${last}` : `${first}-${last}`,
      )
      .join(',');
  }
}

/** Joins intervals, in order of their first, that overlap or touch. */
function merged(intervals: readonly Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const { first, last } of intervals) {
    const before = out.at(-1);
    if (before === undefined || first > before.last + 1) out.push({ first, last });
    else if (last > before.last) out[out.length - 1] = { first: before.first, last };
  }
  return out;
}
