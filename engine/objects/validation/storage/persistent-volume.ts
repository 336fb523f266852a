/** Validation of PersistentVolumes. Upstream: ValidatePersistentVolume in pkg/apis/core/validation/validation.go, v1.36. */
import type { PersistentVolumeV1, QuantityText, ResourceListV1 } from '../../api.js';
import { type FieldError, forbidden, invalid, invalidEach, notSupported, required } from '../../field-error.js';
import { subdomainProblems } from '../../names.js';
import { parseQuantity, quantityProblem, value } from '../../quantity.js';
import { metadataErrors } from '../metadata.js';
import { oneOfIfSet } from '../numbers.js';
import { positiveQuantityErrors } from '../resources.js';
import { requiredNodeSelectorErrors } from '../selectors.js';
import { accessModeErrors, classNameErrors } from '../volumes/claims.js';
import { isRoot } from '../volumes/paths.js';
import { persistentSourceErrors } from '../volumes/persistent-sources.js';

type VolumeSpec = PersistentVolumeV1['spec'];

/** What the API server says against a PersistentVolume. */
export function persistentVolumeErrors({ metadata, spec }: PersistentVolumeV1): FieldError[] {
  return [...metadataErrors(metadata, false, subdomainProblems), ...volumeSpecErrors(spec, metadata.name ?? '')];
}

function volumeSpecErrors(spec: VolumeSpec, name: string): FieldError[] {
  return [
    ...volumeAccessErrors(spec, 'spec'),
    ...capacityErrors(spec.capacity, 'spec.capacity'),
    ...oneOfIfSet('spec.persistentVolumeReclaimPolicy', reclaimPolicy(spec), ['Delete', 'Recycle', 'Retain']),
    ...(spec.nodeAffinity ? affinityErrors(spec.nodeAffinity, 'spec.nodeAffinity') : []),
    ...persistentSourceErrors(spec, name, 'spec'),
    ...recycledRootErrors(spec, 'spec'),
    ...classNameErrors(spec.storageClassName, 'spec.storageClassName'),
    ...oneOfIfSet('spec.volumeMode', spec.volumeMode, ['Block', 'Filesystem']),
    ...attributesClassErrors(spec, 'spec'),
  ];
}

/** Access modes, of which there has to be one. */
export function volumeAccessErrors({ accessModes = [] }: VolumeSpec, path: string): FieldError[] {
  return [
    ...(accessModes.length === 0 ? [required(`${path}.accessModes`)] : []),
    ...accessModeErrors(accessModes, `${path}.accessModes`),
  ];
}

/** What becomes of the volume when its claim goes. */
export function reclaimPolicy(spec: VolumeSpec): string | undefined {
  return (spec['persistentVolumeReclaimPolicy'] as string | undefined) || undefined;
}

function capacityErrors(capacity: ResourceListV1 | undefined, path: string): FieldError[] {
  const entries = Object.entries(capacity ?? {});
  const onlyStorage = entries.length === 1 && capacity?.['storage'] !== undefined;
  return [
    ...(entries.length === 0 ? [required(path)] : []),
    ...(onlyStorage ? [] : [notSupported(path, printedCapacity(capacity), ['storage'])]),
    ...entries.flatMap(([name, text]) => [
      ...negativeErrors(text, `${path}[${name}]`),
      ...positiveQuantityErrors(text, `${path}[${name}]`),
    ]),
  ];
}

/** A capacity as the API prints it. */
function printedCapacity(capacity: ResourceListV1 | undefined): unknown {
  if (capacity === undefined) return undefined;
  const entries = Object.entries(capacity).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, amount]) => [name, String(amount)]));
}

function negativeErrors(text: QuantityText, path: string): FieldError[] {
  if (quantityProblem(text) !== null) return [];
  const whole = value(parseQuantity(text));
  return whole < 0 ? [invalid(path, Number(whole), 'must be a valid resource quantity')] : [];
}

function affinityErrors({ required: needed }: NonNullable<VolumeSpec['nodeAffinity']>, path: string): FieldError[] {
  if (needed) return requiredNodeSelectorErrors(needed, `${path}.required`);
  return [required(`${path}.required`, 'must specify required node constraints')];
}

/** The host's root is not to be emptied. */
export function recycledRootErrors(spec: VolumeSpec, path: string): FieldError[] {
  const hostPath = spec['hostPath'] as { path?: string } | undefined;
  if (reclaimPolicy(spec) !== 'Recycle' || !isRoot(hostPath?.path ?? '')) return [];
  return [forbidden(`${path}.persistentVolumeReclaimPolicy`, "may not be 'recycle' for a hostPath mount of '/'")];
}

function attributesClassErrors(spec: VolumeSpec, path: string): FieldError[] {
  const name = spec['volumeAttributesClassName'] as string | undefined;
  if (name === undefined) return [];
  const at = `${path}.volumeAttributesClassName`;
  return [
    ...(name === '' ? [required(at, 'an empty string is disallowed')] : invalidEach(at, name, subdomainProblems(name))),
    ...(spec.csi ? [] : [required(`${path}.csi`, 'has to be specified when using volumeAttributesClassName')]),
  ];
}
