/** Compiles a defaulted, validated pod into what the simulator works with. */
import type { ContainerV1, LabelSelectorV1, PodAffinityTermV1, PodAffinityV1, PodSpecV1, PodV1 } from './api.js';
import { ConfigError } from './config-error.js';
import { effectiveRequests, nonZeroRequests } from './effective-requests.js';
import { labelsOf } from './labels.js';
import { compileNodeSelector, compilePreferredTerms } from './node-selector.js';
import type { AffinityTerm, HostPort, PodSpec, WeightedAffinityTerm } from './pod-spec.js';
import { defaultResizeRules, isSidecar, type Resize, resizeOf } from './resizes.js';
import { compileSelector } from './selector.js';
import { compileToleration } from './toleration.js';

/** The pod compiled; its status is read only for what it says of a resize in place. */
export function compilePod(pod: PodV1, resizeRules = defaultResizeRules): PodSpec {
  const { metadata, spec } = pod;
  const resize = resizeOf(pod.status, resizeRules);
  const namespace = metadata.namespace ?? 'default';
  const nodeAffinity = spec.affinity?.nodeAffinity;
  const preferred = compilePreferredTerms(nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution);
  return {
    namespace,
    labels: labelsOf(metadata.labels),
    annotations: labelsOf(metadata.annotations),
    schedulerName: spec.schedulerName || 'default-scheduler',
    priority: spec.priority ?? 0,
    preemptionPolicy: spec.preemptionPolicy === 'Never' ? 'Never' : 'PreemptLowerPriority',
    nodeName: spec.nodeName ?? '',
    nodeSelector: compileNodeSelector(spec.nodeSelector, nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferredNodeTerms: preferred.terms,
    preferredNodeTermsProblem: preferred.problem,
    requiredAffinity: requiredTerms(spec.affinity?.podAffinity, namespace),
    requiredAntiAffinity: requiredTerms(spec.affinity?.podAntiAffinity, namespace),
    preferredAffinity: preferredTerms(spec.affinity?.podAffinity, namespace),
    preferredAntiAffinity: preferredTerms(spec.affinity?.podAntiAffinity, namespace),
    tolerations: (spec.tolerations ?? []).map(compileToleration),
    schedulingGates: (spec.schedulingGates ?? []).map((gate) => gate.name),
    hostPorts: hostPortsOf(spec),
    images: [...(spec.initContainers ?? []), ...spec.containers].map((container) => container.image ?? ''),
    ...allRequests(pod, resize),
    resize,
    controllerRef: controllerOf(pod),
    raw: spec,
  };
}

/** What all containers request together can be more than the scheduler counts though none alone is. */
function allRequests({ metadata, spec }: PodV1, resize: Resize | null): Pick<PodSpec, 'requests' | 'nonZeroRequests'> {
  try {
    return { requests: effectiveRequests(spec, resize), nonZeroRequests: nonZeroRequests(spec, resize) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw error.at({ source: `Pod ${metadata.name ?? ''}`, path: `requests[${error.path}]` });
  }
}

function requiredTerms(affinity: PodAffinityV1 | undefined, namespace: string): AffinityTerm[] {
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.map((term) => compileAffinityTerm(term, namespace));
}

function preferredTerms(affinity: PodAffinityV1 | undefined, namespace: string): WeightedAffinityTerm[] {
  const terms = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.map(({ weight, podAffinityTerm }) => ({
    weight,
    term: compileAffinityTerm(podAffinityTerm, namespace),
  }));
}

/** A term that names no namespaces and has no namespaceSelector means the pod's own. Upstream: kube-scheduler/framework/types.go, v1.36. */
export function compileAffinityTerm(term: PodAffinityTermV1, podNamespace: string): AffinityTerm {
  const namespaces = term.namespaces ?? [];
  const own = namespaces.length === 0 && !term.namespaceSelector;
  return {
    topologyKey: term.topologyKey,
    selector: compileSelector(term.labelSelector),
    namespaces: new Set(own ? [podNamespace] : namespaces),
    namespaceSelector: optionalSelector(term.namespaceSelector),
  };
}

function optionalSelector(selector: LabelSelectorV1 | undefined): AffinityTerm['namespaceSelector'] {
  return selector ? compileSelector(selector) : null;
}

/** Host ports of sidecars and containers; other init containers do not hold theirs. Upstream: GetHostPorts in pkg/scheduler/util/utils.go, v1.36. */
function hostPortsOf(spec: PodSpecV1): HostPort[] {
  const lasting: ContainerV1[] = [...(spec.initContainers ?? []).filter(isSidecar), ...spec.containers];
  return lasting
    .flatMap((container) => container.ports ?? [])
    .filter((port) => (port.hostPort ?? 0) > 0)
    .map(({ hostIP, protocol, hostPort }) => ({ ip: hostIP ?? '', protocol: protocol ?? 'TCP', port: hostPort! }));
}

function controllerOf({ metadata }: PodV1): PodSpec['controllerRef'] {
  const owner = metadata.ownerReferences?.find((reference) => reference.controller);
  return owner ? { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name, uid: owner.uid } : null;
}
