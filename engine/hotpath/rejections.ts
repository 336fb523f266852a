/** Different rejections as small numbers, so that a node's verdict is a cell of a column. */
import type { Status } from '../framework/index.js';

/** The code of a node that nobody rejects. */
export const feasibleCode = 0;

/** More than this many rejections are not told apart by codes. */
export const maxCodes = 60_000;

export class Rejections {
  private readonly statuses: (Status | null)[] = [null];
  private readonly orders: number[] = [Number.MAX_SAFE_INTEGER];
  private readonly codes = new Map<Status, number>();
  private readonly byContent = new Map<string, number>();

  /** Whether there are too many different ones for a column of codes. */
  get overflown(): boolean {
    return this.statuses.length > maxCodes;
  }

  /** How many codes there are, `feasibleCode` among them. */
  get count(): number {
    return this.statuses.length;
  }

  /** The code of a rejection by the filter at this place of the profile. */
  codeOf(status: Status, order: number): number {
    return this.codes.get(status) ?? this.learn(status, order);
  }

  /** The rejection behind a code; null for `feasibleCode`. */
  status(code: number): Status | null {
    return this.statuses[code]!;
  }

  /** The place of the filter that rejected; beyond all places for `feasibleCode`. */
  order(code: number): number {
    return this.orders[code]!;
  }

  /** A plugin may make a new Status each time; equal ones share a code. */
  private learn(status: Status, order: number): number {
    const content = JSON.stringify([order, status.code, status.reasons]);
    const known = this.byContent.get(content);
    if (known !== undefined) return known;
    const code = this.statuses.push(status) - 1;
    this.orders.push(order);
    this.codes.set(status, code);
    this.byContent.set(content, code);
    return code;
  }
}
