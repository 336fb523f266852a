/** Validation of pods and pod templates. Upstream: ValidatePodCreate and ValidatePodSpec in pkg/apis/core/validation/validation.go, v1.36. */
import type { ObjectMeta, PodSpecV1, PodTemplateV1, PodV1 } from '../api.js';
import { type ApiRules, defaultApiRules } from '../api-rules.js';
import { type FieldError, forbidden, required } from '../field-error.js';
import { subdomainProblems } from '../names.js';
import { affinityErrors } from './affinity.js';
import { annotatedProfileErrors } from './annotated-profiles.js';
import { imageSpaceErrors } from './container-common.js';
import { containersErrors } from './containers.js';
import { dnsConfigErrors, hostAliasErrors, hostnameOverrideErrors } from './dns.js';
import { fileKeyVolumeErrors } from './environment.js';
import { hostNetworkPortErrors, hostProcessErrors, hostUsersErrors } from './host-access.js';
import { annotationErrors, labelErrors, metadataErrors } from './metadata.js';
import { largestInt32, oneOf, within } from './numbers.js';
import { osErrors } from './operating-system.js';
import { podAnnotationErrors } from './pod-annotations.js';
import { accountAndNodeErrors, classErrors, dnsNameErrors, gateErrors, schedulingGroupErrors } from './pod-names.js';
import { podResourcesErrors } from './pod-resources.js';
import { podSecurityErrors } from './pod-security.js';
import { claimNames, resourceClaimsErrors } from './resource-claims.js';
import { containerResourcesErrors } from './resources.js';
import { spreadErrors } from './spread.js';
import { tolerationErrors } from './tolerations.js';
import { checkVolumes } from './volumes/check-volumes.js';

const noClaims: ReadonlySet<string> = new Set();

/** What the API server says against a pod that is created. */
export function podErrors(pod: PodV1, rules = defaultApiRules): FieldError[] {
  const { metadata, spec } = pod;
  const annotations = metadata.annotations ?? {};
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...podAnnotationErrors(annotations, spec, 'metadata.annotations', rules),
    ...podSpecErrors(spec, 'spec', metadata, rules),
    ...(spec.containers ?? []).flatMap((container, i) => imageSpaceErrors(container, `spec.containers[${i}]`)),
    ...(spec.initContainers ?? []).flatMap((container, i) => imageSpaceErrors(container, `spec.initContainers[${i}]`)),
    ...(spec.ephemeralContainers?.length ? [forbidden('spec.ephemeralContainers', 'cannot be set on create')] : []),
    ...(spec.nodeName && spec.schedulingGates?.length
      ? [forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')]
      : []),
    ...annotatedProfileErrors(annotations, spec, 'spec'),
  ];
}

/** What the API server says against a workload's template. */
export function podTemplateErrors(template: PodTemplateV1, path: string, rules: ApiRules): FieldError[] {
  const { metadata, spec } = template;
  const annotations = metadata?.annotations ?? {};
  return [
    ...labelErrors(metadata?.labels, `${path}.labels`),
    ...annotationErrors(annotations, `${path}.annotations`),
    ...podAnnotationErrors(annotations, spec, `${path}.annotations`, rules),
    ...podSpecErrors(spec, `${path}.spec`, null, rules),
    ...annotatedProfileErrors(annotations, spec, `${path}.spec`),
    ...(spec.ephemeralContainers?.length
      ? [forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')]
      : []),
  ];
}

/** A pod's spec, or with `metadata` null a template's. */
function podSpecErrors(spec: PodSpecV1, path: string, metadata: ObjectMeta | null, rules: ApiRules): FieldError[] {
  const { terminationGracePeriodSeconds: grace } = spec;
  const volumes = checkVolumes(spec.volumes ?? [], metadata && (metadata.name ?? ''), `${path}.volumes`);
  const claims = claimNames(spec.resourceClaims ?? []);
  // Of a pod, not of a template, a negative period counts as one second.
  const gracePeriodSeconds = metadata && grace !== undefined && grace < 0 ? 1 : grace;
  return [
    ...(grace === undefined ? [required(`${path}.terminationGracePeriodSeconds`)] : []),
    ...volumes.errors,
    ...resourceClaimsErrors(spec.resourceClaims ?? [], metadata, `${path}.resourceClaims`),
    ...containersErrors(spec, { volumes, claims, gracePeriodSeconds, rules }, path),
    ...podResourcesErrors(spec, claims, `${path}.resources`),
    ...hostNetworkPortErrors(spec, metadata !== null, path),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']),
    ...labelErrors(spec.nodeSelector, `${path}.nodeSelector`),
    ...podSecurityErrors(spec, `${path}.securityContext`),
    ...affinityErrors(spec.affinity, `${path}.affinity`),
    ...dnsConfigErrors(spec, `${path}.dnsConfig`),
    ...gateErrors(spec, path),
    ...spreadErrors(spec.topologySpreadConstraints ?? [], `${path}.topologySpreadConstraints`),
    ...hostProcessErrors(spec, path),
    ...hostUsersErrors(spec, path),
    ...hostnameOverrideErrors(spec, `${path}.hostnameOverride`),
    ...laterErrors(spec, path, rules),
  ];
}

/** What the API server looks at last. */
function laterErrors(spec: PodSpecV1, path: string, rules: ApiRules): FieldError[] {
  return [
    ...accountAndNodeErrors(spec, path),
    ...(spec.activeDeadlineSeconds === undefined
      ? []
      : within(`${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds, 1, largestInt32)),
    ...dnsNameErrors(spec, path),
    ...tolerationErrors(spec.tolerations ?? [], `${path}.tolerations`, rules),
    ...hostAliasErrors(spec.hostAliases ?? [], `${path}.hostAliases`),
    ...classErrors(spec, path),
    ...(spec.preemptionPolicy === undefined
      ? []
      : oneOf(`${path}.preemptionPolicy`, spec.preemptionPolicy, ['PreemptLowerPriority', 'Never'])),
    // Overhead is checked as limits are, which its errors say.
    ...(spec.overhead === undefined
      ? []
      : containerResourcesErrors({ limits: spec.overhead }, noClaims, `${path}.overhead`)),
    ...osErrors(spec, path),
    ...schedulingGroupErrors(spec.schedulingGroup, `${path}.schedulingGroup`),
    ...fileKeyVolumeErrors(spec, path),
  ];
}
