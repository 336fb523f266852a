/** The part of Go's text/template that scheduler_perf's object files use: actions over .Index and .Count with integer functions. Upstream: operations.go getTemplateFuncs, v1.36. */
import type { ObjectTemplate } from '../../engine/index.js';

export type Place = ObjectTemplate['places'][number];

/** A text in which every action that differs from ordinal to ordinal is a place. */
export interface Rendered {
  readonly text: string;
  /** The text of ordinal 0. */
  readonly first: string;
  readonly places: readonly Place[];
}

/** An action that is not understood; the message names it. */
export class UnknownAction extends Error {}

/** A value: a number, or one that follows from the ordinal. */
type Value = number | Omit<Place, 'text'>;

const ordinal: Value = { factor: 1, divisor: 1, modulus: 0, offset: 0 };

/** Renders the file's text for `count` objects. */
export function renderTemplate(template: string, count: number): Rendered {
  const places: Place[] = [];
  const text = template.replace(action, (_action, expression: string) => {
    const value = evaluate(expression, count);
    if (typeof value === 'number') return String(value);
    const place = { ...value, text: placeText(places.length) };
    places.push(place);
    return place.text;
  });
  const first = template.replace(action, (_action, expression: string) => firstOf(evaluate(expression, count)));
  return { text, first, places };
}

const action = /\{\{-?\s*(.*?)\s*-?\}\}/g;

function firstOf(value: Value): string {
  return String(isNumber(value) ? value : value.offset);
}

/** What stands in the text for its n-th place. */
export function placeText(n: number): string {
  return `«${n}»`;
}

/** "Mod .Index 12": a field, a number, or a function of them. */
function evaluate(expression: string, count: number): Value {
  const words = expression.split(/\s+/);
  const operands = words.length === 1 ? words : words.slice(1);
  const values = operands.map((word) => {
    if (word === '.Index') return ordinal;
    if (word === '.Count') return count;
    if (/^-?\d+$/.test(word)) return Number(word);
    throw new UnknownAction(`the template action {{ ${expression} }} is not understood`);
  });
  if (words.length === 1) return values[0]!;
  const apply = functions[words[0]!];
  const result = apply === undefined || values.length !== 2 ? undefined : apply(values[0]!, values[1]!);
  if (result === undefined) throw new UnknownAction(`the template action {{ ${expression} }} is not understood`);
  return result;
}

const functions: Readonly<Record<string, (a: Value, b: Value) => Value | undefined>> = {
  AddInt: (a, b) => (isNumber(a) ? plus(b, a) : isNumber(b) ? plus(a, b) : undefined),
  SubtractInt: (a, b) => (isNumber(b) ? plus(a, -b) : isNumber(a) ? plus(times(b, -1), a) : undefined),
  MultiplyInt: (a, b) => (isNumber(a) ? times(b, a) : isNumber(b) ? times(a, b) : undefined),
  DivideInt: (a, b) => {
    if (!isNumber(b) || b <= 0) return undefined;
    return isNumber(a) ? Math.trunc(a / b) : { ...a, divisor: b };
  },
  Mod: (a, b) => {
    if (!isNumber(b) || b <= 0) return undefined;
    return isNumber(a) ? a % b : { ...a, modulus: b };
  },
};

function isNumber(value: Value): value is number {
  return typeof value === 'number';
}

function plus(value: Value, addend: number): Value {
  return isNumber(value) ? value + addend : { ...value, offset: value.offset + addend };
}

function times(value: Value, factor: number): Value {
  return isNumber(value) ? value * factor : { ...value, factor: value.factor * factor };
}
