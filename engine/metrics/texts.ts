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

const dash = 45;
const zero = 48;
const mostDigits = 9;

/** Where the digits begin with which a name ends, as a number would be written, after a dash; its length if it ends otherwise. */
function numberStart(name: string): number {
  const { length } = name;
  let start = length;
  while (start > 0 && isDigit(name.charCodeAt(start - 1))) start--;
  const digits = length - start;
  const isNumber = digits === 1 || (digits > 1 && digits <= mostDigits && name.charCodeAt(start) !== zero);
  return isNumber && name.charCodeAt(start - 1) === dash ? start : length;
}

function isDigit(unit: number): boolean {
  return unit >= zero && unit <= zero + 9;
}

/** The number that the name's digits from there on are. */
function numberFrom(name: string, start: number): number {
  let number = 0;
  for (let i = start; i < name.length; i++) number = number * 10 + name.charCodeAt(i) - zero;
  return number;
}

/** A column that grows. */
export class Texts {
  readonly texts: string[] = [];
  readonly text: (Uint32Array | undefined)[] = [];
  readonly number: (Uint32Array | undefined)[] | null;
  private readonly known = new Map<string, number>();
  private readonly unique: boolean;
  private stem = '';
  private stemIndex = 0;

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
    const start = this.number === null ? value.length : numberStart(value);
    const isNumbered = start < value.length;
    if (this.number !== null) setRow(this.number, pod, isNumbered ? numberFrom(value, start) + 1 : 0);
    setRow(this.text, pod, isNumbered ? this.stemOf(value, start) : this.indexOf(value, this.unique));
  }

  column(): TextColumn {
    const { texts, text, number } = this;
    return { texts, text, number };
  }

  /** What comes before the number; mostly the same as the time before. */
  private stemOf(value: string, length: number): number {
    const { stem } = this;
    if (stem.length !== length || !value.startsWith(stem)) {
      this.stem = value.slice(0, length);
      this.stemIndex = this.indexOf(this.stem, false);
    }
    return this.stemIndex;
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
