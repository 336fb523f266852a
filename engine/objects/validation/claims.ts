/** Validation of a volume claim's spec. Upstream: ValidatePersistentVolumeClaimSpec in pkg/apis/core/validation/validation.go, v1.36. */
import type { PersistentVolumeClaimSpecV1 } from '../api.js';
import { type FieldError, forbidden, invalidEach, notSupported, required } from '../field-error.js';
import { subdomainProblems } from '../names.js';
import { oneOfIfSet } from './numbers.js';
import { positiveQuantityErrors, quantityErrors } from './resources.js';
import { labelSelectorErrors } from './selectors.js';

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
