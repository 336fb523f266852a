/** Validation of a pod's operating system and of what only one of them knows. Upstream: validateOS, validateLinux and validateWindows in pkg/apis/core/validation/validation.go, v1.36. */
import type { PodSpecV1, SecurityContextV1 } from '../api.js';
import { type FieldError, forbidden, notSupported, required } from '../field-error.js';
import { words } from '../shape/shape.js';
import { eachContainer } from './each-container.js';

const systems = ['linux', 'windows'];

/** The name, and fields of another system. */
export function osErrors(spec: PodSpecV1, path: string): FieldError[] {
  if (spec.os === undefined) return [];
  const { name } = spec.os;
  if (!name) return [required(`${path}.os.name`)];
  if (!systems.includes(name)) return [notSupported(`${path}.os`, name, systems)];
  return name === 'linux' ? linuxErrors(spec, path) : windowsErrors(spec, path);
}

function linuxErrors(spec: PodSpecV1, path: string): FieldError[] {
  const contexts = [
    { context: spec.securityContext, at: path },
    ...eachContainer(spec, path).map(({ container, at }) => ({ context: container.securityContext, at })),
  ];
  return contexts
    .filter(({ context }) => context?.windowsOptions !== undefined)
    .map(({ at }) =>
      forbidden(`${at}.securityContext.windowsOptions`, 'windows options cannot be set for a linux pod'),
    );
}

/** In the order in which they are looked at; some stand in the pod's spec itself. */
const linuxPodFields = words(
  `securityContext.appArmorProfile securityContext.seLinuxOptions hostUsers hostPID hostIPC securityContext.seccompProfile
   securityContext.fsGroup securityContext.fsGroupChangePolicy securityContext.sysctls shareProcessNamespace
   securityContext.runAsUser securityContext.runAsGroup securityContext.supplementalGroups
   securityContext.supplementalGroupsPolicy securityContext.seLinuxChangePolicy`,
);
const linuxContainerFields = words(
  `appArmorProfile seLinuxOptions seccompProfile capabilities readOnlyRootFilesystem privileged allowPrivilegeEscalation
   procMount runAsUser runAsGroup`,
) as (keyof SecurityContextV1)[];

function windowsErrors(spec: PodSpecV1, path: string): FieldError[] {
  const problem = 'cannot be set for a windows pod';
  return [
    ...linuxPodFields.filter((field) => isSet(spec, field)).map((field) => forbidden(`${path}.${field}`, problem)),
    ...eachContainer(spec, path).flatMap(({ container, at }) =>
      linuxContainerFields
        .filter((field) => container.securityContext?.[field] !== undefined)
        .map((field) => forbidden(`${at}.securityContext.${field}`, problem)),
    ),
  ];
}

/** hostPID and hostIPC count where they are true, and sysctls where there are some; anything else where it is written. */
function isSet(spec: PodSpecV1, field: string): boolean {
  const name = field.replace('securityContext.', '');
  const value = name === field ? spec[name] : (spec.securityContext as Record<string, unknown> | undefined)?.[name];
  if (name === 'hostPID' || name === 'hostIPC') return value === true;
  return name === 'sysctls' ? ((value as unknown[] | undefined) ?? []).length > 0 : value !== undefined;
}
