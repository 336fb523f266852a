/** What kind of resource a name means. Upstream: pkg/apis/core/v1/helper/helpers.go, v1.36. */
import { qualifiedNameProblems } from './names.js';

const hugePagesPrefix = 'hugepages-';

/** A name in the kubernetes.io namespace, or without any. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || isPrefixedNativeResource(name);
}

/** A name that says it is in the kubernetes.io namespace. */
export function isPrefixedNativeResource(name: string): boolean {
  return name.includes('kubernetes.io/');
}

/** A device or other resource of some vendor: "example.com/gpu". */
export function isExtendedResource(name: string): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return qualifiedNameProblems(`requests.${name}`).length === 0;
}

/** Huge pages of some size: "hugepages-2Mi". */
export function isHugePages(name: string): boolean {
  return name.startsWith(hugePagesPrefix);
}

/** The page size in the name of huge pages. */
export function hugePageSize(name: string): string {
  return name.slice(hugePagesPrefix.length);
}

/** A limit on how many volumes attach to a node. */
export function isAttachableVolumes(name: string): boolean {
  return name.startsWith('attachable-volumes-');
}

/** Whether limits of the resource may exceed requests. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

/** Whether the scheduler counts the resource by name, beside CPU, memory, ephemeral storage and pods. */
export function isScalarResource(name: string): boolean {
  return isExtendedResource(name) || isHugePages(name) || isPrefixedNativeResource(name) || isAttachableVolumes(name);
}

/** Whether the resource may stand in a pod's own resources. Upstream: component-helpers/resource/helpers.go, v1.36. */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name);
}
