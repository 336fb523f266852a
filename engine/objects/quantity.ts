/** Quantities with the API's exact meaning: whole nano-units in a bigint. Upstream: apimachinery/pkg/api/resource/quantity.go, v1.36. */
import type { QuantityText } from './api.js';
import { ConfigError } from './config-error.js';

/** Which family of suffixes a quantity was written with, and is printed with. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** An amount. */
export interface Quantity {
  /** The amount in units of 10⁻⁹. */
  readonly nano: bigint;
  readonly format: QuantityFormat;
  /** The text it was read from, kept only where upstream prints that instead of the canonical form. */
  readonly text?: string;
}

/** Nothing. */
export const zeroQuantity: Quantity = { nano: 0n, format: 'DecimalSI' };

const nanoPerUnit = 1_000_000_000n;
const nanoPerMilli = 1_000_000n;
/** What a BinarySI quantity is capped at: int64's largest. */
const largestBinaryNano = (2n ** 63n - 1n) * nanoPerUnit;
/** Powers of ten beyond this are refused, so that "1e999999999" costs nothing. */
const largestExponent = 300;

const numberProblem = 'is a number too large to be read exactly: write it in quotes';
const formatProblem = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const numericProblem = 'unable to parse numeric part of quantity';
const suffixProblem = "unable to parse quantity's suffix";

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

const suffixes = new Map<string, Suffix>([
  ...['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].map((name, i) => decimalSuffix(name, 3 * i - 9)),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((name, i) => binarySuffix(name, 10 * (i + 1))),
]);
const decimalNames = new Map([...suffixes].filter(([, s]) => s.base === 10).map(([name, s]) => [s.exponent, name]));
const binaryNames = new Map([...suffixes].filter(([, s]) => s.base === 2).map(([name, s]) => [s.exponent / 10, name]));

function decimalSuffix(name: string, exponent: number): [string, Suffix] {
  return [name, { base: 10, exponent, format: 'DecimalSI' }];
}

function binarySuffix(name: string, exponent: number): [string, Suffix] {
  return [name, { base: 2, exponent, format: 'BinarySI' }];
}

/** Texts already read; a cluster writes the same few again and again. */
const known = new Map<string, Quantity | string>();
const knownLimit = 10_000;

/** Reads a quantity; a ConfigError says what is wrong with it. */
export function parseQuantity(text: QuantityText): Quantity {
  const read = scan(text);
  if (typeof read !== 'string') return read;
  throw new ConfigError({ source: 'quantity', value: text, problem: read, remedy: 'write it like 250m, 2 or 1Gi' });
}

/** What is wrong with the text of a quantity, in upstream's words; null if it is well formed. */
export function quantityProblem(text: unknown): string | null {
  if (typeof text !== 'string' && typeof text !== 'number') return formatProblem;
  const read = scan(text);
  return typeof read === 'string' ? read : null;
}

function scan(written: QuantityText): Quantity | string {
  if (typeof written === 'number' && Math.abs(written) > Number.MAX_SAFE_INTEGER) return numberProblem;
  const text = String(written).trim();
  let read = known.get(text);
  if (read !== undefined) return read;
  read = interpret(text);
  if (known.size >= knownLimit) known.clear();
  known.set(text, read);
  return read;
}

const shape = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[+-]?\d*)$/;

function interpret(text: string): Quantity | string {
  const parts = text === '' ? null : shape.exec(text);
  if (parts === null) return formatProblem;
  const whole = parts[2]!.replace(/^0+/, '') || '0';
  const fraction = parts[3] ?? '';
  const suffix = suffixOf(parts[4]!);
  if (suffix === null) return suffixProblem;
  if (suffix.exponent > largestExponent) return 'is larger than the simulator can count';
  const fast = isShort(whole, fraction, suffix);
  if (!fast && parts[2] === '' && fraction === '') return numericProblem;

  const magnitude = toNano(BigInt(whole + fraction), suffix, fraction.length);
  const capped = suffix.base === 2 && magnitude > largestBinaryNano ? largestBinaryNano : magnitude;
  // Binary fractions of one unit print in decimal.
  const format = suffix.base === 2 && capped < nanoPerUnit && capped > 0n ? 'DecimalSI' : suffix.format;
  const nano = parts[1] === '-' ? -capped : capped;
  return fast && printsAsWritten(whole + fraction, fraction.length, suffix) ? { nano, format, text } : { nano, format };
}

