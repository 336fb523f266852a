/** Validation of where a variable's value comes from. Upstream: validateEnvVarValueFrom in pkg/apis/core/validation/validation.go, v1.36. */
import type { EnvVarSourceV1, KeySelectorV1 } from '../api.js';
import { type FieldError, invalidEach, required } from '../field-error.js';
import { configKeyProblems, dnsLabelProblems, subdomainProblems, variableNameProblems } from '../names.js';
import { fieldReferenceErrors, resourceReferenceErrors } from './field-references.js';
import { backstepErrors } from './volumes/paths.js';

/** Fields of a pod that a variable may have, sorted. */
const fields = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];

/** What a source of values names. */
export function variableSourceErrors(from: EnvVarSourceV1, source: keyof EnvVarSourceV1, path: string): FieldError[] {
  switch (source) {
    case 'fieldRef':
      return fieldReferenceErrors({ ...from.fieldRef, apiVersion: from.fieldRef?.apiVersion || 'v1' }, fields, path);
    case 'resourceFieldRef':
      return resourceReferenceErrors(from.resourceFieldRef!, false, path);
    case 'fileKeyRef':
      return fileKeyErrors(from.fileKeyRef!, path);
    default:
      return keySelectorErrors(from[source]!, path);
  }
}

/** A key of a ConfigMap or a Secret. */
function keySelectorErrors({ name = '', key = '' }: KeySelectorV1, path: string): FieldError[] {
  return [
    ...invalidEach(`${path}.name`, name, subdomainProblems(name)),
    ...(key === '' ? [required(`${path}.key`)] : invalidEach(`${path}.key`, key, configKeyProblems(key))),
  ];
}

/** A key in a file of variables. */
function fileKeyErrors(
  { key = '', volumeName = '', path: file = '' }: NonNullable<EnvVarSourceV1['fileKeyRef']>,
  path: string,
): FieldError[] {
  return [
    ...(key === '' ? [required(`${path}.key`)] : invalidEach(`${path}.key`, key, variableNameProblems(key))),
    ...(volumeName === ''
      ? [required(`${path}.volumeName`)]
      : invalidEach(`${path}.volumeName`, volumeName, dnsLabelProblems(volumeName))),
    ...(file === '' ? [required(`${path}.path`)] : backstepErrors(file, `${path}.path`)),
  ];
}
