/** Defaults of a pod that its template does not get: requests from limits, host ports. Upstream: SetDefaults_Pod in pkg/apis/core/v1/defaults.go, v1.36. */
import type { ContainerV1, PodSpecV1, PodV1, ResourceListV1, ResourceRequirementsV1 } from '../api.js';
import { aggregateLimits, aggregateRequests } from '../effective-requests.js';
import { formatQuantity, quantityProblem } from '../quantity.js';
import type { ResourceList } from '../resource-list.js';
import { isHugePages, isOvercommitAllowed, isPodLevelResource } from '../resource-names.js';
import { defaultPodSpec } from './pod-spec.js';
import { roundList, roundRequirements } from './resource-lists.js';

/** Sets what the pod leaves out, in place. */
export function defaultPod(pod: PodV1): void {
  const { spec } = pod;
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  for (const container of containers) requestsFromLimits(container);
  if (spec.resources && everyQuantityReads(spec)) {
    defaultPodLevelHugePageLimits(spec, spec.resources);
    defaultPodLevelRequests(spec, spec.resources);
  }
  spec['enableServiceLinks'] ??= true;
  if (spec.hostNetwork) for (const container of containers) defaultHostPorts(container);
  defaultPodSpec(spec);
  roundStatus(pod);
}

function requestsFromLimits({ resources }: ContainerV1): void {
  if (resources?.limits) resources.requests = { ...resources.limits, ...resources.requests };
}

function defaultHostPorts(container: ContainerV1): void {
  for (const port of container.ports ?? []) port.hostPort ||= port.containerPort;
}

/** Pod-level sums need amounts; where one is malformed validation speaks first. */
function everyQuantityReads(spec: PodSpecV1): boolean {
  const sources = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((container) => container.resources);
  const lists = [spec.resources, ...sources].flatMap((resources) => [resources?.requests, resources?.limits]);
  return lists.flatMap((list) => Object.values(list ?? {})).every((text) => quantityProblem(text) === null);
}

/** Huge pages that containers are limited to become the pod's limit where it says nothing of them. */
function defaultPodLevelHugePageLimits(spec: PodSpecV1, resources: ResourceRequirementsV1): void {
  const { requests = {}, limits = {} } = resources;
  if (Object.keys(limits).length + Object.keys(requests).length === 0) return;
  const missing = pick(aggregateLimits(spec), (name) => isHugePages(name) && !(name in requests) && !(name in limits));
  if (Object.keys(missing).length > 0) resources.limits = { ...limits, ...missing };
}

/** With limits given, requests default to what containers request, else to the limits. */
function defaultPodLevelRequests(spec: PodSpecV1, resources: ResourceRequirementsV1): void {
  const { requests = {}, limits = {} } = resources;
  if (Object.keys(limits).length === 0) return;
  const summed = pick(aggregateRequests(spec), (name) => isPodLevelResource(name) && isOvercommitAllowed(name));
  const limited = Object.fromEntries(Object.entries(limits).filter(([name]) => isPodLevelResource(name)));
  const all: ResourceListV1 = { ...limited, ...summed, ...requests };
  if (Object.keys(all).length > 0) resources.requests = all;
}

function pick(list: ResourceList, wanted: (name: string) => boolean): ResourceListV1 {
  const picked = [...list].filter(([name]) => wanted(name));
  return Object.fromEntries(picked.map(([name, amount]) => [name, formatQuantity(amount)]));
}

interface StatusWithResources {
  resources?: ResourceRequirementsV1;
  allocatedResources?: ResourceListV1;
}

function roundStatus({ status }: PodV1): void {
  if (!status) return;
  const containers: StatusWithResources[] = [
    ...(status.containerStatuses ?? []),
    ...(status.initContainerStatuses ?? []),
  ];
  for (const part of [status, ...containers]) {
    roundRequirements(part.resources);
    roundList(part.allocatedResources);
  }
}
