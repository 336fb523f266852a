/** What a node has of some resources, what is taken and what a pod would add: what scores are made from. */
import { int64, isSmall } from '../objects/index.js';
import type { ExactRoom } from './insufficient-resources.js';

/** What a pod adds, by scored resource. */
export interface Added {
  readonly amounts: readonly number[];
  /** The same to the last unit; absent where that is what float64 has. */
  readonly exact?: readonly bigint[];
}

/** 0 … 100 from a node's shares. */
export type ScoreShares = (shares: Shares) => number;

/** By scored resource; one that does not count on the node has 0 of all. Amounts are the nearest float64s. */
export class Shares {
  readonly allocatable: Float64Array;
  /** Without the pod. */
  readonly allocated: Float64Array;
  /** With the pod. */
  readonly requested: Float64Array;
  private added: Added = { amounts: [] };

  constructor(
    count: number,
    /** The node's amounts to the last unit. */
    private readonly exactly: (i: number) => ExactRoom,
  ) {
    this.allocatable = new Float64Array(count);
    this.allocated = new Float64Array(count);
    this.requested = new Float64Array(count);
  }

  set(i: number, allocatable: number, allocated: number, added: Added): void {
    const counts = allocatable !== 0;
    this.added = added;
    this.allocatable[i] = allocatable;
    this.allocated[i] = counts ? allocated : 0;
    this.requested[i] = counts ? this.sum(i, allocated, added.amounts[i]!) : 0;
  }

  /** Whether plain arithmetic on the amounts is exact. */
  isSmall(i: number): boolean {
    return isSmall(this.allocatable[i]!) && isSmall(this.allocated[i]!) && isSmall(this.requested[i]!);
  }

  /** What there is, and what is requested with the pod, to the last unit. */
  exact(i: number): ExactRoom {
    const { allocatable, requested } = this.exactly(i);
    const added = this.added.exact?.[i] ?? BigInt(this.added.amounts[i]!);
    return { allocatable, requested: int64(requested + added) };
  }

  private sum(i: number, allocated: number, added: number): number {
    const sum = allocated + added;
    return isSmall(allocated) && isSmall(sum) ? sum : Number(this.exact(i).requested);
  }
}
