/** Validation of containers. Upstream: validateContainers and validateInitContainers in pkg/apis/core/validation/validation.go, v1.36. */
import type { ContainerV1, PodSpecV1 } from '../api.js';
import { duplicate, type FieldError, required } from '../field-error.js';
import { isSidecar } from '../resizes.js';
import { commonErrors, type PodOfContainers } from './container-common.js';
import { ephemeralContainersErrors } from './ephemeral-containers.js';
import { noProbesErrors, type ProbedPod, probesErrors } from './probes.js';
import { containerRestartErrors, initContainerResizeErrors, initContainerRestartErrors } from './restarts.js';

/** All containers of a pod. */
export function containersErrors(spec: PodSpecV1, pod: PodOfContainers, path: string): FieldError[] {
  return [
    ...mainContainersErrors(spec, pod, `${path}.containers`),
    ...initContainersErrors(spec, pod, `${path}.initContainers`),
    ...ephemeralContainersErrors(spec, pod, `${path}.ephemeralContainers`),
  ];
}

function mainContainersErrors(spec: PodSpecV1, pod: PodOfContainers, path: string): FieldError[] {
  const containers = spec.containers ?? [];
  if (containers.length === 0) return [required(path)];
  return [
    ...containers.flatMap((container, i) => [
      ...commonErrors(container, spec, pod, `${path}[${i}]`),
      ...repeatedName(container, containers.slice(0, i), `${path}[${i}]`),
      ...probesErrors(container, probedPod(spec, pod), `${path}[${i}]`),
      ...containerRestartErrors(container, `${path}[${i}]`, pod.rules),
    ]),
    ...hostPortConflicts(containers, path),
  ];
}

function initContainersErrors(spec: PodSpecV1, pod: PodOfContainers, path: string): FieldError[] {
  const containers = spec.initContainers ?? [];
  return containers.flatMap((container, i) => {
    const at = `${path}[${i}]`;
    return [
      ...commonErrors(container, spec, pod, at),
      ...initContainerRestartErrors(container, at, pod.rules),
      ...repeatedName(container, [...(spec.containers ?? []), ...containers.slice(0, i).filter((c) => c.name)], at),
      ...hostPortConflicts([container], path),
      ...(isSidecar(container) ? probesErrors(container, probedPod(spec, pod), at) : noProbesErrors(container, at)),
      ...initContainerResizeErrors(container, at),
    ];
  });
}

function probedPod({ os }: PodSpecV1, { gracePeriodSeconds }: PodOfContainers): ProbedPod {
  return { gracePeriodSeconds, os: os && (os.name ?? '') };
}

function repeatedName({ name = '' }: ContainerV1, before: readonly ContainerV1[], path: string): FieldError[] {
  return before.some((other) => (other.name ?? '') === name) ? [duplicate(`${path}.name`, name)] : [];
}

/** The same host port twice; upstream checks init containers one by one, each under index 0. */
function hostPortConflicts(containers: readonly ContainerV1[], path: string): FieldError[] {
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const [i, container] of containers.entries()) {
    for (const [j, { protocol, hostIP = '', hostPort = 0 }] of (container.ports ?? []).entries()) {
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (hostPort !== 0 && seen.has(key)) errors.push(duplicate(`${path}[${i}].ports[${j}].hostPort`, key));
      seen.add(key);
    }
  }
  return errors;
}
