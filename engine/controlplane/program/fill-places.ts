/** Fills the places of an object template for one ordinal. */
import type { KubeObject } from '../../objects/index.js';
import type { ObjectTemplate, Place } from '../../run-spec.js';

/** The object of this ordinal; the template's own where nothing differs. */
export function objectOf(template: ObjectTemplate, ordinal: number): KubeObject {
  return template.places.length === 0 ? template.object : (fill(template.object, template, ordinal) as KubeObject);
}

/** A text of this ordinal. */
export function textOf(text: string, places: readonly Place[], ordinal: number): string {
  let filled = text;
  for (const place of places) {
    if (filled.includes(place.text)) filled = filled.replaceAll(place.text, valueAt(place, ordinal));
  }
  return filled;
}

/** What stands in the place: ⌊ordinal / divisor⌋ (mod modulus) · factor + offset, or the text at that position of its values. */
export function valueAt({ factor, divisor, modulus, offset, values }: Place, ordinal: number): string {
  const quotient = Math.floor(ordinal / divisor);
  const number = (modulus === 0 ? quotient : quotient % modulus) * factor + offset;
  return values?.[number] ?? String(number);
}

function fill(value: unknown, template: ObjectTemplate, ordinal: number): unknown {
  const { places, numbers } = template;
  if (typeof value === 'string') {
    const text = textOf(value, places, ordinal);
    return numbers?.includes(value) ? Number(text) : text;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => fill(item, template, ordinal));
  const entries = Object.entries(value).map(([key, item]) => [
    textOf(key, places, ordinal),
    fill(item, template, ordinal),
  ]);
  return Object.fromEntries(entries);
}
