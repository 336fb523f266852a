/** Texts of pods as numbers: each text is kept once, and names like "web-7" as what they begin with and a number. */
import { type Pieces, rowAt, setRow } from './rows.js';

/** A column of texts; `textAt` reads it. */
export interface TextColumn {
  readonly texts: readonly string[];
  /** Index of the pod's text in `texts`. */
  readonly text: Pieces;
  /** What follows the text, plus one; 0: nothing. Absent where nothing ever does. */
  readonly number: Pieces | null;
}

/** The pod's text. */
export function textAt({ texts, text, number }: TextColumn, pod: number): string {
  const own = texts[rowAt(text, pod)]!;
  const after = number === null ? 0 : rowAt(number, pod);
  return after === 0 ? own : `${own}${after - 1}`;
}

/** A column of these texts. */
export function textColumn(values: readonly string[]): TextColumn {
  const texts = new Texts(null, { numbered: true });
  for (const [pod, value] of values.entries()) texts.set(pod, value);
  return texts.column();
}

/** Digits at the end of a name, as a number would be written, after a dash. */
const endsInNumber = /-(0|[1-9]\d{0,8})$/;

/** A column that grows. */
export class Texts {
  readonly texts: string[] = [];
  readonly text: (Uint32Array | undefined)[] = [];
  readonly number: (Uint32Array | undefined)[] | null;
  private readonly known = new Map<string, number>();
  private readonly unique: boolean;

  constructor(
    /** What pods have that were given none; null: all are given some. */
    usual: string | null,
    /** numbered: many end in a number; unique: two pods hardly have the same. */
    { numbered = false, unique = false } = {},
  ) {
    if (usual !== null) this.indexOf(usual, false);
    this.number = numbered ? [] : null;
    this.unique = unique;
  }

  at(pod: number): string {
    return textAt(this, pod);
  }

  set(pod: number, value: string): void {
    const digits = this.number === null ? undefined : endsInNumber.exec(value)?.[1];
    if (this.number !== null) setRow(this.number, pod, digits === undefined ? 0 : Number(digits) + 1);
    const text =
      digits === undefined ? this.indexOf(value, this.unique) : this.indexOf(value.slice(0, -digits.length), false);
    setRow(this.text, pod, text);
  }

  column(): TextColumn {
    const { texts, text, number } = this;
    return { texts, text, number };
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
