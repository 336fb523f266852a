/** Validation of metadata. Upstream: apimachinery/pkg/api/validation/objectmeta.go, v1.36. */
import type { ObjectMeta, OwnerReference } from '../api.js';
import { child, type FieldError, forbidden, invalid, invalidEach, required, tooLong } from '../field-error.js';
import { dnsLabelProblems, labelValueProblems, qualifiedNameProblems } from '../names.js';
import { utf8Length } from '../utf8-length.js';
import { managedFieldsErrors } from './managed-fields.js';
import { atLeastZero } from './numbers.js';

/** Bytes that all annotations of an object may have together: 256 KiB. */
const annotationBytesLimit = 256 * 1024;

type NameRule = (name: string) => string[];

/** Metadata of an object whose names follow the rule. */
export function metadataErrors(meta: ObjectMeta, namespaced: boolean, nameRule: NameRule): FieldError[] {
  const path = 'metadata.finalizers';
  return [
    ...genericMetadataErrors(meta, namespaced, nameRule),
    ...(meta.finalizers ?? []).flatMap((name, i) => finalizerDomainErrors(name, `${path}[${i}]`)),
  ];
}

/** The same without what only most kinds demand: finalizers with a domain. */
export function genericMetadataErrors(meta: ObjectMeta, namespaced: boolean, nameRule: NameRule): FieldError[] {
  const path = 'metadata';
  return [
    ...nameErrors(meta, nameRule),
    ...namespaceErrors(meta.namespace ?? '', namespaced),
    ...atLeastZero(`${path}.generation`, meta.generation),
    ...labelErrors(meta.labels, `${path}.labels`),
    ...annotationErrors(meta.annotations, `${path}.annotations`),
    ...ownerErrors(meta.ownerReferences ?? [], `${path}.ownerReferences`),
    ...finalizersErrors(meta.finalizers ?? [], `${path}.finalizers`),
    ...managedFieldsErrors(meta.managedFields ?? [], `${path}.managedFields`),
  ];
}

function nameErrors({ name = '', generateName = '' }: ObjectMeta, nameRule: NameRule): FieldError[] {
  // What follows a trailing dash is generated.
  const prefix = generateName.length > 1 && generateName.endsWith('-') ? `${generateName.slice(0, -2)}a` : generateName;
  const errors = prefix === '' ? [] : invalidEach('metadata.generateName', generateName, nameRule(prefix));
  if (name !== '') return [...errors, ...invalidEach('metadata.name', name, nameRule(name))];
  return generateName === '' ? [required('metadata.name', 'name or generateName is required')] : errors;
}

function namespaceErrors(namespace: string, namespaced: boolean): FieldError[] {
  const path = 'metadata.namespace';
  if (!namespaced) return namespace === '' ? [] : [forbidden(path, 'not allowed on this type')];
  return namespace === '' ? [required(path)] : invalidEach(path, namespace, dnsLabelProblems(namespace));
}

/** A map of labels; an error names the map, not the label in it. */
export function labelErrors(labels: Readonly<Record<string, string>> | undefined, path: string): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...labelKeyErrors(key, path),
    ...invalidEach(path, value, labelValueProblems(value)),
  ]);
}

/** A label's key. */
export function labelKeyErrors(key: string, path: string): FieldError[] {
  return invalidEach(path, key, qualifiedNameProblems(key));
}

/** A map of annotations. */
export function annotationErrors(
  annotations: Readonly<Record<string, string>> | undefined,
  path: string,
): FieldError[] {
  const entries = Object.entries(annotations ?? {});
  const bytes = entries.reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0);
  const keys = entries.flatMap(([key]) => invalidEach(path, key, qualifiedNameProblems(key.toLowerCase())));
  return bytes > annotationBytesLimit ? [...keys, tooLong(path, annotationBytesLimit)] : keys;
}

function ownerErrors(owners: readonly OwnerReference[], path: string): FieldError[] {
  let first: string | null = null;
  return owners.flatMap((owner) => {
    const errors = ownerFieldErrors(owner, path);
    if (!owner.controller) return errors;
    const name = `${owner.kind ?? ''}/${owner.name ?? ''}`;
    if (first === null) first = name;
    else errors.push(secondControllerError(owners, first, name, path));
    return errors;
  });
}

function secondControllerError(
  owners: readonly OwnerReference[],
  first: string,
  second: string,
  path: string,
): FieldError {
  const problem = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${second}`;
  return invalid(path, owners.map(inOrder), problem);
}

/** Finalizers without a domain are the API's own. */
const standardFinalizers: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

function finalizersErrors(finalizers: readonly string[], path: string): FieldError[] {
  const both = finalizers.includes('orphan') && finalizers.includes('foregroundDeletion');
  return [
    ...finalizers.flatMap((name) => labelKeyErrors(name, path)),
    ...(both ? [invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set')] : []),
  ];
}

function finalizerDomainErrors(name: string, path: string): FieldError[] {
  if (name.includes('/') || standardFinalizers.has(name)) return [];
  return [invalid(path, name, 'name is neither a standard finalizer name nor is it fully qualified')];
}

/** One finalizer, its domain included. */
export function finalizerErrors(name: string, path: string): FieldError[] {
  return [...labelKeyErrors(name, path), ...finalizerDomainErrors(name, path)];
}

/** "v1" or "group/v1". */
function hasVersion(apiVersion: string): boolean {
  const parts = apiVersion.split('/');
  return parts.length <= 2 && parts.at(-1) !== '';
}

/** With its fields in the order the API prints them. */
function inOrder({ apiVersion = '', kind = '', name = '', uid = '', controller, ...flags }: OwnerReference): unknown {
  return { apiVersion, kind, name, uid, ...(controller === undefined ? {} : { controller }), ...flags };
}

function ownerFieldErrors(owner: OwnerReference, path: string): FieldError[] {
  const { apiVersion = '', kind = '' } = owner;
  const errors: FieldError[] = hasVersion(apiVersion)
    ? []
    : [invalid(child(path, 'apiVersion'), apiVersion, 'version must not be empty')];
  for (const field of ['kind', 'name', 'uid'] as const) {
    if (!owner[field]) errors.push(invalid(child(path, field), '', 'must not be empty'));
  }
  if (apiVersion === 'v1' && kind === 'Event') {
    errors.push(invalid(path, inOrder(owner), '/v1, Kind=Event is disallowed from being an owner'));
  }
  return errors;
}