function suffixOf(text: string): Suffix | null {
  const listed = suffixes.get(text);
  if (listed !== undefined) return listed;
  if (!/^[eE][+-]?\d+$/.test(text)) return null;
  return { base: 10, exponent: Number(text.slice(1)), format: 'DecimalExponent' };
}

/** Digits × suffix in nano-units; what is finer rounds up, away from zero. */
function toNano(digits: bigint, suffix: Suffix, fractionDigits: number): bigint {
  if (digits === 0n) return 0n;
  const scaled = suffix.base === 2 ? digits << BigInt(suffix.exponent) : digits;
  const shift = 9 - fractionDigits + (suffix.base === 10 ? suffix.exponent : 0);
  if (shift >= 0) return scaled * 10n ** BigInt(shift);
  return -shift > String(scaled).length ? 1n : divideRoundingUp(scaled, 10n ** BigInt(-shift));
}

/** Whether upstream's short path, which may keep the written text, takes the number. */
function isShort(whole: string, fraction: string, suffix: Suffix): boolean {
  if (suffix.base === 2) return fraction === '' && 14 - whole.length - (suffix.exponent * 3) / 10 >= 0;
  return 18 - whole.length - fraction.length >= 0 && suffix.exponent - fraction.length >= -9;
}

function printsAsWritten(digits: string, fractionDigits: number, suffix: Suffix): boolean {
  if (suffix.base === 2) return BigInt(digits) % 8n !== 0n;
  return (suffix.exponent - fractionDigits) % 3 === 0 && !digits.endsWith('000') && digits[0] !== '0';
}

/** Quotient of two non-negative numbers, rounded up. */
function divideRoundingUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

function scaleUp(nano: bigint, unit: bigint): bigint {
  return nano < 0n ? -divideRoundingUp(-nano, unit) : divideRoundingUp(nano, unit);
}

/** In thousandths, rounded up. */
export function milliValue(q: Quantity): bigint {
  return scaleUp(q.nano, nanoPerMilli);
}

/** In whole units, rounded up. */
export function value(q: Quantity): bigint {
  return scaleUp(q.nano, nanoPerUnit);
}

/** Rounded up to thousandths, as the API stores resource lists. */
export function roundUpToMilli(q: Quantity): Quantity {
  return q.nano % nanoPerMilli === 0n ? q : { nano: milliValue(q) * nanoPerMilli, format: q.format };
}

/** Below zero, zero, above zero as a is less than, equal to, more than b. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0;
}

/** The sum; it prints like a, or like b where a is zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format };
}

/** So many whole units. */
export function quantityOfUnits(units: bigint | number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { nano: BigInt(units) * nanoPerUnit, format };
}

/** So many thousandths. */
export function quantityOfMilli(milli: bigint | number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { nano: BigInt(milli) * nanoPerMilli, format };
}

/** The text upstream prints: no fraction, the largest suffix that loses nothing. */
export function formatQuantity(q: Quantity): string {
  if (q.text !== undefined) return q.text;
  if (q.nano === 0n) return '0';
  const magnitude = q.nano < 0n ? -q.nano : q.nano;
  const whole = magnitude % nanoPerUnit === 0n;
  if (q.format === 'BinarySI' && whole && magnitude >= 1024n * nanoPerUnit) {
    const [number, times] = withoutFactors(q.nano / nanoPerUnit, 1024n);
    return number + (binaryNames.get(times) ?? '');
  }
  const [number, times] = withoutFactors(q.nano, 10n);
  const exponent = Math.floor((times - 9) / 3) * 3;
  const digits = number * 10n ** BigInt(times - 9 - exponent);
  if (q.format === 'DecimalExponent') return exponent === 0 ? `${digits}` : `${digits}e${exponent}`;
  return digits + (decimalNames.get(exponent) ?? '');
}

function withoutFactors(number: bigint, factor: bigint): [number: bigint, times: number] {
  let times = 0;
  while (number % factor === 0n) {
    number /= factor;
    times++;
  }
  return [number, times];
}
