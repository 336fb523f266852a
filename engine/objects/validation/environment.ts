/** Validation of environment variables. Upstream: ValidateEnv in pkg/apis/core/validation/validation.go, v1.36. */
import type { EnvVarV1 } from '../api.js';
import { type FieldError, invalid, required } from '../field-error.js';

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;
const nameProblem = "a valid environment variable name must consist only of printable ASCII characters other than '='";
const printableName = /^[ -<>-~]+$/;

/** Names, and where values come from; what a source refers to is not looked at. */
export function environmentErrors(variables: readonly EnvVarV1[], path: string): FieldError[] {
  return variables.flatMap((variable, i) => [
    ...nameErrors(variable.name ?? '', `${path}[${i}].name`),
    ...sourceErrors(variable, `${path}[${i}].valueFrom`),
  ]);
}

function nameErrors(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  return printableName.test(name) ? [] : [invalid(path, name, nameProblem)];
}

function sourceErrors({ value = '', valueFrom }: EnvVarV1, path: string): FieldError[] {
  if (valueFrom == null) return [];
  const count = sources.filter((source) => valueFrom[source] != null).length;
  if (count === 0) return [invalid(path, '', `must specify one of: ${listed(sources)}`)];
  if (value !== '') return [invalid(path, '', 'may not be specified when `value` is not empty')];
  return count > 1 ? [invalid(path, '', 'may not have more than one field specified at a time')] : [];
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)!}`;
}
