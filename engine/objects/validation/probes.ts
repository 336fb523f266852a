/** Validation of probes and lifecycle hooks. Upstream: validateProbe and validateLifecycle in pkg/apis/core/validation/validation.go, v1.36. */
import type { ContainerV1, LifecycleV1, ProbeV1 } from '../api.js';
import { type FieldError, forbidden, invalid } from '../field-error.js';
import { handlerErrors, hookHandlers, probeHandlers } from './handlers.js';
import { atLeastZero } from './numbers.js';
import { stopSignalErrors } from './stop-signal.js';

/** What probes and hooks have to know of their pod. */
export interface ProbedPod {
  readonly gracePeriodSeconds: number | undefined;
  readonly os: string | undefined;
}

/** Probes and lifecycle of a container that may have them. */
export function probesErrors(container: ContainerV1, pod: ProbedPod, path: string): FieldError[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  return [
    ...lifecycleErrors(lifecycle, pod, `${path}.lifecycle`),
    ...probeErrors(livenessProbe, `${path}.livenessProbe`),
    ...onlyOneSuccess(livenessProbe, `${path}.livenessProbe`),
    ...probeErrors(readinessProbe, `${path}.readinessProbe`),
    ...noGracePeriod(readinessProbe, `${path}.readinessProbe`),
    ...probeErrors(startupProbe, `${path}.startupProbe`),
    ...onlyOneSuccess(startupProbe, `${path}.startupProbe`),
  ];
}

/** Probes and lifecycle of an init container that ends: it may have none. */
export function noProbesErrors(container: ContainerV1, path: string): FieldError[] {
  const fields = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'].filter(
    (field) => container[field] !== undefined,
  );
  return fields.map((field) =>
    forbidden(`${path}.${field}`, 'may not be set for init containers without restartPolicy=Always'),
  );
}

function probeErrors(probe: ProbeV1 | undefined, path: string): FieldError[] {
  if (probe === undefined) return [];
  const { terminationGracePeriodSeconds: grace } = probe;
  return [
    ...handlerErrors(probe, probeHandlers, undefined, path),
    ...atLeastZero(`${path}.initialDelaySeconds`, probe.initialDelaySeconds),
    ...atLeastZero(`${path}.timeoutSeconds`, probe.timeoutSeconds),
    ...atLeastZero(`${path}.periodSeconds`, probe.periodSeconds),
    ...atLeastZero(`${path}.successThreshold`, probe.successThreshold),
    ...atLeastZero(`${path}.failureThreshold`, probe.failureThreshold),
    ...(grace !== undefined && grace <= 0
      ? [invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')]
      : []),
  ];
}

function onlyOneSuccess(probe: ProbeV1 | undefined, path: string): FieldError[] {
  if (probe === undefined || probe.successThreshold === 1) return [];
  return [invalid(`${path}.successThreshold`, probe.successThreshold ?? 0, 'must be 1')];
}

function noGracePeriod(probe: ProbeV1 | undefined, path: string): FieldError[] {
  const grace = probe?.terminationGracePeriodSeconds;
  if (grace === undefined) return [];
  return [invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes')];
}

function lifecycleErrors(lifecycle: LifecycleV1 | undefined, pod: ProbedPod, path: string): FieldError[] {
  const hook = (when: 'postStart' | 'preStop') => {
    const handler = lifecycle?.[when];
    return handler ? handlerErrors(handler, hookHandlers, pod.gracePeriodSeconds, `${path}.${when}`) : [];
  };
  return [
    ...hook('postStart'),
    ...hook('preStop'),
    ...(lifecycle?.stopSignal === undefined
      ? []
      : stopSignalErrors(lifecycle.stopSignal, pod.os, `${path}.stopSignal`)),
  ];
}
