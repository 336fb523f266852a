/** What a pod requests as NodeResourcesFit's scores count it. Upstream: plugins/noderesources/resource_allocation.go calculatePodResourceRequest, v1.36. */
import {
  addList,
  aggregateRequests,
  besidesVolumes,
  defaultCpuMilliForScoring,
  defaultMemoryBytesForScoring,
  type PodSpec,
  quantityOfMilli,
  quantityOfUnits,
  type ResourceList,
  type Resources,
  resourceListOf,
  toResources,
} from '../objects/index.js';
import { oncePerSpec } from './once-per-spec.js';

const defaults: ResourceList = new Map([
  ['cpu', quantityOfMilli(defaultCpuMilliForScoring)],
  ['memory', quantityOfUnits(defaultMemoryBytesForScoring)],
]);

const ofOrigin = oncePerSpec(({ raw }: PodSpec): Resources => {
  const list = aggregateRequests(raw, defaults);
  addList(list, resourceListOf(raw.overhead));
  return toResources(list);
});

/** Containers' requests, with defaults for those that request no CPU or memory, and overhead. Pod-level requests do not count here: upstream makes this scorer without them. */
export function scoringRequests(spec: PodSpec): Resources {
  return ofOrigin(besidesVolumes(spec));
}
