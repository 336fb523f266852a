/** One requirement on labels: a key, an operator, values. Upstream: apimachinery/pkg/labels/selector.go, v1.36. */
import type { LabelSelectorRequirementV1 } from './api.js';
import { child, type FieldError, invalid, notSupported } from './field-error.js';
import type { Labels } from './labels.js';
import { labelValueProblems, qualifiedNameProblems } from './names.js';

/** A requirement, compiled. */
export interface LabelRequirement {
  matches(labels: Labels): boolean;
  /** Canonical: equal text, equal meaning. */
  readonly text: string;
}

/** Compiles a requirement; null where its operator or its values make no sense. */
export function compileRequirement(requirement: LabelSelectorRequirementV1): LabelRequirement | null {
  const { key, operator } = requirement;
  const values = [...new Set(requirement.values ?? [])].sort();
  switch (operator) {
    case 'In':
      return values.length === 0 ? null : oneOf(key, values);
    case 'NotIn':
      return values.length === 0 ? null : noneOf(key, values);
    case 'Exists':
      return { matches: (labels) => labels.has(key), text: key };
    case 'DoesNotExist':
      return { matches: (labels) => !labels.has(key), text: `!${key}` };
    case 'Gt':
    case 'Lt':
      return comparison(key, operator, requirement.values ?? []);
    default:
      return null;
  }
}

function oneOf(key: string, values: string[]): LabelRequirement {
  if (values.length === 1) {
    const only = values[0]!;
    return { matches: (labels) => labels.get(key) === only, text: `${key}=${only}` };
  }
  const set = new Set<string | undefined>(values);
  return { matches: (labels) => set.has(labels.get(key)), text: `${key} in (${values.join(',')})` };
}

function noneOf(key: string, values: string[]): LabelRequirement {
  const set = new Set<string | undefined>(values);
  return { matches: (labels) => !set.has(labels.get(key)), text: `${key} notin (${values.join(',')})` };
}

function comparison(key: string, operator: 'Gt' | 'Lt', values: readonly string[]): LabelRequirement | null {
  const bound = values.length === 1 ? parseInt64(values[0]!) : null;
  if (bound === null) return null;
  const holds = operator === 'Gt' ? (n: bigint) => n > bound : (n: bigint) => n < bound;
  const matches = (labels: Labels) => {
    const number = parseInt64(labels.get(key) ?? '');
    return number !== null && holds(number);
  };
  return { matches, text: `${key}${operator === 'Gt' ? '>' : '<'}${bound}` };
}

/** A whole number as strconv.ParseInt(text, 10, 64) reads it; null where it does not. */
export function parseInt64(text: string): bigint | null {
  if (!/^[+-]?\d+$/.test(text)) return null;
  const number = BigInt(text.replace('+', ''));
  return number === BigInt.asIntN(64, number) ? number : null;
}

/** What labels.NewRequirement says against a requirement. */
export function requirementErrors(requirement: LabelSelectorRequirementV1, path: string): FieldError[] {
  const keyProblems = qualifiedNameProblems(requirement.key ?? '');
  const errors = keyProblems.length > 0 ? [invalid(child(path, 'key'), requirement.key, keyProblems.join('; '))] : [];
  errors.push(...valueCountErrors(requirement, child(path, 'values')));
  for (const [i, value] of (requirement.values ?? []).entries()) {
    const problems = labelValueProblems(value);
    if (problems.length > 0)
      errors.push(invalid(`${child(path, 'values')}[${i}][${requirement.key}]`, value, problems.join('; ')));
  }
  return errors;
}

function valueCountErrors(requirement: LabelSelectorRequirementV1, path: string): FieldError[] {
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return [];
      return [invalid(path, requirement.values, "for 'in', 'notin' operators, values set can't be empty")];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return [];
      return [invalid(path, values, 'values set must be empty for exists and does not exist')];
    case 'Gt':
    case 'Lt':
      return comparisonErrors(values, path);
    default:
      return [notSupported(path.replace(/values$/, 'operator'), requirement.operator, [])];
  }
}

function comparisonErrors(values: readonly string[], path: string): FieldError[] {
  const counted =
    values.length === 1 ? [] : [invalid(path, values, "for 'Gt', 'Lt' operators, exactly one value is required")];
  const parsed = values.flatMap((value, i) =>
    parseInt64(value) === null
      ? [invalid(`${path}[${i}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer")]
      : [],
  );
  return [...counted, ...parsed];
}
