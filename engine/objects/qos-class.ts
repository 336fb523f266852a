/** A pod's quality-of-service class. Upstream: pkg/apis/core/v1/helper/qos/qos.go, v1.36. */
import type { PodSpecV1, ResourceRequirementsV1 } from './api.js';
import { addList, type ResourceList, resourceListOf } from './resource-list.js';

/** The three classes. */
export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** Guaranteed: CPU and memory limits everywhere, equal to requests. BestEffort: neither anywhere. Burstable: the rest. */
export function qosClass(spec: PodSpecV1): QosClass {
  const sources = spec.resources ? [spec.resources] : containerResources(spec);
  const requests: ResourceList = new Map();
  const limits: ResourceList = new Map();
  for (const resources of sources) {
    addList(requests, computeResources(resources.requests));
    addList(limits, computeResources(resources.limits));
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  return limitsEverywhere(spec, sources) && sameAmounts(requests, limits) ? 'Guaranteed' : 'Burstable';
}

function containerResources(spec: PodSpecV1): ResourceRequirementsV1[] {
  return [...spec.containers, ...(spec.initContainers ?? [])].map((container) => container.resources ?? {});
}

/** Pod-level resources without any limits are not asked for both; upstream then compares the empty limits with the requests. */
function limitsEverywhere(spec: PodSpecV1, sources: readonly ResourceRequirementsV1[]): boolean {
  if (spec.resources && Object.keys(spec.resources.limits ?? {}).length === 0) return true;
  return sources.every((resources) => computeResources(resources.limits).size === 2);
}

/** The positive amounts of CPU and memory. */
function computeResources(list: ResourceRequirementsV1['requests']): ResourceList {
  return new Map(
    [...resourceListOf(list)].filter(([name, amount]) => (name === 'cpu' || name === 'memory') && amount.nano > 0n),
  );
}

function sameAmounts(a: ResourceList, b: ResourceList): boolean {
  return a.size === b.size && [...a].every(([name, amount]) => b.get(name)?.nano === amount.nano);
}
