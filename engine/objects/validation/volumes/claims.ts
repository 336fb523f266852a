/** Validation of a volume claim's spec. Upstream: ValidatePersistentVolumeClaimSpec in pkg/apis/core/validation/validation.go, v1.36. */
import type { DataSourceV1, PersistentVolumeClaimSpecV1 } from '../../api.js';
import { type FieldError, forbidden, invalid, invalidEach, notSupported, required } from '../../field-error.js';
import { dnsLabelProblems, subdomainProblems } from '../../names.js';
import { oneOfIfSet } from '../numbers.js';
import { positiveQuantityErrors, quantityErrors } from '../resources.js';
import { labelSelectorErrors } from '../selectors.js';
import { needs } from './source-rule.js';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** A claim's spec, in a claim or in a template. */
export function claimSpecErrors(spec: PersistentVolumeClaimSpecV1, path: string): FieldError[] {
  const modes = spec.accessModes ?? [];
  return [
    ...(modes.length === 0 ? [required(`${path}.accessModes`, 'at least 1 access mode is required')] : []),
    ...labelSelectorErrors(spec.selector, `${path}.selector`),
    ...accessModeErrors(modes, `${path}.accessModes`),
    ...storageErrors(spec.resources?.requests?.['storage'], `${path}.resources[storage]`),
    ...classNameErrors(spec.storageClassName, `${path}.storageClassName`),
    ...oneOfIfSet(`${path}.volumeMode`, spec.volumeMode, ['Block', 'Filesystem']),
    ...dataSourceErrors(spec.dataSource, `${path}.dataSource`),
    ...dataSourceErrors(spec.dataSourceRef, `${path}.dataSourceRef`),
    ...twoSourcesErrors(spec, path),
    ...classNameErrors(spec.volumeAttributesClassName, `${path}.volumeAttributesClassName`),
  ];
}

/** Access modes; ReadWriteOncePod goes with no other. */
export function accessModeErrors(modes: readonly string[], path: string): FieldError[] {
  const known = modes.filter((mode) => accessModes.includes(mode));
  const mixed = known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod');
  return [
    ...modes.filter((mode) => !accessModes.includes(mode)).map((mode) => notSupported(path, mode, accessModes)),
    ...(mixed ? [forbidden(path, 'may not use ReadWriteOncePod with other access modes')] : []),
  ];
}

function storageErrors(text: unknown, path: string): FieldError[] {
  if (text === undefined) return [required(path)];
  const errors = positiveQuantityErrors(text, path);
  return errors.length > 0 ? errors : quantityErrors('storage', text, path);
}

/** The name of a storage class; empty means none. */
export function classNameErrors(name: string | undefined, path: string): FieldError[] {
  return name ? invalidEach(path, name, subdomainProblems(name)) : [];
}

/** What the volume is filled from. */
function dataSourceErrors(source: DataSourceV1 | undefined, path: string): FieldError[] {
  if (source === undefined) return [];
  const { apiGroup, kind = '', namespace } = source;
  const onlyClaims = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
  return [
    ...needs('name', 'kind')({ ...source }, path),
    ...(!apiGroup && kind !== 'PersistentVolumeClaim' ? [invalid(path, kind, onlyClaims)] : []),
    ...(apiGroup ? invalidEach(`${path}.apiGroup`, apiGroup, subdomainProblems(apiGroup)) : []),
    ...(namespace ? invalidEach(`${path}.namespace`, namespace, dnsLabelProblems(namespace)) : []),
  ];
}

/** The same source said in both fields has to be the same; upstream prints no value of its own. */
function twoSourcesErrors({ dataSource, dataSourceRef }: PersistentVolumeClaimSpecV1, path: string): FieldError[] {
  if (!dataSource || !dataSourceRef) return [];
  if (dataSourceRef.namespace)
    return [invalid(path, {}, 'may not be specified when dataSourceRef.namespace is specified')];
  const same = (['apiGroup', 'kind', 'name'] as const).every((field) => dataSource[field] === dataSourceRef[field]);
  return same ? [] : [invalid(path, {}, 'must match dataSourceRef')];
}
