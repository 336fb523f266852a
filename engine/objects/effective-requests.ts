/** What a pod requests as a whole: containers, init containers, sidecars, pod-level resources, overhead. Upstream: component-helpers/resource/helpers.go, v1.36. */
import type { ContainerV1, PodSpecV1, PodStatusV1, ResourceListV1, ResourceRequirementsV1 } from './api.js';
import { addQuantities, type Quantity, quantityOfMilli, quantityOfUnits } from './quantity.js';
import { addList, amountOf, type ResourceList, raiseList, resourceListOf, toResources } from './resource-list.js';
import { isPodLevelResource } from './resource-names.js';
import { defaultCpuMilliForScoring, defaultMemoryBytesForScoring, type Resources } from './resources.js';

/** What is read of a pod here. */
export interface PodWithResources {
  readonly spec: PodSpecV1;
  readonly status?: PodStatusV1 | undefined;
}

type Side = 'requests' | 'limits';

const noDefaults: ResourceList = new Map();

/** The pod's requests as NodeResourcesFit counts them. */
export function effectiveRequests(pod: PodWithResources): Resources {
  return toResources(podRequests(pod));
}

/** The same with scoring's defaults for containers that request no CPU or memory. Upstream: PodInfo.CalculateResource in pkg/scheduler/framework/types.go, v1.36. */
export function nonZeroRequests(pod: PodWithResources): { cpuMilli: number; memoryBytes: number } {
  const defaults = scoringDefaults(pod);
  const list = podRequests(pod, defaults);
  return { cpuMilli: amountOf(list, 'cpu'), memoryBytes: amountOf(list, 'memory') };
}

/** Defaults apply to every container, or, under pod-level requests, only for what those and all containers leave out. */
function scoringDefaults(pod: PodWithResources): ResourceList {
  const defaults: ResourceList = new Map([
    ['cpu', quantityOfMilli(defaultCpuMilliForScoring)],
    ['memory', quantityOfUnits(defaultMemoryBytesForScoring)],
  ]);
  if (hasPodLevel(pod.spec, 'requests')) for (const name of podRequests(pod).keys()) defaults.delete(name);
  return defaults;
}

/** The pod's requests, exact; `defaults` stand in for what a container does not request. */
export function podRequests(pod: PodWithResources, defaults = noDefaults): ResourceList {
  const list = aggregateRequests(pod, defaults);
  if (hasPodLevel(pod.spec, 'requests')) replaceByPodLevel(list, pod, 'requests');
  addList(list, resourceListOf(pod.spec.overhead));
  return list;
}

/** The pod's limits, exact; overhead adds to those that are there. */
export function podLimits(pod: PodWithResources): ResourceList {
  const list = aggregateLimits(pod);
  if (hasPodLevel(pod.spec, 'requests') || hasPodLevel(pod.spec, 'limits')) replaceByPodLevel(list, pod, 'limits');
  for (const [name, amount] of resourceListOf(pod.spec.overhead)) {
    const limit = list.get(name);
    if (limit !== undefined && limit.nano !== 0n) list.set(name, addQuantities(limit, amount));
  }
  return list;
}

/** What all containers together request. */
export function aggregateRequests(pod: PodWithResources, defaults = noDefaults): ResourceList {
  return aggregate(pod, 'requests', defaults);
}

/** What all containers together are limited to. */
export function aggregateLimits(pod: PodWithResources): ResourceList {
  return aggregate(pod, 'limits', noDefaults);
}

/**
 * max(Σ containers + Σ sidecars, max over init containers i of (i + Σ sidecars before i)).
 */
function aggregate(pod: PodWithResources, side: Side, defaults: ResourceList): ResourceList {
  const total: ResourceList = new Map();
  for (const container of pod.spec.containers ?? []) addList(total, resourcesOf(pod, container, side, defaults));

  const sidecars: ResourceList = new Map();
  const peak: ResourceList = new Map();
  for (const container of pod.spec.initContainers ?? []) {
    const own = resourcesOf(pod, container, side, defaults);
    if (isSidecar(container)) {
      addList(total, own);
      addList(sidecars, own);
      raiseList(peak, sidecars);
    } else {
      addList(own, sidecars);
      raiseList(peak, own);
    }
  }
  raiseList(total, peak);
  return total;
}

/** An init container that keeps running. */
export function isSidecar(container: ContainerV1): boolean {
  return container.restartPolicy === 'Always';
}

/** A container's side of resources, with what its status says of a resize; a new list. */
function resourcesOf(pod: PodWithResources, container: ContainerV1, side: Side, defaults: ResourceList): ResourceList {
  const spec = container.resources?.[side];
  const list = resized(pod, spec, statusOf(pod, container), side) ?? resourceListOf(spec);
  for (const [name, amount] of defaults) if (!list.has(name)) list.set(name, amount);
  return list;
}

interface ResizeStatus {
  name?: string;
  resources?: ResourceRequirementsV1;
  allocatedResources?: ResourceListV1;
}

function statusOf(pod: PodWithResources, container: ContainerV1): ResizeStatus | undefined {
  const isInit = pod.spec.initContainers?.includes(container) ?? false;
  if (isInit && !isSidecar(container)) return undefined;
  const statuses: ResizeStatus[] = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ];
  return statuses.findLast((status) => status.name === container.name);
}

/** During a resize the greatest counts of what is wanted, allocated and in force; an infeasible wish does not count. */
function resized(
  pod: PodWithResources,
  spec: ResourceListV1 | undefined,
  status: ResizeStatus | undefined,
  side: Side,
): ResourceList | undefined {
  if (!status?.resources) return undefined;
  const list = resourceListOf(status.resources[side]);
  if (!isResizeInfeasible(pod)) raiseList(list, resourceListOf(spec));
  if (side === 'requests') raiseList(list, resourceListOf(status.allocatedResources));
  return list;
}

function isResizeInfeasible(pod: PodWithResources): boolean {
  return pod.status?.conditions?.find((c) => c.type === 'PodResizePending')?.reason === 'Infeasible';
}

function hasPodLevel(spec: PodSpecV1, side: Side): boolean {
  return Object.keys(spec.resources?.[side] ?? {}).some(isPodLevelResource);
}

const zero: Quantity = quantityOfUnits(0);

function replaceByPodLevel(list: ResourceList, pod: PodWithResources, side: Side): void {
  const status = pod.status && { resources: pod.status.resources, allocatedResources: pod.status.allocatedResources };
  const inForce = resized(pod, pod.spec.resources?.[side], status as ResizeStatus | undefined, side);
  for (const [name, amount] of resourceListOf(pod.spec.resources?.[side])) {
    if (isPodLevelResource(name)) list.set(name, inForce === undefined ? amount : (inForce.get(name) ?? zero));
  }
}
