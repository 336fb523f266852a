/** Validation of a pod's security context. Upstream: validatePodSpecSecurityContext in pkg/apis/core/validation/validation.go, v1.36. */
import type { PodSecurityContextV1, PodSpecV1 } from '../api.js';
import { type FieldError, invalid } from '../field-error.js';
import { idErrors, oneOfIfSet } from './numbers.js';
import { appArmorErrors, seccompErrors } from './profiles.js';
import { sysctlsErrors } from './sysctls.js';
import { windowsOptionsErrors } from './windows-options.js';

/** Users, groups, kernel parameters and profiles. */
export function podSecurityErrors(spec: PodSpecV1, path: string): FieldError[] {
  const context: PodSecurityContextV1 = spec.securityContext ?? {};
  const groups = context.supplementalGroups ?? [];
  return [
    ...idErrors(`${path}.fsGroup`, context.fsGroup),
    ...idErrors(`${path}.runAsUser`, context.runAsUser),
    ...idErrors(`${path}.runAsGroup`, context.runAsGroup),
    ...groups.flatMap((group, i) => idErrors(`${path}.supplementalGroups[${i}]`, group)),
    ...sharedProcessErrors(spec, `${path}.shareProcessNamespace`),
    ...sysctlsErrors(context.sysctls ?? [], spec, `${path}.sysctls`),
    ...oneOfIfSet(`${path}.fsGroupChangePolicy`, context.fsGroupChangePolicy, ['Always', 'OnRootMismatch']),
    ...seccompErrors(context.seccompProfile, `${path}.seccompProfile`),
    ...windowsOptionsErrors(context.windowsOptions, `${path}.windowsOptions`),
    ...appArmorErrors(context.appArmorProfile, `${path}.appArmorProfile`),
    ...oneOfIfSet(`${path}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, ['Merge', 'Strict']),
    ...oneOfIfSet(`${path}.seLinuxChangePolicy`, context.seLinuxChangePolicy, ['Recursive']),
  ];
}

/** Upstream keeps the field in the security context. */
function sharedProcessErrors({ shareProcessNamespace, hostPID }: PodSpecV1, path: string): FieldError[] {
  if (!shareProcessNamespace || !hostPID) return [];
  return [invalid(path, true, 'ShareProcessNamespace and HostPID cannot both be enabled')];
}
