/** Validation of pods and pod templates. Upstream: ValidatePodCreate and ValidatePodSpec in pkg/apis/core/validation/validation.go, v1.36. */
import type { PodSpecV1, PodTemplateV1, PodV1 } from '../api.js';
import { aggregateLimits, aggregateRequests } from '../effective-requests.js';
import { duplicate, type FieldError, forbidden, invalid, invalidEach, notSupported, required } from '../field-error.js';
import { parseInt64 } from '../label-requirement.js';
import { dnsLabelProblems, qualifiedNameProblems, subdomainProblems } from '../names.js';
import { compareQuantities, formatQuantity, quantityProblem } from '../quantity.js';
import { resourceListOf } from '../resource-list.js';
import { isHugePages } from '../resource-names.js';
import { defaultTolerationGates, type TolerationGates } from '../toleration.js';
import { affinityErrors } from './affinity.js';
import {
  claimReferenceErrors,
  containersErrors,
  ephemeralContainerErrors,
  hostNetworkPortErrors,
  podOnlyContainerErrors,
} from './containers.js';
import { annotationErrors, labelErrors, metadataErrors } from './metadata.js';
import { oneOf, within } from './numbers.js';
import { containerResourcesErrors, podLevelResourcesErrors } from './resources.js';
import { spreadErrors } from './spread.js';
import { tolerationErrors } from './tolerations.js';
import { checkVolumes } from './volumes/check-volumes.js';
import { mountErrors } from './volumes/mounts.js';

const largestInt32 = 2 ** 31 - 1;

/** What the API server says against a pod that is created. */
export function podErrors(pod: PodV1, gates = defaultTolerationGates): FieldError[] {
  const { metadata, spec } = pod;
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...podAnnotationErrors(metadata.annotations ?? {}, spec, 'metadata.annotations'),
    ...podSpecErrors(spec, 'spec', metadata.name ?? '', gates),
    ...podOnlyContainerErrors(spec.containers ?? [], 'spec.containers'),
    ...podOnlyContainerErrors(spec.initContainers ?? [], 'spec.initContainers'),
    ...ephemeralContainerErrors(spec, 'spec'),
    ...(spec.nodeName && spec.schedulingGates?.length
      ? [forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')]
      : []),
  ];
}

/** What the API server says against a workload's template. */
export function podTemplateErrors(template: PodTemplateV1, path: string, gates: TolerationGates): FieldError[] {
  const { metadata, spec } = template;
  return [
    ...labelErrors(metadata?.labels, `${path}.labels`),
    ...annotationErrors(metadata?.annotations, `${path}.annotations`),
    ...podAnnotationErrors(metadata?.annotations ?? {}, spec, `${path}.annotations`),
    ...podSpecErrors(spec, `${path}.spec`, null, gates),
    ...ephemeralTemplateErrors(spec, `${path}.spec`),
  ];
}

function ephemeralTemplateErrors(spec: PodSpecV1, path: string): FieldError[] {
  const ephemeral = spec['ephemeralContainers'];
  if (!Array.isArray(ephemeral) || ephemeral.length === 0) return [];
  return [forbidden(`${path}.ephemeralContainers`, 'ephemeral containers not allowed in pod template')];
}

function podAnnotationErrors(
  annotations: Readonly<Record<string, string>>,
  spec: PodSpecV1,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const mirror = annotations['kubernetes.io/config.mirror'];
  if (mirror !== undefined && !spec.nodeName) {
    const problem = 'must set spec.nodeName if mirror pod annotation is set';
    errors.push(invalid(`${path}[kubernetes.io/config.mirror]`, mirror, problem));
  }
  const costKey = 'controller.kubernetes.io/pod-deletion-cost';
  const cost = annotations[costKey];
  if (cost !== undefined && !isDeletionCost(cost)) {
    errors.push(invalid(`${path}[${costKey}]`, cost, 'must be a 32bit integer'));
  }
  return errors;
}

function isDeletionCost(text: string): boolean {
  const number = /^(0$|-|[1-9])/.test(text) ? parseInt64(text) : null;
  return number !== null && number === BigInt.asIntN(32, number);
}

/** A pod's spec, or with `podName` null a template's. */
function podSpecErrors(spec: PodSpecV1, path: string, podName: string | null, gates: TolerationGates): FieldError[] {
  const volumes = checkVolumes(spec.volumes ?? [], podName, `${path}.volumes`);
  return [
    ...(spec.terminationGracePeriodSeconds === undefined ? [required(`${path}.terminationGracePeriodSeconds`)] : []),
    ...volumes.errors,
    ...containersErrors(spec, path),
    ...claimReferenceErrors(spec, path),
    ...mountErrors(spec, volumes.valid, path),
    ...podResourcesErrors(spec, `${path}.resources`),
    ...hostNetworkPortErrors(spec, podName !== null, path),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']),
    ...(spec.dnsPolicy === 'None' && spec['dnsConfig'] == null
      ? [required(`${path}.dnsConfig`, 'must provide `dnsConfig` when `dnsPolicy` is None')]
      : []),
    ...labelErrors(spec.nodeSelector, `${path}.nodeSelector`),
    ...affinityErrors(spec.affinity, `${path}.affinity`),
    ...gateErrors(spec, path),
    ...spreadErrors(spec.topologySpreadConstraints ?? [], `${path}.topologySpreadConstraints`),
    ...referenceErrors(spec, path),
    ...tolerationErrors(spec.tolerations ?? [], `${path}.tolerations`, gates),
    ...schedulingErrors(spec, path),
    ...overheadErrors(spec, `${path}.overhead`),
  ];
}

