/** A word out of a few, where the error about an absent one lists them. */
import { type FieldError, notSupported, required } from '../field-error.js';

/** One of a few words, which are named whether the word is absent or another. */
export function oneOfListed(path: string, value: string, supported: readonly string[]): FieldError[] {
  if (supported.includes(value)) return [];
  if (value !== '') return [notSupported(path, value, supported)];
  return [required(path, `valid values: [${supported.map((each) => JSON.stringify(each)).join(' ')}]`)];
}
