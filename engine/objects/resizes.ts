/** What a pod counts for while it is resized in place: what it wants, what its node allocated, what is in force. Upstream: component-helpers/resource/helpers.go, v1.36 and v1.37. */
import type { ContainerStatusV1, ContainerV1, PodSpecV1, PodStatusV1, ResourceListV1 } from './api.js';
import { quantityOfUnits } from './quantity.js';
import { type ResourceList, raiseList, resourceListOf } from './resource-list.js';

/** How a release reads what a status says of a resize. */
export interface ResizeRules {
  /** What all containers want, have allocated and have in force is summed up apart (1.37), instead of compared container by container. */
  readonly comparesWholePods: boolean;
  /** Pod-level resources are resized too: gate InPlacePodLevelResourcesVerticalScaling. */
  readonly podLevel: boolean;
}

/** A status that has something to say of a resize. */
export interface Resize {
  readonly status: PodStatusV1;
  readonly rules: ResizeRules;
}

/** As 1.36 does. */
export const defaultResizeRules: ResizeRules = { comparesWholePods: false, podLevel: true };

/** What the status says of a resize; null for nothing, as of any pod that is not resized. */
export function resizeOf(status: PodStatusV1 | undefined, rules: ResizeRules): Resize | null {
  if (status === undefined) return null;
  const { resources, allocatedResources } = status;
  const says = statusesOf(status).some((container) => container.resources ?? container.allocatedResources);
  return says || resources || allocatedResources || isInfeasible(status) ? { status, rules } : null;
}

/** A container's requests, in a list of its own. */
export type RequestsOf = (container: ContainerV1) => ResourceList;

/** An init container that keeps running. */
export function isSidecar(container: ContainerV1): boolean {
  return container.restartPolicy === 'Always';
}

/** What the containers count for together; `sum` adds up what it is told of each. */
export function resizedRequests(
  spec: PodSpecV1,
  { status, rules }: Resize,
  sum: (of: RequestsOf) => ResourceList,
): ResourceList {
  if (!rules.comparesWholePods) return sum((container) => resizedContainer(spec, status, container));
  const wanted = sum((container) => resourceListOf(container.resources?.requests));
  const { allocated, inForce } = podTotals(status, rules) ?? {
    allocated: sum((container) => resourceListOf(allocatedOf(status, container))),
    inForce: sum((container) => resourceListOf(inForceOf(status, container))),
  };
  raiseList(inForce, allocated);
  if (!isInfeasible(status)) raiseList(inForce, wanted);
  return inForce;
}

/** What the status says of all containers together, where it does. */
function podTotals(status: PodStatusV1, { podLevel }: ResizeRules) {
  const { allocatedResources, resources } = status;
  if (!podLevel || allocatedResources == null || resources?.requests == null) return null;
  return { allocated: resourceListOf(allocatedResources), inForce: resourceListOf(resources.requests) };
}

function allocatedOf(status: PodStatusV1, container: ContainerV1): ResourceListV1 | undefined {
  const allocated = statusesOf(status).find(({ name }) => name === container.name)?.allocatedResources;
  return allocated ?? (isInfeasible(status) ? undefined : container.resources?.requests);
}

function inForceOf(status: PodStatusV1, container: ContainerV1): ResourceListV1 | undefined {
  const requests = statusesOf(status).find(({ name }) => name === container.name)?.resources?.requests;
  return requests ?? allocatedOf(status, container);
}

/** The greatest of what a container wants, has allocated and has in force; init containers that end are not resized. */
function resizedContainer(spec: PodSpecV1, status: PodStatusV1, container: ContainerV1): ResourceList {
  const isInit = spec.initContainers?.includes(container) ?? false;
  const resized = isInit && !isSidecar(container) ? [] : statusesOf(status);
  const found = resized.findLast(({ name }) => name === container.name);
  const wanted = resourceListOf(container.resources?.requests);
  return found?.resources ? greatest(status, wanted, found.resources.requests, found.allocatedResources) : wanted;
}

/** Pod-level requests. */
export function resizedPodLevel(spec: PodSpecV1, { status, rules }: Resize): ResourceList {
  const wanted = resourceListOf(spec.resources?.requests);
  if (!rules.podLevel || !status.resources) return wanted;
  const inForce = greatest(status, wanted, status.resources.requests, status.allocatedResources);
  if (rules.comparesWholePods) return inForce;
  // Up to 1.36 only what the spec names counts, and as nothing where the status leaves it out.
  return new Map([...wanted.keys()].map((name) => [name, inForce.get(name) ?? quantityOfUnits(0)]));
}

/** An infeasible wish does not count. */
function greatest(
  status: PodStatusV1,
  wanted: ResourceList,
  inForce: ResourceListV1 | undefined,
  allocated: ResourceListV1 | undefined,
): ResourceList {
  const list = resourceListOf(inForce);
  raiseList(list, resourceListOf(allocated));
  if (!isInfeasible(status)) raiseList(list, wanted);
  return list;
}

function isInfeasible({ conditions = [] }: PodStatusV1): boolean {
  return conditions.find(({ type }) => type === 'PodResizePending')?.reason === 'Infeasible';
}

function statusesOf({ containerStatuses = [], initContainerStatuses = [] }: PodStatusV1): readonly ContainerStatusV1[] {
  return [...containerStatuses, ...initContainerStatuses];
}
