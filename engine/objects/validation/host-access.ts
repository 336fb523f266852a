/** Validation of what pods share with their host. Upstream: validateWindowsHostProcessPod, validateHostUsers and validatePodHostNetworkDeps in pkg/apis/core/validation/validation.go, v1.36. */
import type { PodSpecV1 } from '../api.js';
import { type FieldError, forbidden, invalid, invalidEach } from '../field-error.js';
import { eachContainer } from './each-container.js';

/** On the host's network a container's port is the host's. */
export function hostNetworkPortErrors(spec: PodSpecV1, isPod: boolean, path: string): FieldError[] {
  if (!spec.hostNetwork) return [];
  const problem = 'must match `containerPort` when `hostNetwork` is true';
  return (spec.containers ?? []).flatMap((container, i) =>
    (container.ports ?? []).flatMap(({ hostPort = 0, containerPort = 0 }, j) => {
      const differs = (isPod || hostPort !== 0) && hostPort !== containerPort;
      return invalidEach(`${path}.containers[${i}].ports[${j}].hostPort`, hostPort, differs ? [problem] : []);
    }),
  );
}

/** On Windows all containers are processes of the host, or none is. */
export function hostProcessErrors(spec: PodSpecV1, path: string): FieldError[] {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const containers = eachContainer(spec, path).map(({ container, at }) => ({
    own: container.securityContext?.windowsOptions?.hostProcess,
    at,
  }));
  const processes = containers.filter(({ own }) => own ?? ofPod ?? false).length;
  const errors = containers
    .filter(({ own }) => ofPod !== undefined && own !== undefined && own !== ofPod)
    .map(({ own, at }) => {
      const problem = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      return invalid(`${at}.securityContext.windowsOptions.hostProcess`, own, problem);
    });
  if (processes > 0 && processes !== containers.length) {
    const problem = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalid(path, '', problem));
  }
  if (processes > 0 && !spec.hostNetwork) {
    const problem = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(invalid(`${path}.hostNetwork`, false, problem));
  }
  return errors;
}

/** Whether the pod has the host's users, as by default. */
export function sharesUsers({ hostUsers = true }: PodSpecV1): boolean {
  return hostUsers;
}

/** With users of its own a pod shares nothing else with the host; upstream's errors spell two fields as Go does. */
export function hostUsersErrors(spec: PodSpecV1, path: string): FieldError[] {
  if (sharesUsers(spec)) return [];
  const devices = eachContainer(spec, path)
    .filter(({ container }) => ((container['volumeDevices'] as unknown[] | undefined) ?? []).length > 0)
    .map(({ at }) => `${at}.volumeDevices`);
  const shared = [
    ...(spec.hostNetwork ? [`${path}.hostNetwork`] : []),
    ...(spec.hostPID ? [`${path}.HostPID`] : []),
    ...(spec.hostIPC ? [`${path}.HostIPC`] : []),
  ];
  return [...shared, ...devices].map((at) => forbidden(at, 'when `hostUsers` is false'));
}
