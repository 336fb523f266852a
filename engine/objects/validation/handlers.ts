/** Validation of what probes and hooks do. Upstream: validateHandler in pkg/apis/core/validation/validation.go, v1.36. */
import type { HandlerV1 } from '../api.js';
import { type FieldError, forbidden, invalid, invalidEach, notSupported, required } from '../field-error.js';
import { portErrors } from './numbers.js';

type Kind = keyof HandlerV1 & string;

/** Handlers that a probe may have, in the order in which they are looked at. */
export const probeHandlers: readonly Kind[] = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
/** Handlers that a hook may have. */
export const hookHandlers: readonly Kind[] = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/** Exactly one handler of the kinds that may be there. */
export function handlerErrors(
  handler: HandlerV1,
  kinds: readonly Kind[],
  gracePeriodSeconds: number | undefined,
  path: string,
): FieldError[] {
  const [first, ...others] = kinds.filter((kind) => handler[kind] !== undefined);
  if (first === undefined) return [required(path, 'must specify a handler type')];
  return [
    ...actionErrors(first, handler, gracePeriodSeconds, `${path}.${first}`),
    ...others.map((kind) => forbidden(`${path}.${kind}`, 'may not specify more than 1 handler type')),
  ];
}

function actionErrors(kind: Kind, handler: HandlerV1, grace: number | undefined, path: string): FieldError[] {
  switch (kind) {
    case 'exec':
      return handler.exec?.command?.length ? [] : [required(`${path}.command`)];
    case 'httpGet':
      return httpGetErrors(handler.httpGet!, path);
    case 'tcpSocket':
      return portErrors(`${path}.port`, handler.tcpSocket?.port);
    case 'grpc':
      return portErrors(`${path}.port`, handler.grpc?.port);
    case 'sleep':
      return sleepErrors(handler.sleep?.seconds ?? 0, grace, path);
  }
}

const headerRule =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";

function httpGetErrors(action: NonNullable<HandlerV1['httpGet']>, path: string): FieldError[] {
  const { scheme = '', httpHeaders = [] } = action;
  return [
    ...(action.path ? [] : [required(`${path}.path`)]),
    ...portErrors(`${path}.port`, action.port),
    ...(scheme === 'HTTP' || scheme === 'HTTPS' ? [] : [notSupported(`${path}.scheme`, scheme, ['HTTP', 'HTTPS'])]),
    ...httpHeaders.flatMap(({ name = '' }) =>
      invalidEach(`${path}.httpHeaders`, name, /^[-A-Za-z0-9]+$/.test(name) ? [] : [headerRule]),
    ),
  ];
}

function sleepErrors(seconds: number, grace: number | undefined, path: string): FieldError[] {
  if (grace === undefined || (seconds >= 0 && seconds <= grace)) return [];
  return [invalid(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`)];
}
