/** What a pod requests as a whole: containers, init containers, sidecars, pod-level resources, overhead. Upstream: component-helpers/resource/helpers.go, v1.36. */
import type { ContainerV1, PodSpecV1 } from './api.js';
import { quantityOfMilli, quantityOfUnits } from './quantity.js';
import { isSidecar, type RequestsOf, type Resize, resizedPodLevel, resizedRequests } from './resizes.js';
import { addList, type ResourceList, raiseList, resourceListOf, toResources } from './resource-list.js';
import { isPodLevelResource } from './resource-names.js';
import {
  defaultCpuMilliForScoring,
  defaultMemoryBytesForScoring,
  type NonZeroRequests,
  type Resources,
} from './resources.js';

type Side = 'requests' | 'limits';

const noDefaults: ResourceList = new Map();

/** The pod's requests as NodeResourcesFit counts them. */
export function effectiveRequests(spec: PodSpecV1, resize: Resize | null = null): Resources {
  return toResources(podRequests(spec, resize));
}

/** The same with scoring's defaults for containers that request no CPU or memory. Upstream: PodInfo.CalculateResource in pkg/scheduler/framework/types.go, v1.36. */
export function nonZeroRequests(spec: PodSpecV1, resize: Resize | null = null): NonZeroRequests {
  const { cpuMilli, memoryBytes, exact } = toResources(podRequests(spec, resize, scoringDefaults(spec, resize)));
  return exact === undefined ? { cpuMilli, memoryBytes } : { cpuMilli, memoryBytes, exact };
}

/** Defaults apply to every container, or, under pod-level requests, only for what those and all containers leave out. */
function scoringDefaults(spec: PodSpecV1, resize: Resize | null): ResourceList {
  const defaults: ResourceList = new Map([
    ['cpu', quantityOfMilli(defaultCpuMilliForScoring)],
    ['memory', quantityOfUnits(defaultMemoryBytesForScoring)],
  ]);
  if (hasPodLevelRequests(spec)) for (const name of podRequests(spec, resize).keys()) defaults.delete(name);
  return defaults;
}

/** The pod's requests, exact; `defaults` stand in for what a container does not request. */
export function podRequests(spec: PodSpecV1, resize: Resize | null = null, defaults = noDefaults): ResourceList {
  const list = containerRequests(spec, resize, defaults);
  if (hasPodLevelRequests(spec))
    for (const [name, amount] of podLevelRequests(spec, resize)) if (isPodLevelResource(name)) list.set(name, amount);
  addList(list, resourceListOf(spec.overhead));
  return list;
}

/** What all containers together count for. */
function containerRequests(spec: PodSpecV1, resize: Resize | null, defaults: ResourceList): ResourceList {
  if (resize === null) return aggregateRequests(spec, defaults);
  return resizedRequests(spec, resize, (of) => aggregate(spec, (container) => withDefaults(of(container), defaults)));
}

/** What all containers together request. */
export function aggregateRequests(spec: PodSpecV1, defaults = noDefaults): ResourceList {
  return aggregate(spec, (container) => withDefaults(listOf(container, 'requests'), defaults));
}

/** What all containers together are limited to. */
export function aggregateLimits(spec: PodSpecV1): ResourceList {
  return aggregate(spec, (container) => listOf(container, 'limits'));
}

function listOf({ resources }: ContainerV1, side: Side): ResourceList {
  return resourceListOf(resources?.[side]);
}

function withDefaults(list: ResourceList, defaults: ResourceList): ResourceList {
  for (const [name, amount] of defaults) if (!list.has(name)) list.set(name, amount);
  return list;
}

/** max(Σ containers + Σ sidecars, max over init containers i of (i + Σ sidecars before i)); `of` gives a list of its own each time. */
function aggregate({ containers = [], initContainers = [] }: PodSpecV1, of: RequestsOf): ResourceList {
  const total: ResourceList = new Map();
  for (const container of containers) addList(total, of(container));

  const sidecars: ResourceList = new Map();
  const peak: ResourceList = new Map();
  for (const container of initContainers) {
    const own = of(container);
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

function hasPodLevelRequests(spec: PodSpecV1): boolean {
  return Object.keys(spec.resources?.requests ?? {}).some(isPodLevelResource);
}

function podLevelRequests(spec: PodSpecV1, resize: Resize | null): ResourceList {
  return resize === null ? resourceListOf(spec.resources?.requests) : resizedPodLevel(spec, resize);
}
