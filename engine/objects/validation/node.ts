/** Validation of nodes. Upstream: ValidateNode in pkg/apis/core/validation/validation.go, v1.36. */
import type { NodeV1, ResourceListV1, TaintV1 } from '../api.js';
import { duplicate, type FieldError, internal, invalid, invalidEach } from '../field-error.js';
import { cidrFamily, cidrProblems } from '../ip-address.js';
import { subdomainProblems } from '../names.js';
import { goQuoted } from '../printed.js';
import { utf8Length } from '../utf8-length.js';
import { readAnnotatedList, taintItem } from './annotated-list.js';
import { avoidedPodErrors } from './avoided-pods.js';
import { metadataErrors } from './metadata.js';
import { aboveZero } from './numbers.js';
import { quantityErrors } from './resources.js';
import { taintErrors } from './tolerations.js';

/** What the API server says against a node. Upstream reports taints and swap under metadata. */
export function nodeErrors({ metadata, spec, status }: NodeV1): FieldError[] {
  const swapBytes = status?.nodeInfo?.swap?.capacity;
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...annotatedTaintErrors(metadata.annotations?.[taintsKey] ?? '', 'metadata.annotations'),
    ...avoidedPodErrors(metadata.annotations ?? {}, 'metadata.annotations'),
    ...taintErrors(spec?.taints ?? [], 'metadata.taints'),
    ...resourceErrors(status?.capacity, 'status.capacity'),
    ...resourceErrors(status?.allocatable, 'status.allocatable'),
    ...(swapBytes === undefined ? [] : aboveZero('metadata.nodeSwapStatus.capacity', swapBytes)),
    ...featureErrors(status?.declaredFeatures ?? [], 'status.declaredFeatures'),
    ...podNetworkErrors(podNetworks(spec), 'spec.podCIDRs'),
  ];
}

const taintsKey = 'scheduler.alpha.kubernetes.io/taints';

function annotatedTaintErrors(text: string, path: string): FieldError[] {
  if (text === '') return [];
  const taints = readAnnotatedList<TaintV1>(text, taintItem);
  return typeof taints === 'string' ? [invalid(path, taintsKey, taints)] : taintErrors(taints, `${path}.${taintsKey}`);
}

function resourceErrors(list: ResourceListV1 | undefined, path: string): FieldError[] {
  return Object.entries(list ?? {}).flatMap(([name, text]) => quantityErrors(name, text, `${path}.${name}`));
}

/** Where the one network and the list disagree the one counts. */
function podNetworks({ podCIDR = '', podCIDRs = [] }: NonNullable<NodeV1['spec']> = {}): readonly string[] {
  return podCIDR === '' || podCIDR === podCIDRs[0] ? podCIDRs : [podCIDR];
}

function podNetworkErrors(networks: readonly string[], path: string): FieldError[] {
  const errors = networks.flatMap((network, i) => invalidEach(`${path}[${i}]`, network, cidrProblems(network)));
  if (networks.length < 2) return errors;
  const families = networks.map(cidrFamily);
  const unread = families.indexOf(null);
  if (unread >= 0) {
    const problem = `invalid CIDR[${unread}]: <nil> (invalid CIDR address: ${networks[unread]})`;
    errors.push(internal(path, `invalid PodCIDRs. failed to check with dual stack with error:${problem}`));
  }
  if (unread >= 0 || new Set(families).size < 2 || networks.length > 2) {
    errors.push(invalid(path, networks, 'may specify no more than one CIDR for each IP family'));
  }
  return errors;
}

/** Features are sorted, each there once. */
function featureErrors(features: readonly string[], path: string): FieldError[] {
  return features.flatMap((feature, i) => {
    const problem = featureProblem(feature);
    const errors = problem === null ? [] : [invalid(`${path}[${i}]`, feature, problem)];
    const before = features[i - 1];
    if (before === feature) return [duplicate(`${path}[${i}]`, feature), ...errors];
    if (before !== undefined && before > feature)
      return [invalid(`${path}[${i}]`, feature, 'list must be sorted alphabetically'), ...errors];
    return errors;
  });
}

function featureProblem(feature: string): string | null {
  const start = `invalid feature name ${goQuoted(feature)}`;
  if (utf8Length(feature) > 253) return `${start}: must be no more than 253 characters`;
  if (/^[A-Z][a-zA-Z0-9]*(\/[a-zA-Z][a-zA-Z0-9]*)*$/.test(feature)) return null;
  const rule =
    "must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes";
  return `${start}: ${rule}`;
}