/** Readiness gates and scheduling gates. */
function gateErrors(spec: PodSpecV1, path: string): FieldError[] {
  const gates = (spec.schedulingGates ?? []).map((gate) => gate.name ?? '');
  return [
    ...(spec.readinessGates ?? []).flatMap(({ conditionType = '' }, i) =>
      invalidEach(`${path}.readinessGates[${i}].conditionType`, conditionType, qualifiedNameProblems(conditionType)),
    ),
    ...gates.flatMap((name, i) => [
      ...invalidEach(`${path}.schedulingGates[${i}]`, name, qualifiedNameProblems(name)),
      ...(gates.indexOf(name) < i ? [duplicate(`${path}.schedulingGates[${i}]`, name)] : []),
    ]),
  ];
}

/** Names of other objects, and the pod's own in DNS. */
function referenceErrors(spec: PodSpecV1, path: string): FieldError[] {
  const subdomains = ['serviceAccountName', 'nodeName', 'priorityClassName'];
  const labels = ['hostname', 'subdomain'];
  const { runtimeClassName } = spec;
  const check = (field: string, rule: (name: string) => string[]) => {
    const name = spec[field];
    return typeof name === 'string' && name !== '' ? invalidEach(`${path}.${field}`, name, rule(name)) : [];
  };
  return [
    ...(runtimeClassName === undefined
      ? []
      : invalidEach(`${path}.runtimeClassName`, runtimeClassName, subdomainProblems(runtimeClassName))),
    ...subdomains.flatMap((f) => check(f, subdomainProblems)),
    ...labels.flatMap((f) => check(f, dnsLabelProblems)),
  ];
}

function schedulingErrors(spec: PodSpecV1, path: string): FieldError[] {
  const { activeDeadlineSeconds, preemptionPolicy, os } = spec;
  return [
    ...(activeDeadlineSeconds === undefined
      ? []
      : within(`${path}.activeDeadlineSeconds`, activeDeadlineSeconds, 1, largestInt32)),
    ...(preemptionPolicy === undefined
      ? []
      : oneOf(`${path}.preemptionPolicy`, preemptionPolicy, ['PreemptLowerPriority', 'Never'])),
    ...(os === undefined ? [] : osErrors(os.name, `${path}.os`)),
  ];
}

function osErrors(name: string | undefined, path: string): FieldError[] {
  if (!name) return [required(`${path}.name`)];
  return name === 'linux' || name === 'windows' ? [] : [notSupported(path, name, ['linux', 'windows'])];
}

/** Overhead is checked as limits are, which its errors say. */
function overheadErrors({ overhead }: PodSpecV1, path: string): FieldError[] {
  return overhead === undefined ? [] : containerResourcesErrors({ limits: overhead }, path);
}

function podResourcesErrors(spec: PodSpecV1, path: string): FieldError[] {
  if (spec.resources === undefined) return [];
  if (spec.os?.name === 'windows') return [forbidden(path, 'may not be set for a windows pod')];
  return [
    ...(spec.resources.claims ? [forbidden(`${path}.claims`, 'claims may not be set for Resources at pod-level')] : []),
    ...podLevelResourcesErrors(spec.resources, path),
    ...(everyQuantityReads(spec) ? consistencyErrors(spec, path) : []),
  ];
}

function everyQuantityReads(spec: PodSpecV1): boolean {
  const all = [spec.resources, ...[...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((c) => c.resources)];
  const texts = all.flatMap((r) => [...Object.values(r?.requests ?? {}), ...Object.values(r?.limits ?? {})]);
  return texts.every((text) => quantityProblem(text) === null);
}

/** A pod's own resources have to cover what its containers ask for. */
function consistencyErrors(spec: PodSpecV1, path: string): FieldError[] {
  const requests = resourceListOf(spec.resources?.requests);
  const limits = resourceListOf(spec.resources?.limits);
  const short = (side: 'requests' | 'limits', name: string, own: typeof limits, sum: typeof limits): FieldError[] => {
    const [given, needed] = [own.get(name), sum.get(name)];
    if (given === undefined || needed === undefined || compareQuantities(needed, given) <= 0) return [];
    const problem = `must be greater than or equal to aggregate container ${side} of ${formatQuantity(needed)}`;
    return [invalid(`${path}.${side}[${name}]`, formatQuantity(given), problem)];
  };
  const [requested, limited] = [aggregateRequests(spec), aggregateLimits(spec)];
  return [
    ...[...requested.keys()].flatMap((name) => short('requests', name, requests, requested)),
    ...[...limited.keys()].filter(isHugePages).flatMap((name) => short('limits', name, limits, limited)),
    ...containerLimitErrors(spec, limits, path),
  ];
}

function containerLimitErrors(spec: PodSpecV1, limits: ReturnType<typeof resourceListOf>, path: string): FieldError[] {
  return (spec.containers ?? []).flatMap((container, i) =>
    [...resourceListOf(container.resources?.limits)].flatMap(([name, limit]) => {
      const most = limits.get(name);
      if (most === undefined || compareQuantities(limit, most) <= 0) return [];
      const problem = `must be less than or equal to pod limits of ${formatQuantity(most)}`;
      return [invalid(`${path}.containers[${i}][${name}].limits`, formatQuantity(limit), problem)];
    }),
  );
}
