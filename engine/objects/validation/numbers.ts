/** Rules for numbers that many fields share. */
import { type FieldError, invalid, invalidEach, notSupported, required } from '../field-error.js';
import { portNameProblems } from '../names.js';

/** Zero or more; absent is zero. */
export function atLeastZero(path: string, value: number | undefined): FieldError[] {
  return (value ?? 0) < 0 ? [invalid(path, value, 'must be greater than or equal to 0')] : [];
}

/** One or more. */
export function aboveZero(path: string, value: number | undefined): FieldError[] {
  return (value ?? 0) <= 0 ? [invalid(path, value ?? 0, 'must be greater than zero')] : [];
}

/** Between two numbers, both inclusive. */
export function within(path: string, value: number, low: number, high: number): FieldError[] {
  return value >= low && value <= high ? [] : [invalid(path, value, `must be between ${low} and ${high}, inclusive`)];
}

/** The largest number of 32 bits. */
export const largestInt32 = 2 ** 31 - 1;

/** The number of a user or a group; absent is none. */
export function idErrors(path: string, id: number | undefined): FieldError[] {
  return id === undefined ? [] : within(path, id, 0, largestInt32);
}

/** A port's number. */
export function portNumberErrors(path: string, port: number): FieldError[] {
  return within(path, port, 1, 65535);
}

/** A port by number or by name. */
export function portErrors(path: string, port: unknown): FieldError[] {
  if (typeof port === 'string') return invalidEach(path, port, portNameProblems(port));
  return portNumberErrors(path, typeof port === 'number' ? port : 0);
}

/** One of a few words; absent is an error of its own. */
export function oneOf(path: string, value: string | undefined, supported: readonly string[]): FieldError[] {
  if (!value) return [required(path)];
  return supported.includes(value) ? [] : [notSupported(path, value, supported)];
}

/** One of a few words, or absent. */
export function oneOfIfSet(path: string, value: string | undefined, supported: readonly string[]): FieldError[] {
  return value === undefined || supported.includes(value) ? [] : [notSupported(path, value, supported)];
}
