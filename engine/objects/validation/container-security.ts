/** Validation of a container's security context. Upstream: ValidateSecurityContext in pkg/apis/core/validation/validation.go, v1.36. Containers may be privileged, as in clusters whose API server has --allow-privileged. */
import type { SecurityContextV1 } from '../api.js';
import { type FieldError, invalidTyped, notSupported } from '../field-error.js';
import { idErrors } from './numbers.js';
import { printedSecurityContext } from './printed-security-context.js';
import { appArmorErrors, seccompErrors } from './profiles.js';
import { windowsOptionsErrors } from './windows-options.js';

const procMounts = ['Default', 'Unmasked'];

/** `hostUsers` tells whether the pod has the host's users. */
export function containerSecurityErrors(
  context: SecurityContextV1 | undefined,
  hostUsers: boolean,
  path: string,
): FieldError[] {
  if (context === undefined) return [];
  return [
    ...idErrors(`${path}.runAsUser`, context.runAsUser),
    ...idErrors(`${path}.runAsGroup`, context.runAsGroup),
    ...procMountErrors(context.procMount, hostUsers, `${path}.procMount`),
    ...seccompErrors(context.seccompProfile, `${path}.seccompProfile`),
    ...escalationErrors(context, path),
    ...windowsOptionsErrors(context.windowsOptions, `${path}.windowsOptions`),
    ...appArmorErrors(context.appArmorProfile, `${path}.appArmorProfile`),
  ];
}

function procMountErrors(procMount: string | undefined, hostUsers: boolean, path: string): FieldError[] {
  if (procMount === undefined) return [];
  if (!procMounts.includes(procMount)) return [notSupported(path, procMount, procMounts)];
  const exposed = procMount === 'Unmasked' && hostUsers;
  return exposed ? [invalidTyped(path, procMount, '`hostUsers` must be false to use `Unmasked`')] : [];
}

/** What has every privilege cannot be kept from gaining more. */
function escalationErrors(context: SecurityContextV1, path: string): FieldError[] {
  if (context.allowPrivilegeEscalation !== false) return [];
  const rights = [
    ...(context.privileged ? ['`privileged` to true'] : []),
    ...(context.capabilities?.add ?? [])
      .filter((capability) => capability === 'CAP_SYS_ADMIN')
      .map((capability) => `\`capabilities.Add\` ${capability}`),
  ];
  return rights.map((right) =>
    invalidTyped(
      path,
      printedSecurityContext(context),
      `cannot set \`allowPrivilegeEscalation\` to false and ${right}`,
    ),
  );
}
