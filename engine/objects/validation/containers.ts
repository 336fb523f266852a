/** Validation of containers. Upstream: validateContainers and validateInitContainers in pkg/apis/core/validation/validation.go, v1.36. */
import type { ContainerPortV1, ContainerV1, PodSpecV1 } from '../api.js';
import { duplicate, type FieldError, forbidden, invalidEach, notFound, required } from '../field-error.js';
import { dnsLabelProblems, portNameProblems } from '../names.js';
import { isSidecar } from '../resizes.js';
import { environmentErrors } from './environment.js';
import { oneOf, oneOfIfSet, portNumberErrors } from './numbers.js';
import { noProbesErrors, probesErrors } from './probes.js';
import { containerResourcesErrors } from './resources.js';

const protocols = ['SCTP', 'TCP', 'UDP'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const terminationMessagePolicies = ['File', 'FallbackToLogsOnError'];
const restartPolicies = ['Always', 'Never', 'OnFailure'];

/** All containers and init containers of a pod. */
export function containersErrors(spec: PodSpecV1, path: string): FieldError[] {
  return [...mainContainersErrors(spec, `${path}.containers`), ...initContainersErrors(spec, `${path}.initContainers`)];
}

function mainContainersErrors(spec: PodSpecV1, path: string): FieldError[] {
  const containers = spec.containers ?? [];
  if (containers.length === 0) return [required(path)];
  return [
    ...containers.flatMap((container, i) => [
      ...commonErrors(container, `${path}[${i}]`),
      ...repeatedName(container, containers.slice(0, i), `${path}[${i}]`),
      ...probesErrors(container, spec.terminationGracePeriodSeconds, `${path}[${i}]`),
    ]),
    ...hostPortConflicts(containers, path),
  ];
}

function initContainersErrors(spec: PodSpecV1, path: string): FieldError[] {
  const containers = spec.initContainers ?? [];
  return containers.flatMap((container, i) => {
    const at = `${path}[${i}]`;
    return [
      ...commonErrors(container, at),
      ...repeatedName(container, [...(spec.containers ?? []), ...containers.slice(0, i).filter((c) => c.name)], at),
      ...hostPortConflicts([container], path),
      ...(isSidecar(container)
        ? probesErrors(container, spec.terminationGracePeriodSeconds, at)
        : noProbesErrors(container, at)),
    ];
  });
}

function commonErrors(container: ContainerV1, path: string): FieldError[] {
  const { name = '', image = '' } = container;
  return [
    ...(name === '' ? [required(`${path}.name`)] : invalidEach(`${path}.name`, name, dnsLabelProblems(name))),
    ...(image === '' ? [required(`${path}.image`)] : []),
    ...oneOf(`${path}.terminationMessagePolicy`, container.terminationMessagePolicy, terminationMessagePolicies),
    ...containerPortsErrors(container.ports ?? [], `${path}.ports`),
    ...environmentErrors(container.env ?? [], `${path}.env`),
    ...oneOf(`${path}.imagePullPolicy`, container.imagePullPolicy, pullPolicies),
    ...containerResourcesErrors(container.resources, `${path}.resources`),
    ...oneOfIfSet(`${path}.restartPolicy`, container.restartPolicy, restartPolicies),
  ];
}

/** What only pods are held to, not templates: an image without spaces around it. */
export function podOnlyContainerErrors(containers: readonly ContainerV1[], path: string): FieldError[] {
  return containers.flatMap(({ image = '' }, i) => {
    const problems = image === image.trim() ? [] : ['must not have leading or trailing whitespace'];
    return invalidEach(`${path}[${i}].image`, image, problems);
  });
}

function repeatedName({ name = '' }: ContainerV1, before: readonly ContainerV1[], path: string): FieldError[] {
  return before.some((other) => (other.name ?? '') === name) ? [duplicate(`${path}.name`, name)] : [];
}

function containerPortsErrors(ports: readonly ContainerPortV1[], path: string): FieldError[] {
  return ports.flatMap((port, i) => {
    const at = `${path}[${i}]`;
    return [
      ...portNameErrors(port, ports.slice(0, i), `${at}.name`),
      ...(port.containerPort
        ? portNumberErrors(`${at}.containerPort`, port.containerPort)
        : [required(`${at}.containerPort`)]),
      ...(port.hostPort ? portNumberErrors(`${at}.hostPort`, port.hostPort) : []),
      ...oneOf(`${at}.protocol`, port.protocol, protocols),
    ];
  });
}

function portNameErrors(
  { name = '' }: ContainerPortV1,
  before: readonly ContainerPortV1[],
  path: string,
): FieldError[] {
  if (name === '') return [];
  const problems = portNameProblems(name);
  if (problems.length > 0) return invalidEach(path, name, problems);
  return before.some((port) => port.name === name) ? [duplicate(path, name)] : [];
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

/** Containers can only use resource claims that the pod has. */
export function claimReferenceErrors(spec: PodSpecV1, path: string): FieldError[] {
  const names = (spec.resourceClaims ?? []).map(({ name = '' }) => name);
  const which = names.length === 0 ? ' which is empty' : `: ${[...names].sort().join(', ')}`;
  const errors = ({ resources }: ContainerV1, at: string) =>
    (resources?.claims ?? []).flatMap(({ name = '' }, i) => {
      if (names.includes(name)) return [];
      const { message, ...error } = notFound(`${at}.resources.claims[${i}]`, name);
      return [{ ...error, message: `${message}: must be one of the names in pod.spec.resourceClaims${which}` }];
    });
  return [
    ...(spec.containers ?? []).flatMap((container, i) => errors(container, `${path}.containers[${i}]`)),
    ...(spec.initContainers ?? []).flatMap((container, i) => errors(container, `${path}.initContainers[${i}]`)),
  ];
}

/** Ephemeral containers come later, by their own request. */
export function ephemeralContainerErrors(spec: PodSpecV1, path: string): FieldError[] {
  const ephemeral = spec['ephemeralContainers'];
  if (!Array.isArray(ephemeral) || ephemeral.length === 0) return [];
  return [forbidden(`${path}.ephemeralContainers`, 'cannot be set on create')];
}
