/** Validation of a pod's own resources. Upstream: validatePodResources and validatePodResourceConsistency in pkg/apis/core/validation/validation.go, v1.36. */
import type { PodSpecV1 } from '../api.js';
import { aggregateLimits, aggregateRequests } from '../effective-requests.js';
import { type FieldError, forbidden, invalid } from '../field-error.js';
import { compareQuantities, formatQuantity, quantityProblem } from '../quantity.js';
import { resourceListOf } from '../resource-list.js';
import { isHugePages } from '../resource-names.js';
import { podLevelResourcesErrors } from './resources.js';

/** What the pod as a whole asks for; it has no claims of its own, and Windows knows none of it. */
export function podResourcesErrors(spec: PodSpecV1, claims: ReadonlySet<string>, path: string): FieldError[] {
  if (spec.resources === undefined) return [];
  if (spec.os?.name === 'windows') return [forbidden(path, 'may not be set for a windows pod')];
  return [
    ...(spec.resources.claims ? [forbidden(`${path}.claims`, 'claims may not be set for Resources at pod-level')] : []),
    ...podLevelResourcesErrors(spec.resources, claims, path),
    ...(everyQuantityReads(spec) ? consistencyErrors(spec, path) : []),
  ];
}

function everyQuantityReads(spec: PodSpecV1): boolean {
  const all = [spec.resources, ...[...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((c) => c.resources)];
  const texts = all.flatMap((r) => [...Object.values(r?.requests ?? {}), ...Object.values(r?.limits ?? {})]);
  return texts.every((text) => quantityProblem(text) === null);
}

/** A pod's own resources have to cover what its containers ask for. */
function consistencyErrors(spec: PodSpecV1, path: string): FieldError[] {
  const requests = resourceListOf(spec.resources?.requests);
  const limits = resourceListOf(spec.resources?.limits);
  const short = (side: 'requests' | 'limits', name: string, own: typeof limits, sum: typeof limits): FieldError[] => {
    const [given, needed] = [own.get(name), sum.get(name)];
    if (given === undefined || needed === undefined || compareQuantities(needed, given) <= 0) return [];
    const problem = `must be greater than or equal to aggregate container ${side} of ${formatQuantity(needed)}`;
    return [invalid(`${path}.${side}[${name}]`, formatQuantity(given), problem)];
  };
  const [requested, limited] = [aggregateRequests(spec), aggregateLimits(spec)];
  return [
    ...[...requested.keys()].flatMap((name) => short('requests', name, requests, requested)),
    ...[...limited.keys()].filter(isHugePages).flatMap((name) => short('limits', name, limits, limited)),
    ...containerLimitErrors(spec, limits, path),
  ];
}

function containerLimitErrors(spec: PodSpecV1, limits: ReturnType<typeof resourceListOf>, path: string): FieldError[] {
  return (spec.containers ?? []).flatMap((container, i) =>
    [...resourceListOf(container.resources?.limits)].flatMap(([name, limit]) => {
      const most = limits.get(name);
      if (most === undefined || compareQuantities(limit, most) <= 0) return [];
      const problem = `must be less than or equal to pod limits of ${formatQuantity(most)}`;
      return [invalid(`${path}.containers[${i}][${name}].limits`, formatQuantity(limit), problem)];
    }),
  );
}
