/** Whether an object has the fields the API has, and of the right types: what the API server refuses before it looks at meaning. */
import type { KubeObject } from './api.js';
import { child, type FieldError, invalid } from './field-error.js';
import { kindKey } from './kinds.js';
import { quantityProblem } from './quantity.js';
import { shapes } from './shape/objects.js';
import type { FieldsShape, Shape } from './shape/shape.js';

/** Whether objects of the kind have a spec. */
export function hasSpec(object: KubeObject): boolean {
  return shapes[kindKey(object)]?.fields['spec'] !== undefined;
}

/** What is amiss with an object's shape. */
export interface ShapeFindings {
  /** Values of the wrong type, and malformed quantities. */
  readonly errors: readonly FieldError[];
  /** Paths of fields that the API does not have. */
  readonly unknownFields: readonly string[];
}

/** Looks at every field that the simulator reads; nothing is found in a kind it does not understand. */
export function checkShape(object: KubeObject): ShapeFindings {
  const findings: Findings = { errors: [], unknownFields: [] };
  const shape = shapes[kindKey(object)];
  if (shape) walk(object, shape, '', findings);
  return findings;
}

interface Findings {
  readonly errors: FieldError[];
  readonly unknownFields: string[];
}

function walk(value: unknown, shape: Shape, path: string, findings: Findings): void {
  if (value === null || value === undefined) return;
  if (typeof shape === 'string') {
    const problem = typeProblem(value, shape);
    if (problem !== null) findings.errors.push(misshapen(path, value, problem));
  } else if ('list' in shape) {
    if (!Array.isArray(value)) findings.errors.push(misshapen(path, value, 'must be a list'));
    else for (const [i, item] of value.entries()) walkItem(item, shape.list, `${path}[${i}]`, findings);
  } else if (typeof value !== 'object' || Array.isArray(value)) {
    findings.errors.push(misshapen(path, value, 'must be a map'));
  } else if ('map' in shape) {
    for (const [name, item] of Object.entries(value)) walk(item, shape.map, `${path}[${name}]`, findings);
  } else {
    walkFields(value as Record<string, unknown>, shape, path, findings);
  }
}

/** A whole tree may stand where a number should: a longer value is no help in a sentence. */
const longestValueChars = 80;

function misshapen(path: string, value: unknown, problem: string): FieldError {
  const text = typeof value === 'number' ? `${value}` : (JSON.stringify(value) ?? 'null');
  if (typeof value === 'string' && text.length <= longestValueChars) return invalid(path, value, problem);
  const shown = text.length > longestValueChars ? `${text.slice(0, longestValueChars)}…` : text;
  return { path, value, message: `Invalid value: ${shown}: ${problem}` };
}

function walkItem(item: unknown, shape: Shape, path: string, findings: Findings): void {
  if (item === null) findings.errors.push(misshapen(path, item, 'must not be null'));
  else walk(item, shape, path, findings);
}

function walkFields(value: Record<string, unknown>, { fields }: FieldsShape, path: string, findings: Findings): void {
  for (const [name, item] of Object.entries(value)) {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (shape === undefined) findings.unknownFields.push(child(path, name));
    else walk(item, shape, child(path, name), findings);
  }
}

const largestInt32 = 2 ** 31 - 1;

function typeProblem(value: unknown, type: string): string | null {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? null : 'must be a string';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'int32':
      return isWhole(value, largestInt32) ? null : 'must be a whole number of 32 bits';
    case 'int64':
      if (isWhole(value, Number.MAX_SAFE_INTEGER)) return null;
      return Number.isInteger(value) ? 'cannot be read exactly: it is beyond 2^53 − 1' : 'must be a whole number';
    case 'countOrText':
      return typeof value === 'string' || isWhole(value, largestInt32) ? null : 'must be a whole number or a string';
    case 'mapOfAny':
      return typeof value === 'object' && !Array.isArray(value) ? null : 'must be a map';
    case 'quantity':
      return quantityProblem(value);
    default:
      return null;
  }
}

function isWhole(value: unknown, largest: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value <= largest && value >= -largest - 1;
}
