/** Strict decoding of a manifest, as upstream's strict decoder does it: no unknown fields, no value of another type; null counts as absent. */
import { ConfigError } from '../../objects/index.js';
import { type Duration, parseGoDuration } from './go-duration.js';
import { nearestFirst, resembles } from './nearest.js';

/** Where a value stands. */
export interface Place {
  readonly source: string;
  readonly path: string;
}

export type Decoder<T> = (value: unknown, at: Place) => T;

/** A decoder for each field that the record may have. */
export type Fields<T> = { readonly [K in keyof T]-?: Decoder<Exclude<T[K], undefined>> };

/** A place within another. */
export function within(at: Place, step: string | number): Place {
  const path = typeof step === 'number' ? `${at.path}[${step}]` : at.path === '' ? step : `${at.path}.${step}`;
  return { source: at.source, path };
}

export function mistake(at: Place, value: unknown, problem: string, remedy?: string): ConfigError {
  const details = { source: at.source, path: at.path, value, problem };
  return new ConfigError(remedy === undefined ? details : { ...details, remedy });
}

/** An object with these fields and no others. */
export function record<T extends object>(fields: Fields<T>): Decoder<T> {
  const decoders = new Map(Object.entries(fields) as [string, Decoder<unknown>][]);
  return (value, at) => {
    const entries = Object.entries(objectOf(value, at)).flatMap(([name, written]) => {
      const decoder = decoders.get(name);
      if (decoder === undefined) throw unknownField(within(at, name), name, [...decoders.keys()]);
      return written === null || written === undefined ? [] : [[name, decoder(written, within(at, name))]];
    });
    return Object.fromEntries(entries) as T;
  };
}

function unknownField(at: Place, name: string, known: readonly string[]): ConfigError {
  const nearest = nearestFirst(name, known);
  const remedy = resembles(name, nearest[0]!) ? `did you mean ${nearest[0]}?` : `known fields: ${nearest.join(', ')}`;
  return mistake(at, undefined, 'is an unknown field', remedy);
}

/** Any object, as it is. */
export function objectOf(value: unknown, at: Place): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw mistake(at, value, 'must be an object');
}

/** A list; an element that is null counts as an empty one. */
export function list<T>(element: Decoder<T>, empty: unknown): Decoder<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw mistake(at, value, 'must be a list');
    return value.map((written, i) => element(written ?? empty, within(at, i)));
  };
}

/** Labels and their like. */
export const texts: Decoder<Record<string, string>> = (value, at) =>
  Object.fromEntries(Object.entries(objectOf(value, at)).map(([key, v]) => [key, text(v ?? '', within(at, key))]));

export const text: Decoder<string> = (value, at) => {
  if (typeof value === 'string') return value;
  throw mistake(
    at,
    value,
    'must be a string',
    typeof value === 'object' ? undefined : `write it in quotes: "${value}"`,
  );
};

export const flag: Decoder<boolean> = (value, at) => {
  if (typeof value === 'boolean') return value;
  throw mistake(at, value, 'must be true or false');
};

export const number: Decoder<number> = (value, at) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw mistake(at, value, 'must be a number');
};

/** A whole number of 32 bits. */
export const int32: Decoder<number> = (value, at) => whole(value, at, -(2 ** 31), 2 ** 31 - 1);

/** A whole number of 64 bits, as far as it is exact. */
export const int64: Decoder<number> = (value, at) => whole(value, at, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

function whole(value: unknown, at: Place, least: number, greatest: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw mistake(at, value, 'must be a whole number');
  if (value < least || value > greatest) throw mistake(at, value, `must be from ${least} to ${greatest}`);
  return value;
}

export const duration: Decoder<Duration> = (value, at) => {
  const parsed = typeof value === 'string' ? parseGoDuration(value) : null;
  if (parsed !== null) return parsed;
  throw mistake(at, value, 'is no duration', 'write it like 10s, 1m30s or 500ms');
};

export const anything: Decoder<unknown> = (value) => value;
