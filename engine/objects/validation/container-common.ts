/** Validation of what all containers have. Upstream: validateContainerCommon in pkg/apis/core/validation/validation.go, v1.36. */
import type { ContainerPortV1, ContainerV1, PodSpecV1 } from '../api.js';
import type { ApiRules } from '../api-rules.js';
import { duplicate, type FieldError, invalidEach, required } from '../field-error.js';
import { dnsLabelProblems, portNameProblems } from '../names.js';
import { containerSecurityErrors } from './container-security.js';
import { environmentErrors, environmentFromErrors } from './environment.js';
import { sharesUsers } from './host-access.js';
import { oneOf, portNumberErrors } from './numbers.js';
import { containerResourcesErrors } from './resources.js';
import { resizePolicyErrors } from './restarts.js';
import type { CheckedVolumes } from './volumes/check-volumes.js';
import { containerMountErrors } from './volumes/mounts.js';

/** What a container's validation has to know of its pod, beside the spec. */
export interface PodOfContainers {
  readonly volumes: CheckedVolumes;
  /** The names of the pod's resource claims. */
  readonly claims: ReadonlySet<string>;
  readonly gracePeriodSeconds: number | undefined;
  readonly rules: ApiRules;
}

const protocols = ['SCTP', 'TCP', 'UDP'];
const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const messagePolicies = ['File', 'FallbackToLogsOnError'];

/** One container of any kind. */
export function commonErrors(
  container: ContainerV1,
  spec: PodSpecV1,
  { volumes, claims }: PodOfContainers,
  path: string,
): FieldError[] {
  const { name = '', image = '' } = container;
  return [
    ...(name === '' ? [required(`${path}.name`)] : invalidEach(`${path}.name`, name, dnsLabelProblems(name))),
    ...(image === '' ? [required(`${path}.image`)] : []),
    ...oneOf(`${path}.terminationMessagePolicy`, container.terminationMessagePolicy, messagePolicies),
    ...portsErrors(container.ports ?? [], `${path}.ports`),
    ...environmentErrors(container.env ?? [], `${path}.env`),
    ...environmentFromErrors(container.envFrom ?? [], `${path}.envFrom`),
    ...containerMountErrors(container, volumes.valid, path),
    ...oneOf(`${path}.imagePullPolicy`, container.imagePullPolicy, pullPolicies),
    ...containerResourcesErrors(container.resources, claims, `${path}.resources`),
    ...resizePolicyErrors(container.resizePolicy ?? [], spec.restartPolicy, `${path}.resizePolicy`),
    ...containerSecurityErrors(container.securityContext, sharesUsers(spec), `${path}.securityContext`),
  ];
}

/** What only a pod is held to, not a template: an image without spaces around it. */
export function imageSpaceErrors({ image = '' }: ContainerV1, path: string): FieldError[] {
  const problems = image === image.trim() ? [] : ['must not have leading or trailing whitespace'];
  return invalidEach(`${path}.image`, image, problems);
}

function portsErrors(ports: readonly ContainerPortV1[], path: string): FieldError[] {
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
