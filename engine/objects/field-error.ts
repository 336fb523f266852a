/** What is wrong with a field of an object, in the API server's words. Upstream: apimachinery/pkg/util/validation/field/errors.go, v1.36. */
import type { ObjectMeta } from './api.js';
import { goJson, goQuoted } from './printed.js';

export interface FieldError {
  /** "spec.containers[0].resources.requests[cpu]" */
  readonly path: string;
  readonly value: unknown;
  /** "Invalid value: \"-1\": must be greater than or equal to 0" */
  readonly message: string;
  /** The message is the API server's whole sentence, without the field: admission's are. */
  readonly isWhole?: true;
}

/** The whole sentence, as the API server prints it. */
export function fieldErrorText({ path, message, isWhole }: FieldError): string {
  return isWhole ? message : `${path}: ${message}`;
}

/** Several as one sentence, as the API server joins them. Upstream: aggregate.Error in apimachinery/pkg/util/errors/errors.go, v1.36. */
export function refusalText(errors: readonly FieldError[]): string {
  const texts = errors.map(fieldErrorText);
  return texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`;
}

/** The sentence with the field in front of it, also where the API server leaves it out. */
export function fieldSentence({ path, message }: FieldError): string {
  return `${path}: ${message}`;
}

/** Admission will not have the pod; the path says because of what. Upstream: NewForbidden in apimachinery/pkg/api/errors/errors.go, v1.36. */
export function refusedPod({ name, generateName }: ObjectMeta, path: string, reason: string): FieldError {
  const shownName = goQuoted(name || generateName || 'Unknown');
  return { path, value: '', message: `pods ${shownName} is forbidden: ${reason}`, isWhole: true };
}

/** The value itself is wrong. */
export function invalid(path: string, value: unknown, detail: string): FieldError {
  return { path, value, message: body(`Invalid value: ${shown(value)}`, detail) };
}

/** The value itself is wrong, and upstream has a type of its own for it, or a pointer to it: it prints as JSON. */
export function invalidTyped(path: string, value: unknown, detail: string): FieldError {
  return { path, value, message: body(`Invalid value: ${goJson(value)}`, detail) };
}

/** The value is none of those allowed. */
export function notSupported(path: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map((s) => JSON.stringify(s)).join(', ');
  return { path, value, message: body(`Unsupported value: ${goJson(value)}`, list && `supported values: ${list}`) };
}

/** The same of a plain text, which prints quoted. */
export function notSupportedText(path: string, text: string, supported: readonly string[]): FieldError {
  const { message } = notSupported(path, '', supported);
  return { path, value: text, message: message.replace('""', () => goQuoted(text)) };
}

/** The value has to be there and is not. */
export function required(path: string, detail = ''): FieldError {
  return { path, value: '', message: body('Required value', detail) };
}

/** The value might do elsewhere, but not here. */
export function forbidden(path: string, detail: string): FieldError {
  return { path, value: '', message: body('Forbidden', detail) };
}

/** The API server itself fell over the value. */
export function internal(path: string, detail: string): FieldError {
  return { path, value: '', message: `Internal error: ${detail}` };
}

/** The value was there before. */
export function duplicate(path: string, value: unknown): FieldError {
  return { path, value, message: `Duplicate value: ${shown(value)}` };
}

/** The value refers to something that is not there. */
export function notFound(path: string, value: unknown): FieldError {
  return { path, value, message: `Not found: ${shown(value)}` };
}

/** More bytes than allowed. */
export function tooLong(path: string, limit: number): FieldError {
  return { path, value: '', message: `Too long: may not be more than ${limit} bytes` };
}

/** More items than allowed. */
export function tooMany(path: string, count: number, limit: number): FieldError {
  return {
    path,
    value: count,
    message: `Too many: ${count}: must have at most ${limit} item${limit === 1 ? '' : 's'}`,
  };
}

/** One invalid-value error for each problem with one value. */
export function invalidEach(path: string, value: unknown, problems: readonly string[]): FieldError[] {
  return problems.map((problem) => invalid(path, value, problem));
}

/** The errors without those said before: the API server's sentence has each once. */
export function withoutRepeats(errors: readonly FieldError[]): FieldError[] {
  const said = new Set<string>();
  return errors.filter((error) => {
    const text = fieldErrorText(error);
    if (said.has(text)) return false;
    said.add(text);
    return true;
  });
}

/** The path of a field within another; either may be "". */
export function child(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function body(start: string, detail: string): string {
  return detail === '' ? start : `${start}: ${detail}`;
}

/** Texts print quoted, other values as JSON. */
function shown(value: unknown): string {
  return typeof value === 'string' ? goQuoted(value) : goJson(value);
}
