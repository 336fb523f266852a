/** One plugin's raw scores by position; as long as all are equal they are one number. */
import { moved } from './kept-verdicts.js';
import { columnLike, type Memory } from './sharing.js';

export class RawColumn {
  private values: Float64Array | null = null;
  private constant = Number.NaN;
  private size = 0;

  get bytes(): number {
    return this.values?.byteLength ?? 0;
  }

  /** Whether scores differ, or did. */
  get varies(): boolean {
    return this.values !== null;
  }

  get(position: number): number {
    return this.values === null ? this.constant : this.values[position]!;
  }

  set(position: number, score: number): void {
    if (this.values !== null) this.values[position] = score;
    else if (score !== this.constant) this.diverge(position, score);
  }

  /** A score for every one of so many positions. */
  fill(score: number, size: number): void {
    this.values = null;
    this.constant = score;
    this.size = size;
  }

  /** Cells for so many positions, to be written elsewhere. */
  cells(size: number, memory: Memory): Float64Array {
    this.size = size;
    this.values = columnLike(this.values ?? new Float64Array(0), size, memory);
    return this.values;
  }

  /** Moves cells to their new positions. */
  move(before: Int32Array): void {
    this.size = before.length;
    if (this.values !== null) this.values = moved(this.values, before);
  }

  private diverge(position: number, score: number): void {
    if (Number.isNaN(this.constant) && !Number.isNaN(score)) {
      this.constant = score;
      return;
    }
    this.values = new Float64Array(this.size).fill(this.constant);
    this.values[position] = score;
  }
}
