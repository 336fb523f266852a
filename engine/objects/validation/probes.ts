/** Validation of probes and lifecycle handlers. Upstream: validateProbe and validateHandler in pkg/apis/core/validation/validation.go, v1.36. */
import type { ContainerV1, ProbeV1 } from '../api.js';
import { type FieldError, forbidden, invalid, invalidEach, notSupported, required } from '../field-error.js';
import { atLeastZero, portErrors } from './numbers.js';

type Fields = Readonly<Record<string, unknown>>;

/** Probes and lifecycle of a container that may have them. */
export function probesErrors(
  container: ContainerV1,
  gracePeriodSeconds: number | undefined,
  path: string,
): FieldError[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  return [
    ...lifecycleErrors(lifecycle, gracePeriodSeconds, `${path}.lifecycle`),
    ...probeErrors(livenessProbe, `${path}.livenessProbe`),
    ...onlyOneSuccess(livenessProbe, `${path}.livenessProbe`),
    ...probeErrors(readinessProbe, `${path}.readinessProbe`),
    ...noGracePeriod(readinessProbe, `${path}.readinessProbe`),
    ...probeErrors(startupProbe, `${path}.startupProbe`),
    ...onlyOneSuccess(startupProbe, `${path}.startupProbe`),
  ];
}

/** Probes and lifecycle of an init container that ends: it may have none. */
export function noProbesErrors(container: ContainerV1, path: string): FieldError[] {
  const fields = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'].filter(
    (field) => container[field] !== undefined,
  );
  return fields.map((field) =>
    forbidden(`${path}.${field}`, 'may not be set for init containers without restartPolicy=Always'),
  );
}

function probeErrors(probe: ProbeV1 | undefined, path: string): FieldError[] {
  if (probe === undefined) return [];
  const grace = probe['terminationGracePeriodSeconds'];
  return [
    ...handlerErrors(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc'], undefined, path),
    ...atLeastZero(`${path}.initialDelaySeconds`, probe.initialDelaySeconds),
    ...atLeastZero(`${path}.timeoutSeconds`, probe.timeoutSeconds),
    ...atLeastZero(`${path}.periodSeconds`, probe.periodSeconds),
    ...atLeastZero(`${path}.successThreshold`, probe.successThreshold),
    ...atLeastZero(`${path}.failureThreshold`, probe.failureThreshold),
    ...(typeof grace === 'number' && grace <= 0
      ? [invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')]
      : []),
  ];
}

function onlyOneSuccess(probe: ProbeV1 | undefined, path: string): FieldError[] {
  if (probe === undefined || probe.successThreshold === 1) return [];
  return [invalid(`${path}.successThreshold`, probe.successThreshold ?? 0, 'must be 1')];
}

function noGracePeriod(probe: ProbeV1 | undefined, path: string): FieldError[] {
  const grace = probe?.['terminationGracePeriodSeconds'];
  if (grace === undefined) return [];
  return [invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes')];
}

function lifecycleErrors(lifecycle: Fields | undefined, grace: number | undefined, path: string): FieldError[] {
  return ['postStart', 'preStop'].flatMap((when) => {
    const handler = lifecycle?.[when] as Fields | undefined;
    return handler ? handlerErrors(handler, ['exec', 'httpGet', 'tcpSocket', 'sleep'], grace, `${path}.${when}`) : [];
  });
}

/** Exactly one handler of the kinds that may be there. */
function handlerErrors(
  handler: Fields,
  kinds: readonly string[],
  grace: number | undefined,
  path: string,
): FieldError[] {
  const given = kinds.filter((kind) => handler[kind] !== undefined);
  if (given.length === 0) return [required(path, 'must specify a handler type')];
  const [first, ...others] = given;
  return [
    ...actionErrors(first!, handler[first!] as Fields, grace, `${path}.${first}`),
    ...others.map((kind) => forbidden(`${path}.${kind}`, 'may not specify more than 1 handler type')),
  ];
}

function actionErrors(kind: string, action: Fields, grace: number | undefined, path: string): FieldError[] {
  switch (kind) {
    case 'exec':
      return Array.isArray(action['command']) && action['command'].length > 0 ? [] : [required(`${path}.command`)];
    case 'httpGet':
      return httpGetErrors(action, path);
    case 'sleep':
      return sleepErrors(action['seconds'], grace, path);
    default:
      return portErrors(`${path}.port`, action['port']);
  }
}

function httpGetErrors(action: Fields, path: string): FieldError[] {
  const headers = (action['httpHeaders'] ?? []) as { name?: string }[];
  const scheme = action['scheme'];
  const rule =
    "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";
  return [
    ...(action['path'] ? [] : [required(`${path}.path`)]),
    ...portErrors(`${path}.port`, action['port']),
    ...(scheme === 'HTTP' || scheme === 'HTTPS' ? [] : [notSupported(`${path}.scheme`, scheme, ['HTTP', 'HTTPS'])]),
    ...headers.flatMap(({ name = '' }) =>
      /^[-A-Za-z0-9]+$/.test(name) ? [] : invalidEach(`${path}.httpHeaders`, name, [rule]),
    ),
  ];
}

function sleepErrors(seconds: unknown, grace: number | undefined, path: string): FieldError[] {
  if (typeof seconds !== 'number' || grace === undefined || (seconds >= 0 && seconds <= grace)) return [];
  return [invalid(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`)];
}
