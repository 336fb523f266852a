/** Validation of services. Upstream: ValidateServiceCreate in pkg/apis/core/validation/validation.go, v1.36. What the API server allocates, addresses and ports, counts as there. */
import type { ServiceSpecV1, ServiceV1 } from '../api.js';
import {
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  invalidTyped,
  notSupported,
  notSupportedText,
  required,
} from '../field-error.js';
import { dnsLabelProblems, qualifiedNameProblems, subdomainProblems } from '../names.js';
import { labelErrors, metadataErrors } from './metadata.js';
import { oneOf, oneOfIfSet, portNumberErrors } from './numbers.js';
import { affinityConfigErrors, externalIpErrors, sourceRangeErrors } from './service-access.js';
import { clusterIpErrors, clusterIpsOf, isHeadless } from './service-addresses.js';
import { repeatedPortErrors, servicePortsErrors } from './service-ports.js';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const policies = ['Cluster', 'Local'];
const topologyMode = 'service.kubernetes.io/topology-mode';
const topologyHints = 'service.kubernetes.io/topology-aware-hints';

/** What the API server says against a Service. */
export function serviceErrors({ metadata, spec = {} }: ServiceV1): FieldError[] {
  const annotations = metadata.annotations ?? {};
  return [
    ...metadataErrors(metadata, true, dnsLabelProblems),
    ...topologyErrors(annotations[topologyMode], annotations[topologyHints]),
    ...typeErrors(spec),
    ...servicePortsErrors(spec.ports ?? [], 'spec.ports'),
    ...labelErrors(spec.selector, 'spec.selector'),
    ...oneOf('spec.sessionAffinity', spec.sessionAffinity, ['ClientIP', 'None']),
    ...affinityConfigErrors(spec, 'spec.sessionAffinityConfig'),
    ...clusterIpErrors(spec, 'spec'),
    ...externalIpErrors(spec.externalIPs ?? [], 'spec.externalIPs'),
    ...oneOf('spec.type', spec.type, types),
    ...repeatedPortErrors(spec, 'spec.ports'),
    ...sourceRangeErrors(spec, annotations),
    ...loadBalancerErrors(spec),
    ...trafficErrors(spec),
  ];
}

function topologyErrors(mode: string | undefined, hints: string | undefined): FieldError[] {
  if (mode === undefined || hints === undefined || mode === hints) return [];
  const problem = `must match annotations[${topologyHints}] when both are specified`;
  return [invalid(`metadata.annotations[${topologyMode}]`, mode, problem)];
}

/** What each type needs and cannot have. */
function typeErrors(spec: ServiceSpecV1): FieldError[] {
  const { type = '', ports = [] } = spec;
  const headless = isHeadless(spec);
  const errors = ports.length === 0 && !headless && type !== 'ExternalName' ? [required('spec.ports')] : [];
  if (type === 'ExternalName') return externalNameErrors(spec);
  if (headless && (type === 'LoadBalancer' || type === 'NodePort')) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  return errors;
}

function externalNameErrors(spec: ServiceSpecV1): FieldError[] {
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  const problem = 'may not be set for ExternalName services';
  return [
    ...(clusterIpsOf(spec).length > 0 ? [forbidden('spec.clusterIPs', problem)] : []),
    ...(spec.ipFamilies?.length ? [forbidden('spec.ipFamilies', problem)] : []),
    ...(spec.ipFamilyPolicy === undefined ? [] : [forbidden('spec.ipFamilyPolicy', problem)]),
    ...(name === ''
      ? [required('spec.externalName')]
      : invalidEach('spec.externalName', name, subdomainProblems(name))),
  ];
}

function loadBalancerErrors({ type, allocateLoadBalancerNodePorts, loadBalancerClass }: ServiceSpecV1): FieldError[] {
  const problem = "may only be used when `type` is 'LoadBalancer'";
  if (type === 'LoadBalancer') {
    return loadBalancerClass === undefined
      ? []
      : invalidEach('spec.loadBalancerClass', loadBalancerClass, qualifiedNameProblems(loadBalancerClass));
  }
  return [
    ...(allocateLoadBalancerNodePorts === undefined ? [] : [forbidden('spec.allocateLoadBalancerNodePorts', problem)]),
    ...(loadBalancerClass === undefined ? [] : [forbidden('spec.loadBalancerClass', problem)]),
  ];
}

function trafficErrors(spec: ServiceSpecV1): FieldError[] {
  const { internalTrafficPolicy: internal, trafficDistribution: distribution } = spec;
  const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  return [
    ...externalPolicyErrors(spec, 'spec.externalTrafficPolicy'),
    ...healthCheckErrors(spec, 'spec.healthCheckNodePort'),
    ...oneOfIfSet('spec.internalTrafficPolicy', internal, policies),
    ...(distribution === undefined || distributions.includes(distribution)
      ? []
      : [notSupportedText('spec.trafficDistribution', distribution, distributions)]),
  ];
}

function externalPolicyErrors(spec: ServiceSpecV1, path: string): FieldError[] {
  const { type, externalTrafficPolicy: policy = '', externalIPs = [] } = spec;
  const external = type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);
  if (external) return policies.includes(policy) ? [] : [notSupported(path, policy, policies)];
  return policy === '' ? [] : [invalidTyped(path, policy, 'may only be set for externally-accessible services')];
}

function healthCheckErrors(spec: ServiceSpecV1, path: string): FieldError[] {
  const { type, externalTrafficPolicy, healthCheckNodePort: port = 0 } = spec;
  if (port === 0) return [];
  if (type === 'LoadBalancer' && externalTrafficPolicy === 'Local') return portNumberErrors(path, port);
  const problem = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
  return [invalid(path, port, problem)];
}
