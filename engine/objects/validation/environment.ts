/** Validation of environment variables. Upstream: ValidateEnv and ValidateEnvFrom in pkg/apis/core/validation/validation.go, v1.36. */
import type { EnvFromSourceV1, EnvVarV1, PodSpecV1 } from '../api.js';
import { type FieldError, invalid, invalidEach, notFound, required } from '../field-error.js';
import { subdomainProblems, variableNameProblems } from '../names.js';
import { eachContainer } from './each-container.js';
import { variableSourceErrors } from './environment-sources.js';

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;
const several = 'may not have more than one field specified at a time';

/** Names, and where values come from. */
export function environmentErrors(variables: readonly EnvVarV1[], path: string): FieldError[] {
  return variables.flatMap((variable, i) => [
    ...nameErrors(variable.name ?? '', `${path}[${i}].name`),
    ...sourceErrors(variable, `${path}[${i}].valueFrom`),
  ]);
}

function nameErrors(name: string, path: string): FieldError[] {
  return name === '' ? [required(path)] : invalidEach(path, name, variableNameProblems(name));
}

function sourceErrors({ value = '', valueFrom }: EnvVarV1, path: string): FieldError[] {
  if (valueFrom == null) return [];
  const given = sources.filter((source) => valueFrom[source] != null);
  const errors = given.flatMap((source) => variableSourceErrors(valueFrom, source, `${path}.${source}`));
  if (given.length === 0) errors.push(invalid(path, '', `must specify one of: ${listed(sources)}`));
  else if (value !== '') errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  else if (given.length > 1) errors.push(invalid(path, '', several));
  return errors;
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)!}`;
}

/** Whole ConfigMaps and Secrets; how many there are is said of the list. */
export function environmentFromErrors(list: readonly EnvFromSourceV1[], path: string): FieldError[] {
  return list.flatMap(({ prefix = '', configMapRef, secretRef }, i) => {
    const at = `${path}[${i}]`;
    return [
      ...(prefix === '' ? [] : invalidEach(`${at}.prefix`, prefix, variableNameProblems(prefix))),
      ...(configMapRef ? referenceErrors(configMapRef.name ?? '', `${at}.configMapRef.name`) : []),
      ...(secretRef ? referenceErrors(secretRef.name ?? '', `${at}.secretRef.name`) : []),
      ...(configMapRef || secretRef ? [] : [invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`')]),
      ...(configMapRef && secretRef ? [invalid(path, '', several)] : []),
    ];
  });
}

/** A name to which nothing is appended, though upstream lets it end as if something were. */
function referenceErrors(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  const masked = name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
  return invalidEach(path, name, subdomainProblems(masked));
}

/** Files with variables live on empty directories. */
export function fileKeyVolumeErrors(spec: PodSpecV1, path: string): FieldError[] {
  const volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name ?? '', volume]));
  return eachContainer(spec, path).flatMap(({ container, at }) =>
    (container.env ?? []).flatMap(({ valueFrom }, i) => {
      const name = valueFrom?.fileKeyRef?.volumeName ?? '';
      const volume = volumes.get(name);
      const field = `${at}.env[${i}].valueFrom.fileKeyRef.volumeName`;
      if (!valueFrom?.fileKeyRef || volume?.['emptyDir'] !== undefined) return [];
      return [volume ? invalid(field, name, 'referenced volume must be of type emptyDir') : notFound(field, name)];
    }),
  );
}
