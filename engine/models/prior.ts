/** Constants of the component models: a value with its unit, how far it can be trusted, and where it comes from. */
import type { Distribution } from '../kernel/index.js';

/** D: documented or in-source default; M: published measurement; M−: published but low-trust; E: engineering estimate. */
export type Label = 'D' | 'M' | 'M−' | 'M+E' | 'E';

export interface Prior<T extends Distribution | number | boolean | string> {
  readonly value: T;
  /** "µs", "requests/s", "bytes/s", "servers", "" … */
  readonly unit: string;
  readonly label: Label;
  readonly source: string;
}

/** A model: constants by name. */
export type Model = Readonly<Record<string, Prior<Distribution | number | boolean | string>>>;

/** The values of a model, what a component computes with. */
export type Values<M extends Model> = { readonly [K in keyof M]: M[K]['value'] };

/** A duration's distribution in µs. */
export function durationUs(value: Distribution, label: Label, source: string): Prior<Distribution> {
  return { value, unit: 'µs', label, source };
}

/** A plain figure with a unit. */
export function figure(value: number, unit: string, label: Label, source: string): Prior<number> {
  return { value, unit, label, source };
}

/** A named choice. */
export function choice(value: string, label: Label, source: string): Prior<string> {
  return { value, unit: '', label, source };
}
