/** Validation of seccomp and AppArmor profiles. Upstream: validateSeccompProfileField and ValidateAppArmorProfileField in pkg/apis/core/validation/validation.go, v1.36. */
import type { SecurityProfileV1 } from '../api.js';
import { type FieldError, invalid, invalidTyped, notSupported, required, tooLong } from '../field-error.js';
import { utf8Length } from '../utf8-length.js';
import { descendingPathErrors } from './volumes/paths.js';

const types = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** Bytes that the name of a profile on the node may have: PATH_MAX without its end. */
const profileNameLimit = 4095;

/** A seccomp profile; only a local one has a file. */
export function seccompErrors(profile: SecurityProfileV1 | undefined, path: string): FieldError[] {
  if (profile === undefined) return [];
  return [...typeErrors(profile.type, 'seccompProfile', path), ...seccompFileErrors(profile, path)];
}

function typeErrors(type: string | undefined, field: string, path: string): FieldError[] {
  if (!type) return [required(`${path}.type`, `type is required when ${field} is set`)];
  return types.includes(type) ? [] : [notSupported(`${path}.type`, type, types)];
}

function seccompFileErrors({ type = '', localhostProfile }: SecurityProfileV1, path: string): FieldError[] {
  const at = `${path}.localhostProfile`;
  if (type === 'Localhost') {
    if (localhostProfile !== undefined) return descendingPathErrors(localhostProfile, at);
    return [required(at, 'must be set when seccomp type is Localhost')];
  }
  if (localhostProfile === undefined) return [];
  const printed = { Type: type, LocalhostProfile: localhostProfile };
  return [invalidTyped(at, printed, 'can only be set when seccomp type is Localhost')];
}

/** An AppArmor profile; of an unknown type nothing else is looked at. */
export function appArmorErrors(profile: SecurityProfileV1 | undefined, path: string): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile } = profile;
  const at = `${path}.localhostProfile`;
  if (type === 'Localhost') return appArmorNameErrors(localhostProfile, at);
  if (!type || !types.includes(type)) return typeErrors(type, 'appArmorProfile', path);
  if (localhostProfile === undefined) return [];
  return [invalidTyped(at, localhostProfile, 'can only be set when AppArmor type is Localhost')];
}

function appArmorNameErrors(name: string | undefined, path: string): FieldError[] {
  const missing = required(path, 'must be set when AppArmor type is Localhost');
  if (name === undefined || name === '') return [missing];
  return [
    ...(name.trim() === name ? [] : [invalid(path, name, 'must not be padded with whitespace')]),
    ...(utf8Length(name) > profileNameLimit ? [tooLong(path, profileNameLimit)] : []),
  ];
}
