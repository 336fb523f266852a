/** All containers of a pod, in the order in which the API server visits them. Upstream: VisitContainersWithPath in pkg/apis/core/pods/helpers.go, v1.36. */
import type { ContainerV1, PodSpecV1 } from '../api.js';

/** Init containers, containers and ephemeral containers, each with its path. */
export function eachContainer(spec: PodSpecV1, path: string): { container: ContainerV1; at: string }[] {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = spec;
  const located = (list: readonly ContainerV1[], field: string) =>
    list.map((container, i) => ({ container, at: `${path}.${field}[${i}]` }));
  return [
    ...located(initContainers, 'initContainers'),
    ...located(containers, 'containers'),
    ...located(ephemeralContainers, 'ephemeralContainers'),
  ];
}
