/** Validation of a pod's claims of devices and of containers' references to them. Upstream: validatePodResourceClaims and validateResourceClaimNames in pkg/apis/core/validation/validation.go, v1.36. */
import type { ObjectMeta, PodResourceClaimV1, ResourceRequirementsV1 } from '../api.js';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalidEach,
  invalidTyped,
  notFound,
  required,
} from '../field-error.js';
import { dnsLabelProblems, subdomainProblems } from '../names.js';
import { mirrorKey } from './pod-annotations.js';

type Claims = readonly PodResourceClaimV1[];

/** A pod's claims; `metadata` is null for a template. */
export function resourceClaimsErrors(claims: Claims, metadata: ObjectMeta | null, path: string): FieldError[] {
  const isStatic = metadata?.annotations?.[mirrorKey] !== undefined;
  const names = new Set<string>();
  return claims.flatMap((claim, i) =>
    isStatic
      ? [forbidden('[]', 'static pods do not support resource claims')]
      : claimErrors(claim, names, `${path}[${i}]`),
  );
}

function claimErrors(claim: PodResourceClaimV1, names: Set<string>, path: string): FieldError[] {
  const { name = '', resourceClaimName, resourceClaimTemplateName } = claim;
  const reference = (field: string, target: string | undefined) =>
    target === undefined ? [] : invalidEach(`${path}.${field}`, target, subdomainProblems(target));
  const errors = [
    ...nameErrors(name, names, `${path}.name`),
    ...sourceErrors(claim, path),
    ...reference('resourceClaimName', resourceClaimName),
    ...reference('resourceClaimTemplateName', resourceClaimTemplateName),
  ];
  if (name !== '') names.add(name);
  return errors;
}

function nameErrors(name: string, taken: ReadonlySet<string>, path: string): FieldError[] {
  if (name === '') return [required(path)];
  return taken.has(name) ? [duplicate(path, name)] : invalidEach(path, name, dnsLabelProblems(name));
}

function sourceErrors(claim: PodResourceClaimV1, path: string): FieldError[] {
  const { name = '', resourceClaimName, resourceClaimTemplateName } = claim;
  const sources = [resourceClaimName, resourceClaimTemplateName].filter((source) => source !== undefined);
  if (sources.length === 1) return [];
  const problem =
    sources.length === 0
      ? 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'
      : 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
  const printed = {
    Name: name,
    ResourceClaimName: resourceClaimName ?? null,
    ResourceClaimTemplateName: resourceClaimTemplateName ?? null,
  };
  return [invalidTyped(path, printed, problem)];
}

/** The names of a pod's claims. */
export function claimNames(claims: Claims): ReadonlySet<string> {
  return new Set(claims.map(({ name = '' }) => name).filter((name) => name !== ''));
}

/** A container's references, each to a claim or to one request of it. */
export function claimReferenceErrors(
  references: NonNullable<ResourceRequirementsV1['claims']>,
  names: ReadonlySet<string>,
  path: string,
): FieldError[] {
  const seen = new Set<string>();
  return references.flatMap(({ name = '', request = '' }, i) => {
    const at = `${path}[${i}]`;
    if (name === '') return [required(at)];
    const errors = repeatErrors(name, request, seen, at);
    return names.has(name) ? errors : [...errors, unknownClaim(name, names, at)];
  });
}

function repeatErrors(name: string, request: string, seen: Set<string>, path: string): FieldError[] {
  if (seen.has(name)) return [duplicate(path, name)];
  const key = request === '' ? name : `${name}/${request}`;
  const errors = request === '' ? [] : invalidEach(`${path}.request`, request, dnsLabelProblems(request));
  const requests = [...seen].filter((other) => other.startsWith(`${name}/`));
  if (seen.has(key)) errors.push(duplicate(path, key));
  else if (request === '') errors.push(...requests.map(() => duplicate(path, name)));
  seen.add(key);
  return errors;
}

function unknownClaim(name: string, names: ReadonlySet<string>, path: string): FieldError {
  const which = names.size === 0 ? ' which is empty' : `: ${[...names].sort().join(', ')}`;
  const { message, ...error } = notFound(path, name);
  return { ...error, message: `${message}: must be one of the names in pod.spec.resourceClaims${which}` };
}
