/** Validation of a number of pods given as a count or as a percentage. Upstream: pkg/apis/apps/validation/validation.go, v1.36. */
import { type FieldError, invalid } from '../field-error.js';
import { atLeastZero } from './numbers.js';

const percent = /^[0-9]+%$/;

/** A whole number from zero, or a percentage. */
export function percentOrCountErrors(value: number | string, path: string): FieldError[] {
  if (typeof value === 'number') return atLeastZero(path, value);
  if (percent.test(value)) return [];
  const rule = "a valid percent string must be a numeric string followed by an ending '%'";
  return [invalid(path, value, `${rule} (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`)];
}

/** Not more than 100 %. */
export function upToWhole(value: number | string, path: string): FieldError[] {
  const tooMuch = typeof value === 'string' && percent.test(value) && Number(value.slice(0, -1)) > 100;
  return tooMuch ? [invalid(path, value, 'must not be greater than 100%')] : [];
}

/** No pods at all; what is neither a count nor a percentage counts as none. */
export function isZero(value: number | string): boolean {
  if (typeof value === 'number') return value === 0;
  const digits = percent.test(value) ? value.slice(0, -1) : value;
  return !/^[+-]?[0-9]+$/.test(digits) || Number(digits) === 0;
}
