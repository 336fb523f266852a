/** Nodes of a zone that wait for their NoExecute taint, let through at a limited rate. Upstream: RateLimitedTimedQueue in pkg/controller/nodelifecycle/scheduler, v1.36. */

/** How often the queues are looked at. Source: NodeEvictionPeriod. */
const periodUs = 100_000;

export class ZoneTainter {
  private readonly waiting: string[] = [];
  private lastUs = Number.NEGATIVE_INFINITY;

  constructor(private nodesPerSecond: number) {}

  add(node: string): void {
    if (!this.waiting.includes(node)) this.waiting.push(node);
  }

  remove(node: string): void {
    const at = this.waiting.indexOf(node);
    if (at >= 0) this.waiting.splice(at, 1);
  }

  /** Changes the rate; a token that was there stays. */
  setRate(nodesPerSecond: number, nowUs: number): void {
    if (nowUs < this.readyUs) this.lastUs = nowUs;
    this.nodesPerSecond = nodesPerSecond;
  }

  /** The next node that may be tainted now; null if none may. */
  take(nowUs: number): string | null {
    if (this.waiting.length === 0 || nowUs < this.readyUs) return null;
    this.lastUs = nowUs;
    return this.waiting.shift()!;
  }

  /** When the next look is worth it, µs; null where nobody waits or nobody is let through. */
  nextUs(nowUs: number): number | null {
    if (this.waiting.length === 0 || this.nodesPerSecond === 0) return null;
    return Math.ceil(Math.max(this.readyUs, nowUs + 1) / periodUs) * periodUs;
  }

  private get readyUs(): number {
    return this.nodesPerSecond === 0 ? Number.POSITIVE_INFINITY : this.lastUs + 1e6 / this.nodesPerSecond;
  }
}
