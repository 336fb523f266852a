/** A token bucket as client-go's flow control uses one (client-go v0.36 util/flowcontrol/throttle.go over x/time/rate), in whole microseconds. */
import { broken } from './invariant.js';

/** Hands out `qps` tokens a second, and up to `burst` saved ones at once. */
export interface TokenBucket {
  readonly qps: number;
  readonly burst: number;
  /** Reserves the next token and returns how long to wait for it; callers are served in the order they ask. */
  take(nowUs: number): number;
  /** Takes a token only if one is there now. */
  tryTake(nowUs: number): boolean;
}

/** Makes a full bucket. `qps` counts to a thousandth; a bucket of Infinity never lets anyone wait. */
export function createTokenBucket(qps: number, burst: number): TokenBucket {
  return qps === Number.POSITIVE_INFINITY ? { qps, burst, take: () => 0, tryTake: () => true } : new Bucket(qps, burst);
}

/**
 * A token is 10⁹ parts; a microsecond brings qps·10³ parts, a whole number. Below zero the bucket owes tokens to callers
 * who wait: delay = ⌈debt / parts a microsecond⌉.
 */
class Bucket implements TokenBucket {
  private parts: number;
  private seenUs = 0;
  private readonly fullParts: number;
  private readonly partsPerUs: number;

  constructor(
    readonly qps: number,
    readonly burst: number,
  ) {
    this.partsPerUs = Math.round(qps * 1000);
    if (!(this.partsPerUs >= 1 && qps <= MAX_QPS)) broken(`qps must be 0.001 to ${MAX_QPS}; it is ${qps}`);
    if (!(Number.isInteger(burst) && burst >= 1 && burst <= MAX_BURST)) {
      broken(`burst must be a whole number from 1 to ${MAX_BURST}; it is ${burst}`);
    }
    this.fullParts = burst * TOKEN;
    this.parts = this.fullParts;
  }

  take(nowUs: number): number {
    this.refill(nowUs);
    this.parts -= TOKEN;
    if (this.parts < -MAX_PARTS) broken('a token bucket owes more tokens than it can count');
    return this.parts >= 0 ? 0 : Math.ceil(-this.parts / this.partsPerUs);
  }

  tryTake(nowUs: number): boolean {
    this.refill(nowUs);
    if (this.parts < TOKEN) return false;
    this.parts -= TOKEN;
    return true;
  }

  private refill(nowUs: number): void {
    const elapsedUs = nowUs - this.seenUs;
    if (!(elapsedUs >= 0)) broken(`a token bucket was asked at ${nowUs} µs after ${this.seenUs} µs`);
    this.seenUs = nowUs;
    // Comparing before multiplying keeps every product exact, however long the bucket was idle.
    const untilFullUs = Math.ceil((this.fullParts - this.parts) / this.partsPerUs);
    this.parts = elapsedUs >= untilFullUs ? this.fullParts : this.parts + elapsedUs * this.partsPerUs;
  }
}

const TOKEN = 1e9; // parts
const MAX_BURST = 1e6;
const MAX_QPS = 1e9;
const MAX_PARTS = 8e15; // stays exact: |parts| + TOKEN < 2⁵³
