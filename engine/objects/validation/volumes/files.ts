/** Validation of volumes whose files come from the API: secrets, config maps, the pod's own fields, and all of them projected. Upstream: pkg/apis/core/validation/validation.go, v1.36. */
import { type FieldError, forbidden, invalid, required } from '../../field-error.js';
import {
  type FieldReference,
  fieldReferenceErrors,
  type ResourceReference,
  resourceReferenceErrors,
} from '../field-references.js';
import { filePathErrors } from './paths.js';
import { allOf, needs, type Source, type SourceRule, textOf } from './source-rule.js';

const modeProblem = 'must be a number between 0 and 0777 (octal), both inclusive';

function modeErrors(mode: unknown, path: string): FieldError[] {
  const bits = (mode as number | undefined) ?? 0;
  return bits < 0 || bits > 0o777 ? [invalid(path, bits, modeProblem)] : [];
}

function defaultModeErrors({ defaultMode }: Source, path: string): FieldError[] {
  return modeErrors(defaultMode, `${path}.defaultMode`);
}

function listOf(source: unknown): readonly Source[] {
  return (source as { items?: readonly Source[] } | undefined)?.items ?? [];
}

/** Which key becomes which file. */
function itemErrors(item: Source, path: string): FieldError[] {
  return [
    ...needs('key', 'path')(item, path),
    ...filePathErrors(textOf(item, 'path'), `${path}.path`),
    ...modeErrors(item['mode'], `${path}.mode`),
  ];
}

function itemsErrors(source: Source, path: string): FieldError[] {
  return listOf(source).flatMap((item, i) => itemErrors(item, `${path}.items[${i}]`));
}

const volumeFields = ['annotations', 'labels', 'name', 'namespace', 'uid'].map((field) => `metadata.${field}`);

/** A file with a value of the pod's own; upstream's errors do not say which one. */
function downwardFileErrors(file: Source, path: string): FieldError[] {
  return [
    ...needs('path')(file, path),
    ...filePathErrors(textOf(file, 'path'), `${path}.path`),
    ...downwardValueErrors(file, path),
    ...modeErrors(file['mode'], `${path}.mode`),
  ];
}

function downwardValueErrors({ fieldRef, resourceFieldRef }: Source, path: string): FieldError[] {
  if (fieldRef !== undefined) {
    const both = 'fieldRef and resourceFieldRef can not be specified simultaneously';
    return [
      ...fieldReferenceErrors(fieldRef as FieldReference, volumeFields, `${path}.fieldRef`),
      ...(resourceFieldRef === undefined ? [] : [invalid(path, 'resource', both)]),
    ];
  }
  if (resourceFieldRef === undefined) return [required(path, 'one of fieldRef and resourceFieldRef is required')];
  return resourceReferenceErrors(resourceFieldRef as ResourceReference, true, `${path}.resourceFieldRef`);
}

function downwardFilesErrors(source: Source, path: string): FieldError[] {
  return listOf(source).flatMap((file) => downwardFileErrors(file, path));
}

/** Ten minutes: a token must not live shorter. */
const leastTokenSeconds = 600;
const mostTokenSeconds = 2 ** 32;

/** A service account's token; upstream's errors about its path name the volume. */
function tokenErrors(token: Source, path: string, volumePath: string): FieldError[] {
  const seconds = (token['expirationSeconds'] as number | undefined) ?? 0;
  const at = `${path}.expirationSeconds`;
  const file = textOf(token, 'path');
  return [
    ...(seconds < leastTokenSeconds ? [invalid(at, seconds, 'may not specify a duration less than 10 minutes')] : []),
    ...(seconds > mostTokenSeconds
      ? [invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds')]
      : []),
    ...(file === '' ? [required(`${volumePath}.path`)] : filePathErrors(file, `${volumePath}.path`)),
  ];
}

/** Projections that the API server reads; those behind gates that are off by default it drops: clusterTrustBundle, podCertificate. */
function projectedErrors({ sources }: Source, path: string): FieldError[] {
  const taken = new Set<string>();
  return ((sources ?? []) as Source[]).flatMap((source, i) =>
    projectionErrors(source, taken, path, `${path}.sources[${i}]`),
  );
}

function projectionErrors(
  { secret, configMap, downwardAPI, serviceAccountToken }: Source,
  taken: Set<string>,
  volumePath: string,
  path: string,
): FieldError[] {
  const named = (value: unknown, field: string) =>
    value === undefined ? [] : namedProjectionErrors(value as Source, taken, volumePath, `${path}.${field}`);
  const several =
    [secret, configMap, downwardAPI, serviceAccountToken].filter((value) => value !== undefined).length > 1;
  return [
    ...named(secret, 'secret'),
    ...named(configMap, 'configMap'),
    ...listOf(downwardAPI).flatMap((file) => [
      ...downwardFileErrors(file, `${path}.downwardAPI`),
      ...takenPathErrors(textOf(file, 'path'), textOf(file, 'path'), taken, volumePath),
    ]),
    ...(serviceAccountToken === undefined
      ? []
      : tokenErrors(serviceAccountToken as Source, `${path}.serviceAccountToken`, volumePath)),
    ...(several ? [forbidden(path, 'may not specify more than 1 volume type per source')] : []),
  ];
}

/** A secret or config map among others. */
function namedProjectionErrors(source: Source, taken: Set<string>, volumePath: string, path: string): FieldError[] {
  return [
    ...needs('name')(source, path),
    ...listOf(source).flatMap((item, i) => [
      ...itemErrors(item, `${path}.items[${i}]`),
      ...takenPathErrors(textOf(item, 'path'), textOf(source, 'name'), taken, volumePath),
    ]),
  ];
}

/** Two files of one path; the error shows what the second comes from. */
function takenPathErrors(file: string, shown: string, taken: Set<string>, volumePath: string): FieldError[] {
  if (file === '') return [];
  if (taken.has(file)) return [invalid(volumePath, shown, 'conflicting duplicate paths')];
  taken.add(file);
  return [];
}

/** What each of these sources is held to, by its field. */
export const fileSourceRules: Readonly<Record<string, SourceRule>> = {
  secret: allOf(needs('secretName'), defaultModeErrors, itemsErrors),
  configMap: allOf(needs('name'), defaultModeErrors, itemsErrors),
  downwardAPI: allOf(defaultModeErrors, downwardFilesErrors),
  projected: allOf(defaultModeErrors, projectedErrors),
};
