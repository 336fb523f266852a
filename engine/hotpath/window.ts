/** The stretch of the snapshot that a search looks at: from its start, around the end, up to as many feasible nodes as are enough. */
import type { FeasiblePositions } from './feasible-index.js';

export class Window {
  /** The first position. */
  start = 0;
  /** Where it ends, excluded; equal to `start` where it goes all the way round. */
  stop = 0;
  /** Feasible positions in it. */
  size = 0;
  /** Positions that are looked at: those in it, and the feasible one after it that tells that it is enough. */
  visited = 0;
  /** Feasible positions below the start. */
  private skipped = 0;

  constructor(private readonly feasible: FeasiblePositions) {}

  /** Opens it at this position for so many feasible ones. */
  open(start: number, limit: number): void {
    const { feasible } = this;
    const { count, size } = feasible;
    this.start = start;
    this.skipped = feasible.rank(start);
    if (count <= limit) {
      this.size = count;
      this.visited = size;
      this.stop = start;
      return;
    }
    this.size = limit;
    const next = this.skipped + limit;
    this.stop = feasible.select(next < count ? next : next - count);
    this.visited = this.distance(this.stop) + 1;
  }

  /** How many positions of the snapshot. */
  get around(): number {
    return this.feasible.size;
  }

  /** The position of the i-th feasible one in it. */
  positionAt(i: number): number {
    const { count } = this.feasible;
    const k = this.skipped + i;
    return this.feasible.select(k < count ? k : k - count);
  }

  /** How many feasible ones come before this position. */
  indexOf(position: number): number {
    const before = this.feasible.rank(position) - this.skipped;
    return position >= this.start ? before : before + this.feasible.count;
  }

  /** Steps from the start to a position. */
  distance(position: number): number {
    return position >= this.start ? position - this.start : position - this.start + this.feasible.size;
  }
}
