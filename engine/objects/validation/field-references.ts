/** Validation of references to a pod's own fields and a container's resources. Upstream: validateObjectFieldSelector and validateContainerResourceFieldSelector in pkg/apis/core/validation/validation.go, v1.36. */
import type { FieldError } from '../field-error.js';
import { invalid, invalidEach, notSupportedText, required } from '../field-error.js';
import { qualifiedNameProblems } from '../names.js';
import { formatQuantity, parseQuantity } from '../quantity.js';

/** A reference to a field of the pod. */
export interface FieldReference {
  readonly apiVersion?: string;
  readonly fieldPath?: string;
}

/** A reference to a container's request or limit. */
export interface ResourceReference {
  readonly containerName?: string;
  readonly resource?: string;
  readonly divisor?: string;
}

/** Fields that the API can be asked for, wherever. */
const knownFields: ReadonlySet<string> = new Set([
  ...['annotations', 'labels', 'name', 'namespace', 'uid'].map((field) => `metadata.${field}`),
  ...['nodeName', 'restartPolicy', 'serviceAccountName', 'schedulerName', 'host'].map((field) => `spec.${field}`),
  ...['phase', 'hostIP', 'hostIPs', 'podIP', 'podIPs'].map((field) => `status.${field}`),
]);

/** A field of the pod, one of those that are allowed here (sorted). */
export function fieldReferenceErrors(
  { apiVersion = '', fieldPath = '' }: FieldReference,
  allowed: readonly string[],
  path: string,
): FieldError[] {
  if (apiVersion === '') return [required(`${path}.apiVersion`)];
  if (fieldPath === '') return [required(`${path}.fieldPath`)];
  const unreadable = (why: string) => [invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${why}`)];
  if (apiVersion !== 'v1') return unreadable(`unsupported pod version: ${apiVersion}`);
  const entry = entryOf(fieldPath);
  if (entry !== null) {
    const key = entry.map === 'metadata.annotations' ? entry.key.toLowerCase() : entry.key;
    if (entriesOf.has(entry.map)) return invalidEach(path, key, qualifiedNameProblems(key));
    return unreadable(`field label does not support subscript: ${fieldPath}`);
  }
  if (!knownFields.has(fieldPath)) return unreadable(`field label not supported: ${fieldPath}`);
  const field = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  return allowed.includes(field) ? [] : [notSupportedText(`${path}.fieldPath`, field, allowed)];
}

const entriesOf: ReadonlySet<string> = new Set(['metadata.annotations', 'metadata.labels']);

/** "metadata.labels['app']" in two parts; null for a field that is not an entry of a map. */
function entryOf(fieldPath: string): { readonly map: string; readonly key: string } | null {
  const at = fieldPath.indexOf("['");
  if (at < 1 || !fieldPath.endsWith("']") || at + 4 > fieldPath.length) return null;
  return { map: fieldPath.slice(0, at), key: fieldPath.slice(at + 2, -2) };
}

const resources = ['cpu', 'ephemeral-storage', 'memory'];
const knownResources = ['limits', 'requests'].flatMap((side) => resources.map((name) => `${side}.${name}`));
const hugePages = /^(?:requests|limits)\.hugepages-/;

/** A container's request or limit; in a volume the container has to be named. */
export function resourceReferenceErrors(reference: ResourceReference, isVolume: boolean, path: string): FieldError[] {
  return [...resourceErrors(reference, isVolume, path), ...divisorErrors(reference, path)];
}

function resourceErrors(
  { containerName = '', resource = '' }: ResourceReference,
  isVolume: boolean,
  path: string,
): FieldError[] {
  if (isVolume && containerName === '') return [required(`${path}.containerName`)];
  if (resource === '') return [required(`${path}.resource`)];
  if (knownResources.includes(resource) || hugePages.test(resource)) return [];
  return [notSupportedText(`${path}.resource`, resource, knownResources)];
}

const sizes = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const sizesOf = (what: string) => `only divisor's values ${sizes.join(', ')} are supported with the ${what} resource`;

/** What each resource can be divided by. */
const divisors: readonly (readonly [resource: RegExp, divisors: readonly string[], problem: string])[] = [
  [/^(?:limits|requests)\.cpu$/, ['1m', '1'], "only divisor's values 1m and 1 are supported with the cpu resource"],
  [/^(?:limits|requests)\.memory$/, sizes, sizesOf('memory')],
  [/^(?:limits|requests)\.ephemeral-storage$/, sizes, sizesOf('local ephemeral storage')],
  [hugePages, sizes, sizesOf('hugepages')],
];

function divisorErrors({ resource = '', divisor = '0' }: ResourceReference, path: string): FieldError[] {
  const amount = parseQuantity(divisor);
  if (amount.nano === 0n) return [];
  return divisors
    .filter(([name, allowed]) => name.test(resource) && !allowed.includes(formatQuantity(amount)))
    .map(([, , problem]) => invalid(`${path}.divisor`, resource, problem));
}
