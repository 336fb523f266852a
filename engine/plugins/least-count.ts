/** The least of many small whole numbers that come and go. */
import { noMinimum } from './pod-topology-spread-filtering.js';

export class LeastCount {
  /** How often each number is there. */
  private readonly often: number[] = [];
  private size = 0;
  private least = 0;

  /** The least; `noMinimum` where there is none. */
  get minimum(): number {
    return this.size === 0 ? noMinimum : this.least;
  }

  add(count: number): void {
    while (this.often.length <= count) this.often.push(0);
    this.often[count]!++;
    if (this.size++ === 0 || count < this.least) this.least = count;
  }

  remove(count: number): void {
    this.often[count]!--;
    if (--this.size > 0) while (this.often[this.least] === 0) this.least++;
  }
}
