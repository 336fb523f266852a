/** Validation of namespaces, services, priority classes and disruption budgets. Upstream: pkg/apis/{core,scheduling,policy}/validation, v1.36. */
import type { NamespaceV1, PodDisruptionBudgetV1, PriorityClassV1, ServiceV1 } from '../api.js';
import { duplicate, type FieldError, forbidden, invalid, invalidEach, required } from '../field-error.js';
import { dnsLabelProblems, pathSegmentProblems, subdomainProblems } from '../names.js';
import { systemPriorities } from '../system-priorities.js';
import { labelErrors, metadataErrors } from './metadata.js';
import { oneOf, portErrors, portNumberErrors } from './numbers.js';
import { percentOrCountErrors, upToWhole } from './percent-or-count.js';
import { labelSelectorErrors } from './selectors.js';

/** What the API server says against a Namespace. */
export function namespaceErrors({ metadata }: NamespaceV1): FieldError[] {
  return metadataErrors(metadata, false, dnsLabelProblems);
}

type ServicePort = NonNullable<NonNullable<ServiceV1['spec']>['ports']>[number];

/** What the API server says against a Service, as far as the simulator reads it. */
export function serviceErrors({ metadata, spec }: ServiceV1): FieldError[] {
  const ports = spec?.ports ?? [];
  const needsPorts = spec?.clusterIP !== 'None' && spec?.type !== 'ExternalName';
  return [
    ...metadataErrors(metadata, true, dnsLabelProblems),
    ...(ports.length === 0 && needsPorts ? [required('spec.ports')] : []),
    ...ports.flatMap((port, i) => servicePortErrors(port, i, ports)),
    ...repeatedPortErrors(ports),
    ...labelErrors(spec?.selector, 'spec.selector'),
    ...oneOf('spec.type', spec?.type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
  ];
}

function servicePortErrors(port: ServicePort, index: number, all: readonly ServicePort[]): FieldError[] {
  const path = `spec.ports[${index}]`;
  const { name = '' } = port;
  const repeated = name !== '' && all.slice(0, index).some((other) => other.name === name);
  return [
    ...(name === '' && all.length > 1 ? [required(`${path}.name`)] : []),
    ...(name === '' ? [] : invalidEach(`${path}.name`, name, dnsLabelProblems(name))),
    ...(repeated ? [duplicate(`${path}.name`, name)] : []),
    ...portNumberErrors(`${path}.port`, port.port ?? 0),
    ...oneOf(`${path}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP']),
    ...portErrors(`${path}.targetPort`, port.targetPort),
  ];
}

function repeatedPortErrors(ports: readonly ServicePort[]): FieldError[] {
  return ports.flatMap(({ protocol, port = 0 }, i) => {
    if (!ports.slice(0, i).some((other) => other.protocol === protocol && (other.port ?? 0) === port)) return [];
    const printed = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    return [duplicate(`spec.ports[${i}]`, printed)];
  });
}

/** Priorities above are the system's own. Source: pkg/apis/scheduling/types.go, v1.36. */
const highestUserPriority = 1_000_000_000;

/** What the API server says against a PriorityClass. */
export function priorityClassErrors(priorityClass: PriorityClassV1): FieldError[] {
  const { metadata, value = 0, globalDefault = false, preemptionPolicy } = priorityClass;
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...priorityValueErrors(metadata.name ?? '', value, globalDefault),
    ...(preemptionPolicy === undefined
      ? []
      : oneOf('preemptionPolicy', preemptionPolicy, ['PreemptLowerPriority', 'Never'])),
  ];
}

function priorityValueErrors(name: string, value: number, globalDefault: boolean): FieldError[] {
  if (!name.startsWith('system-')) {
    if (value <= highestUserPriority) return [];
    return [forbidden('value', `maximum allowed value of a user defined priority is ${highestUserPriority}`)];
  }
  const problem = systemClassProblem(name, value, globalDefault);
  const rule = "priority class names with 'system-' prefix are reserved for system use only. error: ";
  return problem === null ? [] : [forbidden('metadata.name', rule + problem)];
}

function systemClassProblem(name: string, value: number, globalDefault: boolean): string | null {
  const known = systemPriorities.get(name);
  if (known === undefined) return `${name} is not a known system priority class`;
  if (known !== value) return `value of ${name} PriorityClass must be ${known}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : null;
}

/** What the API server says against a PodDisruptionBudget. */
export function disruptionBudgetErrors({ metadata, spec }: PodDisruptionBudgetV1): FieldError[] {
  const { minAvailable, maxUnavailable } = spec;
  const both = minAvailable !== undefined && maxUnavailable !== undefined;
  const amount = (value: number | string | undefined, path: string) =>
    value === undefined ? [] : [...percentOrCountErrors(value, path), ...upToWhole(value, path)];
  return [
    ...metadataErrors(metadata, true, pathSegmentProblems),
    ...(both ? [invalid('spec', spec, 'minAvailable and maxUnavailable cannot be both set')] : []),
    ...amount(minAvailable, 'spec.minAvailable'),
    ...amount(maxUnavailable, 'spec.maxUnavailable'),
    ...labelSelectorErrors(spec.selector, 'spec.selector'),
  ];
}
