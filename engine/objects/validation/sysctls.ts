/** Validation of kernel parameters. Upstream: validateSysctls in pkg/apis/core/validation/validation.go and component-helpers/node/util/sysctl, v1.36. */
import type { PodSecurityContextV1, PodSpecV1 } from '../api.js';
import { duplicate, type FieldError, invalid, required } from '../field-error.js';

type Sysctls = NonNullable<PodSecurityContextV1['sysctls']>;

const nameLimit = 253;
const segment = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const pattern = `^(${segment}[\\./])*${segment}$`;
const valid = new RegExp(pattern);

const ipcNames: ReadonlySet<string> = new Set(
  ['sem', 'shmall', 'shmmax', 'shmmni', 'shm_rmid_forced', 'shm', 'msgmax', 'msgmnb', 'msgmni', 'msg'].map(
    (name) => `kernel.${name}`,
  ),
);

/** Each there once, and none of a namespace that the pod shares with its host. */
export function sysctlsErrors(sysctls: Sysctls, spec: PodSpecV1, path: string): FieldError[] {
  return sysctls.flatMap(({ name = '' }, i) => {
    const at = `${path}[${i}].name`;
    return [...nameErrors(name, sysctls.slice(0, i), at), ...hostErrors(name, spec, at)];
  });
}

function nameErrors(name: string, before: Sysctls, path: string): FieldError[] {
  if (name === '') return [required(path)];
  if (name.length > nameLimit || !valid.test(name)) {
    return [invalid(path, name, `must have at most ${nameLimit} characters and match regex ${pattern}`)];
  }
  return before.some((other) => other.name === name) ? [duplicate(path, name)] : [];
}

function hostErrors(name: string, { hostNetwork, hostIPC }: PodSpecV1, path: string): FieldError[] {
  const dotted = withDots(name).split('*')[0]!;
  if (hostNetwork && dotted.startsWith('net.'))
    return [invalid(path, name, "may not be specified when 'hostNetwork' is true")];
  const isIpc = ipcNames.has(dotted) || dotted.startsWith('fs.mqueue.');
  return hostIPC && isIpc ? [invalid(path, name, "may not be specified when 'hostIPC' is true")] : [];
}

/** Where the first separator is a slash, slashes and dots have changed places. */
function withDots(name: string): string {
  if (/[./]/.exec(name)?.[0] !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}
