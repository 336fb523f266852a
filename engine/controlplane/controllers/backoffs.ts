/** Backoffs by key, each twice the one before. Upstream: client-go/util/flowcontrol/backoff.go, v0.36. */
interface Entry {
  readonly backoffUs: number;
  readonly sinceUs: number;
}

export class Backoffs {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly firstUs: number,
    private readonly maxUs: number,
  ) {}

  /** Lets the next backoff begin; after twice the longest without one, it is the first again. */
  next(key: string, nowUs: number): void {
    const entry = this.entries.get(key);
    const fresh = entry === undefined || nowUs - entry.sinceUs > 2 * this.maxUs;
    const backoffUs = fresh ? this.firstUs : Math.min(2 * entry.backoffUs, this.maxUs);
    this.entries.set(key, { backoffUs, sinceUs: nowUs });
  }

  /** How much is left of the current backoff; 0 where none is. */
  leftUs(key: string, nowUs: number): number {
    const entry = this.entries.get(key);
    return entry === undefined ? 0 : Math.max(entry.sinceUs + entry.backoffUs - nowUs, 0);
  }
}
