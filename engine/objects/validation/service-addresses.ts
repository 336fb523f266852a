/** Validation of a service's own addresses. Upstream: ValidateServiceClusterIPsRelatedFields in pkg/apis/core/validation/validation.go, v1.36. */
import type { ServiceSpecV1 } from '../api.js';
import { duplicate, type FieldError, invalid, invalidEach, notSupported } from '../field-error.js';
import { ipFamily, ipProblems } from '../ip-address.js';
import { oneOfIfSet } from './numbers.js';

const families = ['IPv4', 'IPv6'];
const familyPolicies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** All addresses; the one that stands alone counts where there is no list. */
export function clusterIpsOf({ clusterIP = '', clusterIPs = [] }: ServiceSpecV1): readonly string[] {
  return clusterIPs.length === 0 && clusterIP !== '' ? [clusterIP] : clusterIPs;
}

/** Whether the service does without an address. */
export function isHeadless(spec: ServiceSpecV1): boolean {
  const addresses = clusterIpsOf(spec);
  return addresses.length === 1 && addresses[0] === 'None';
}

/** The address, the list that it begins, and their families. */
export function clusterIpErrors(spec: ServiceSpecV1, path: string): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const addresses = clusterIpsOf(spec);
  const at = `${path}.clusterIPs`;
  const ownErrors = addressErrors(addresses, at);
  const errors = [
    ...firstErrors(spec, addresses, at),
    ...familyErrors(spec.ipFamilies ?? [], `${path}.ipFamilies`),
    ...oneOfIfSet(`${path}.ipFamilyPolicy`, spec.ipFamilyPolicy, familyPolicies),
    ...ownErrors,
    ...(addresses.length > 2 ? [invalid(at, addresses, 'may only hold up to 2 values')] : []),
  ];
  if (ownErrors.length > 0) return errors;
  return [...errors, ...stackErrors(addresses, at), ...mismatchedFamilyErrors(spec, addresses, at)];
}

function firstErrors({ clusterIP = '' }: ServiceSpecV1, addresses: readonly string[], path: string): FieldError[] {
  if (clusterIP === '') {
    return addresses.length === 0 ? [] : [invalid(path, addresses, 'must be empty when `clusterIP` is not specified')];
  }
  return addresses[0] === clusterIP ? [] : [invalid(path, addresses, 'first value must match `clusterIP`')];
}

function familyErrors(list: readonly string[], path: string): FieldError[] {
  return list.flatMap((family, i) => [
    ...(families.includes(family) ? [] : [notSupported(`${path}[${i}]`, family, families)]),
    ...(list.indexOf(family) < i ? [duplicate(`${path}[${i}]`, family)] : []),
  ]);
}

function addressErrors(addresses: readonly string[], path: string): FieldError[] {
  return addresses.flatMap((address, i) => {
    if (i > 0 || address !== 'None') return invalidEach(`${path}[${i}]`, address, ipProblems(address));
    return addresses.length === 1 ? [] : [invalid(path, addresses, "'None' must be the first and only value")];
  });
}

function stackErrors(addresses: readonly string[], path: string): FieldError[] {
  const found = new Set(addresses.map(ipFamily));
  if (addresses.length < 2 || found.size === 2) return [];
  return [invalid(path, addresses, 'may specify no more than one IP for each IP family')];
}

function mismatchedFamilyErrors(spec: ServiceSpecV1, addresses: readonly string[], path: string): FieldError[] {
  if (isHeadless(spec)) return [];
  return addresses.flatMap((address, i) => {
    const wanted = spec.ipFamilies?.[i];
    if (wanted === undefined || !families.includes(wanted) || wanted === `IPv${ipFamily(address)}`) return [];
    return [invalid(`${path}[${i}]`, address, `expected an ${wanted} value as indicated by \`ipFamilies[${i}]\``)];
  });
}
