/** Defaults of a pod that its template does not get: requests from limits, host ports. Upstream: SetDefaults_Pod in pkg/apis/core/v1/defaults.go, v1.36. */
import type { ContainerV1, PodV1, ResourceListV1, ResourceRequirementsV1 } from '../api.js';
import { defaultPodLevelOnReading, type PodLevelDefaulting } from './pod-level.js';
import { defaultPodSpec } from './pod-spec.js';
import { roundList, roundRequirements } from './resource-lists.js';

/** Sets what the pod leaves out, in place. */
export function defaultPod(pod: PodV1, podLevel: PodLevelDefaulting = 'on reading'): void {
  const { spec } = pod;
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  for (const container of containers) requestsFromLimits(container);
  if (podLevel === 'on reading') defaultPodLevelOnReading(spec);
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
