/** What a rule for a volume source looks like, and the rules that many of them share. */
import { type FieldError, invalid, required } from '../../field-error.js';

/** A volume source as it is written; its shape has been checked. */
export type Source = Readonly<Record<string, unknown>>;

/** What is wrong with a source. */
export type SourceRule = (source: Source, path: string) => FieldError[];

/** A text of the source; "" where it says nothing. */
export function textOf(source: Source, field: string): string {
  return (source[field] as string | undefined) ?? '';
}

/** These fields must not be empty. */
export function needs(...fields: readonly string[]): SourceRule {
  return (source, path) =>
    fields.filter((field) => isEmpty(source[field])).map((field) => required(`${path}.${field}`));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (value as string | readonly unknown[]).length === 0;
}

/** One rule after the other. */
export function allOf(...rules: readonly SourceRule[]): SourceRule {
  return (source, path) => rules.flatMap((rule) => rule(source, path));
}

/** The secret that the source refers to needs these fields. */
export function secretNeeds(...fields: readonly string[]): SourceRule {
  return ({ secretRef }, path) =>
    secretRef === undefined ? [] : needs(...fields)(secretRef as Source, `${path}.secretRef`);
}

/** A number from 0 to 255, said to start elsewhere where upstream says so. */
export function byteErrors(path: string, value: unknown, saidLeast = 0): FieldError[] {
  const number = (value as number | undefined) ?? 0;
  if (number >= 0 && number <= 255) return [];
  return [invalid(path, number, `must be between ${saidLeast} and 255, inclusive`)];
}
