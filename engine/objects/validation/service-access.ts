/** Validation of who reaches a service and from where. Upstream: validateService in pkg/apis/core/validation/validation.go, v1.36. */
import type { ServiceSpecV1 } from '../api.js';
import { type FieldError, forbidden, invalid, invalidEach, required } from '../field-error.js';
import { cidrProblems, ipProblems, specialIpProblems } from '../ip-address.js';

/** Seconds that a client may stay with one pod: a day. */
const affinitySecondsLimit = 86_400;
const sourceRangesKey = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** How long a client stays with one pod. */
export function affinityConfigErrors(
  { sessionAffinity, sessionAffinityConfig }: ServiceSpecV1,
  path: string,
): FieldError[] {
  if (sessionAffinity !== 'ClientIP') return [];
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  const at = `${path}.clientIP.timeoutSeconds`;
  if (seconds === undefined) return [required(at, 'when session affinity type is ClientIP')];
  if (seconds > 0 && seconds <= affinitySecondsLimit) return [];
  return [invalid(at, seconds, `must be greater than 0 and less than ${affinitySecondsLimit}`)];
}

/** Addresses outside the cluster that lead to the service. */
export function externalIpErrors(addresses: readonly string[], path: string): FieldError[] {
  return addresses.flatMap((address, i) => {
    const problems = ipProblems(address);
    return invalidEach(`${path}[${i}]`, address, problems.length > 0 ? problems : specialIpProblems(address));
  });
}

/** Networks from which a load balancer is reached, as a field or as an annotation; upstream spells the field as Go does. */
export function sourceRangeErrors(spec: ServiceSpecV1, annotations: Readonly<Record<string, string>>): FieldError[] {
  const { type, loadBalancerSourceRanges: ranges = [] } = spec;
  const annotated = annotations[sourceRangesKey];
  const at = ranges.length > 0 ? 'spec.LoadBalancerSourceRanges' : `metadata.annotations[${sourceRangesKey}]`;
  if (ranges.length === 0 && annotated === undefined) return [];
  const errors = type === 'LoadBalancer' ? [] : [forbidden(at, "may only be used when `type` is 'LoadBalancer'")];
  if (ranges.length > 0) return [...errors, ...ranges.flatMap((range, i) => rangeErrors(range, `${at}[${i}]`))];
  const listed = annotated!.trim() === '' ? [] : annotated!.trim().split(',');
  return [...errors, ...listed.flatMap((range) => rangeErrors(range, at))];
}

function rangeErrors(range: string, path: string): FieldError[] {
  return invalidEach(path, range.trim(), cidrProblems(range.trim()));
}
