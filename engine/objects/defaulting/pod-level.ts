/** Defaults of the resources that a pod has as a whole. Upstream: pkg/apis/core/v1/defaults.go (v1.36) and pkg/api/pod/util.go DefaultPodLevelResources (v1.37). */
import type { PodSpecV1, PodV1, ResourceListV1, ResourceRequirementsV1 } from '../api.js';
import { aggregateLimits, aggregateRequests } from '../effective-requests.js';
import { compareQuantities, formatQuantity, parseQuantity, quantityProblem } from '../quantity.js';
import type { ResourceList } from '../resource-list.js';
import { isHugePages, isOvercommitAllowed, isPodLevelResource } from '../resource-names.js';

/** When the API server sets them: whenever it reads a pod, or once, as it creates one (gate PodLevelResourcesFixDefaulting). */
export type PodLevelDefaulting = 'on reading' | 'on creation';

/** Sets, in place, what a pod with limits as a whole leaves out of its requests. */
export function defaultPodLevelOnReading(spec: PodSpecV1): void {
  const { resources } = spec;
  if (!resources || !everyQuantityReads(spec)) return;
  resources.limits = withHugePageLimits(spec, resources);
  if (Object.keys(resources.limits).length > 0) resources.requests = withRequests(spec, resources);
  dropEmpty(resources);
}

/** The pod with what it has as a whole completed from what its containers have, limits included. */
export function defaultPodLevelOnCreation(pod: PodV1): PodV1 {
  const { spec } = pod;
  if (!spec.resources || !everyQuantityReads(spec)) return pod;
  const resources: ResourceRequirementsV1 = { ...spec.resources };
  if (isEmpty(resources.requests) && isEmpty(resources.limits)) return pod;
  resources.limits = withHugePageLimits(spec, resources);
  resources.requests = withRequests(spec, resources);
  resources.limits = withLimits(spec, resources);
  dropEmpty(resources);
  return { ...pod, spec: { ...spec, resources } };
}

/** Pod-level sums need amounts; where one is malformed validation speaks first. */
function everyQuantityReads(spec: PodSpecV1): boolean {
  const sources = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((container) => container.resources);
  const lists = [spec.resources, ...sources].flatMap((resources) => [resources?.requests, resources?.limits]);
  return lists.flatMap((list) => Object.values(list ?? {})).every((text) => quantityProblem(text) === null);
}

/** Huge pages that containers are limited to become the pod's limit where it says nothing of them. */
function withHugePageLimits(spec: PodSpecV1, { requests, limits }: ResourceRequirementsV1): ResourceListV1 {
  if (isEmpty(requests) && isEmpty(limits)) return {};
  const given = { ...requests, ...limits };
  return { ...limits, ...pick(aggregateLimits(spec), (name) => isHugePages(name) && !(name in given)) };
}

/** Requests default to what containers request, else to the limits. */
function withRequests(spec: PodSpecV1, { requests, limits }: ResourceRequirementsV1): ResourceListV1 {
  const summed = pick(aggregateRequests(spec), (name) => isPodLevelResource(name) && isOvercommitAllowed(name));
  const limited = Object.entries(limits ?? {}).filter(([name]) => isPodLevelResource(name));
  return { ...Object.fromEntries(limited), ...summed, ...requests };
}

/** Limits default to max(request, what containers are limited to) where every container has a limit. */
function withLimits(spec: PodSpecV1, { requests = {}, limits = {} }: ResourceRequirementsV1): ResourceListV1 {
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const isLimited = (name: string) => containers.every(({ resources }) => name in (resources?.limits ?? {}));
  const summed = aggregateLimits(spec);
  const missing = Object.keys(requests).filter((name) => isPodLevelResource(name) && !(name in limits));
  const all = { ...limits };
  for (const name of missing.filter(isLimited)) {
    const sum = summed.get(name);
    if (sum === undefined) continue;
    const request = parseQuantity(requests[name]!);
    all[name] = formatQuantity(compareQuantities(request, sum) > 0 ? request : sum);
  }
  return all;
}

function isEmpty(list: ResourceListV1 | undefined | null): boolean {
  return Object.keys(list ?? {}).length === 0;
}

/** A list that nothing was found for stays out. */
function dropEmpty(resources: ResourceRequirementsV1): void {
  for (const side of ['requests', 'limits'] as const) if (isEmpty(resources[side])) delete resources[side];
}

function pick(list: ResourceList, wanted: (name: string) => boolean): ResourceListV1 {
  const picked = [...list].filter(([name]) => wanted(name));
  return Object.fromEntries(picked.map(([name, amount]) => [name, formatQuantity(amount)]));
}
