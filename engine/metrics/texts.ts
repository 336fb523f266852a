/** Texts of pods as numbers: each text is kept once, and names like "web-7" as what they begin with and a number. */
import { roomFor } from './room-for.js';

/** A column of texts; `textAt` reads it. */
export interface TextColumn {
  readonly texts: readonly string[];
  /** Index of the pod's text in `texts`. */
  readonly text: Int32Array;
  /** What follows the text, plus one; 0: nothing. Absent where nothing ever does. */
  readonly number: Int32Array | null;
}

/** The pod's text. */
export function textAt({ texts, text, number }: TextColumn, pod: number): string {
  const own = texts[text[pod] ?? 0]!;
  const after = number === null ? 0 : (number[pod] ?? 0);
  return after === 0 ? own : `${own}${after - 1}`;
}

/** A column of these texts. */
export function textColumn(values: readonly string[]): TextColumn {
  const texts = new Texts('', { numbered: true });
  for (const [pod, value] of values.entries()) texts.set(pod, value);
  return texts.column(values.length);
}

/** Digits at the end of a name, as a number would be written, after a dash. */
const endsInNumber = /-(0|[1-9]\d{0,8})$/;

/** A column that grows. */
export class Texts {
  private readonly texts: string[];
  private text = new Int32Array(0);
  private number: Int32Array | null;
  private readonly known = new Map<string, number>();
  private readonly unique: boolean;

  constructor(
    /** What pods have that were given none. */
    usual: string,
    /** numbered: many end in a number; unique: two pods hardly have the same. */
    { numbered = false, unique = false } = {},
  ) {
    this.texts = [usual];
    this.known.set(usual, 0);
    this.number = numbered ? new Int32Array(0) : null;
    this.unique = unique;
  }

  at(pod: number): string {
    const own = this.texts[this.text[pod] ?? 0]!;
    const after = this.number === null ? 0 : (this.number[pod] ?? 0);
    return after === 0 ? own : `${own}${after - 1}`;
  }

  set(pod: number, value: string): void {
    this.text = roomFor(this.text, pod);
    if (this.number !== null) {
      this.number = roomFor(this.number, pod);
      const digits = endsInNumber.exec(value)?.[1];
      if (digits !== undefined) {
        this.text[pod] = this.indexOf(value.slice(0, -digits.length), false);
        this.number[pod] = Number(digits) + 1;
        return;
      }
      this.number[pod] = 0;
    }
    this.text[pod] = this.indexOf(value, this.unique);
  }

  /** Of exactly so many pods. */
  column(pods: number): TextColumn {
    if (pods > 0) this.text = roomFor(this.text, pods - 1);
    if (pods > 0 && this.number !== null) this.number = roomFor(this.number, pods - 1);
    return { texts: this.texts, text: this.text.subarray(0, pods), number: this.number?.subarray(0, pods) ?? null };
  }

  private indexOf(text: string, unique: boolean): number {
    if (unique) return this.texts.push(text) - 1;
    let index = this.known.get(text);
    if (index === undefined) {
      index = this.texts.push(text) - 1;
      this.known.set(text, index);
    }
    return index;
  }
}
