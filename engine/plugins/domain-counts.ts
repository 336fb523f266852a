/** Counts by the value of a topology label; copies share what they have in common, so trying a change costs no scan. */

/** Values that may differ from what copies share before they are brought together again, so that a copy stays cheap. */
const maxOwn = 256;

export class DomainCounts {
  /** Values with a count, zero included. */
  size = 0;
  /** Values whose count is not zero. */
  nonZero = 0;
  /** Counts at the first copy, never changed after it; the same map as `own` before. */
  private base = new Map<string, number>();
  /** Counts of values that changed since. */
  private own = this.base;

  /** The count of a value; 0 where there is none. */
  get(value: string): number {
    return this.known(value) ?? 0;
  }

  /** Adds to a value's count, which is there from then on, and returns it. */
  add(value: string, amount: number): number {
    const known = this.known(value);
    if (known === undefined) this.size++;
    const before = known ?? 0;
    const after = before + amount;
    if (before === 0 && after !== 0) this.nonZero++;
    if (before !== 0 && after === 0) this.nonZero--;
    this.own.set(value, after);
    if (this.own !== this.base && this.own.size > maxOwn + this.base.size / 8) this.gather();
    return after;
  }

  /** Forgets a value. */
  drop(value: string): void {
    if (this.own !== this.base) this.gather();
    this.add(value, -this.get(value));
    this.own.delete(value);
    this.size--;
  }

  /** Whether the value was ever counted. */
  has(value: string): boolean {
    return this.known(value) !== undefined;
  }

  *[Symbol.iterator](): Iterator<[string, number]> {
    for (const [value, count] of this.base) yield [value, this.own.get(value) ?? count];
    for (const [value, count] of this.own) if (!this.base.has(value)) yield [value, count];
  }

  /** An independent copy; costs as much as was changed since the first one. */
  copy(): DomainCounts {
    if (this.own === this.base) this.own = new Map();
    const copy = new DomainCounts();
    copy.size = this.size;
    copy.nonZero = this.nonZero;
    copy.base = this.base;
    copy.own = new Map(this.own);
    return copy;
  }

  /** One map of its own again; copies keep what they have. */
  private gather(): void {
    this.base = new Map(this);
    this.own = this.base;
  }

  private known(value: string): number | undefined {
    const count = this.own.get(value);
    return count === undefined && this.own !== this.base ? this.base.get(value) : count;
  }
}
