/** Validation of quantities and resource requirements. Upstream: pkg/apis/core/validation/validation.go and pkg/apis/core/helper/helpers.go, v1.36. */
import type { ResourceListV1, ResourceRequirementsV1 } from '../api.js';
import { child, type FieldError, forbidden, invalid, invalidEach, notSupported, required } from '../field-error.js';
import { qualifiedNameProblems } from '../names.js';
import {
  compareQuantities,
  formatQuantity,
  milliValue,
  parseQuantity,
  type Quantity,
  quantityProblem,
  value,
} from '../quantity.js';
import { isUncountable, uncountable } from '../resource-list.js';
import {
  hugePageSize,
  isExtendedResource,
  isHugePages,
  isNativeResource,
  isOvercommitAllowed,
  isPodLevelResource,
} from '../resource-names.js';
import { claimReferenceErrors } from './resource-claims.js';

const integerResources = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);
const computeResources = ['cpu', 'memory', 'ephemeral-storage'];
const standardResources = new Set([
  ...integerResources,
  ...computeResources,
  ...computeResources.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'storage',
  'requests.storage',
]);

type NameRule = (name: string, path: string) => FieldError[];

/** One amount: well formed, not negative, whole where only whole ones make sense, and small enough to be counted. */
export function quantityErrors(name: string, text: unknown, path: string): FieldError[] {
  const problem = quantityProblem(text);
  if (problem !== null) return [invalid(path, text, problem)];
  const amount = parseQuantity(text as string);
  const errors: FieldError[] = [];
  if (amount.nano < 0n) errors.push(invalid(path, formatQuantity(amount), 'must be greater than or equal to 0'));
  const whole = milliValue(amount) % 1000n === 0n;
  if (!whole && (integerResources.has(name) || isExtendedResource(name))) {
    errors.push(invalid(path, formatQuantity(amount), 'must be an integer'));
  }
  if (isUncountable(name, amount)) errors.push(invalid(path, `${text}`, uncountable)); // as written: formatting caps it
  return errors;
}

/** A storage size, which has to be more than nothing. */
export function positiveQuantityErrors(text: unknown, path: string): FieldError[] {
  const problem = quantityProblem(text);
  if (problem !== null) return [invalid(path, text, problem)];
  const amount = parseQuantity(text as string);
  return amount.nano > 0n ? [] : [invalid(path, formatQuantity(amount), 'must be greater than zero')];
}

/** A container's resources; `claims` are the names of its pod's claims. */
export function containerResourcesErrors(
  resources: ResourceRequirementsV1 | undefined,
  claims: ReadonlySet<string>,
  path: string,
): FieldError[] {
  return requirementsErrors(resources ?? {}, path, containerResourceNameErrors, claims);
}

/** A pod's own resources, without their relation to its containers'. */
export function podLevelResourcesErrors(
  resources: ResourceRequirementsV1,
  claims: ReadonlySet<string>,
  path: string,
): FieldError[] {
  return requirementsErrors(resources, path, podResourceNameErrors, claims);
}

function requirementsErrors(
  { requests = {}, limits = {}, claims = [] }: ResourceRequirementsV1,
  path: string,
  nameRule: NameRule,
  podClaims: ReadonlySet<string>,
): FieldError[] {
  const requestsPath = child(path, 'requests');
  const limitsPath = child(path, 'limits');
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  const hugePagesAlone = names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory');
  return [
    ...Object.entries(limits).flatMap(([name, text]) => {
      const at = `${limitsPath}[${name}]`;
      return [...amountErrors(name, text, nameRule, at), ...hugePagesErrors(name, text, at)];
    }),
    ...Object.entries(requests).flatMap(([name, text]) => {
      const at = `${requestsPath}[${name}]`;
      return [
        ...amountErrors(name, text, nameRule, at),
        ...requestAgainstLimit(name, requests, limits, requestsPath, limitsPath),
        ...hugePagesErrors(name, text, at),
      ];
    }),
    ...(hugePagesAlone ? [forbidden(path, 'HugePages require cpu or memory')] : []),
    ...claimReferenceErrors(claims, podClaims, child(path, 'claims')),
  ];
}

function amountErrors(name: string, text: unknown, nameRule: NameRule, path: string): FieldError[] {
  return [...nameRule(name, path), ...quantityErrors(name, text, path)];
}

function requestAgainstLimit(
  name: string,
  requests: ResourceListV1,
  limits: ResourceListV1,
  requestsPath: string,
  limitsPath: string,
): FieldError[] {
  const request = readable(requests[name]);
  const limit = readable(limits[name]);
  if (!(name in limits)) {
    return isOvercommitAllowed(name)
      ? []
      : [required(limitsPath, 'Limit must be set for non overcommitable resources')];
  }
  if (request === null || limit === null) return [];
  const order = compareQuantities(request, limit);
  const [asked, most] = [formatQuantity(request), formatQuantity(limit)];
  if (order !== 0 && !isOvercommitAllowed(name))
    return [invalid(requestsPath, asked, `must be equal to ${name} limit of ${most}`)];
  return order > 0 ? [invalid(requestsPath, asked, `must be less than or equal to ${name} limit of ${most}`)] : [];
}

function readable(text: unknown): Quantity | null {
  return quantityProblem(text) === null ? parseQuantity(text as string) : null;
}

/** Huge pages come in whole pages. */
function hugePagesErrors(name: string, text: unknown, path: string): FieldError[] {
  const amount = readable(text);
  if (!isHugePages(name) || amount === null) return [];
  const size = readable(hugePageSize(name));
  const divisible =
    size !== null && size.nano > 0n && milliValue(size) % 1000n === 0n && value(amount) % value(size) === 0n;
  return divisible
    ? []
    : [invalid(path, formatQuantity(amount), `${formatQuantity(amount)} is not positive integer multiple of ${name}`)];
}

function resourceNameErrors(name: string, path: string): FieldError[] {
  const errors = invalidEach(path, name, qualifiedNameProblems(name));
  if (errors.length > 0 || name.includes('/')) return errors;
  const standard = standardResources.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
  return standard ? [] : [invalid(path, name, 'must be a standard resource type or fully qualified')];
}

function containerResourceNameErrors(name: string, path: string): FieldError[] {
  const errors = resourceNameErrors(name, path);
  if (!name.includes('/')) {
    if (computeResources.includes(name) || isHugePages(name)) return errors;
    return [...errors, invalid(path, name, 'must be a standard resource for containers')];
  }
  if (isNativeResource(name) || isExtendedResource(name)) return errors;
  return [...errors, invalid(path, name, "doesn't follow extended resource name standard")];
}

function podResourceNameErrors(name: string, path: string): FieldError[] {
  const errors = resourceNameErrors(name, path);
  if (errors.length > 0 || isPodLevelResource(name)) return errors;
  return [notSupported(path, name, ['cpu', 'hugepages-', 'memory'])];
}
