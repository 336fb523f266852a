/** Validation of workloads. Upstream: pkg/apis/apps/validation and pkg/apis/batch/validation, v1.36. */
import type {
  DaemonSetV1,
  DeploymentV1,
  LabelSelectorV1,
  PodSpecV1,
  PodTemplateV1,
  ReplicaSetV1,
  ReplicationControllerV1,
  StatefulSetV1,
  VolumeV1,
} from '../api.js';
import { type ApiRules, defaultApiRules } from '../api-rules.js';
import {
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  invalidTyped,
  notSupported,
  required,
} from '../field-error.js';
import { labelsOf } from '../labels.js';
import { dnsLabelProblems, subdomainProblems } from '../names.js';
import { compileSelector } from '../selector.js';
import { metadataErrors } from './metadata.js';
import { atLeastZero, oneOfIfSet } from './numbers.js';
import { podTemplateErrors } from './pod.js';
import { labelSelectorErrors, printedSelector, sortedLabels } from './selectors.js';
import {
  daemonStrategyErrors,
  deploymentStrategyErrors,
  type RollingUpdate,
  statefulSetStrategyErrors,
} from './update-strategies.js';
import { claimSpecErrors } from './volumes/claims.js';

/** What the API server says against a Deployment. */
export function deploymentErrors({ metadata, spec }: DeploymentV1, rules = defaultApiRules): FieldError[] {
  const deadline = (spec as { progressDeadlineSeconds?: number }).progressDeadlineSeconds;
  const selector = checkSelector(spec.selector, spec.template, 'deployment', 'invalid label selector');
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...atLeastZero('spec.replicas', spec.replicas),
    ...selector.errors,
    ...(selector.readable ? templateErrors(spec.template, 'ReplicaSet', rules) : []),
    ...deploymentStrategyErrors(spec.strategy ?? {}, 'spec.strategy'),
    ...atLeastZero('spec.minReadySeconds', spec.minReadySeconds),
    ...atLeastZero('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...atLeastZero('spec.progressDeadlineSeconds', deadline),
    ...(deadline !== undefined && deadline <= (spec.minReadySeconds ?? 0)
      ? [invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')]
      : []),
  ];
}

/** What the API server says against a ReplicaSet; upstream calls it a deployment here too. */
export function replicaSetErrors({ metadata, spec }: ReplicaSetV1, rules = defaultApiRules): FieldError[] {
  const selector = checkSelector(spec.selector, spec.template, 'deployment', 'invalid label selector');
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...atLeastZero('spec.replicas', spec.replicas),
    ...atLeastZero('spec.minReadySeconds', spec.minReadySeconds),
    ...selector.errors,
    ...(selector.readable ? templateErrors(spec.template, 'ReplicaSet', rules) : []),
  ];
}

/** What the API server says against a ReplicationController. */
export function replicationControllerErrors(
  { metadata, spec = {} }: ReplicationControllerV1,
  rules = defaultApiRules,
): FieldError[] {
  const selector = spec.selector ?? {};
  const empty = Object.keys(selector).length === 0;
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...atLeastZero('spec.minReadySeconds', spec.minReadySeconds),
    ...(empty ? [required('spec.selector')] : []),
    ...atLeastZero('spec.replicas', spec.replicas),
    ...(spec.template
      ? [
          ...(empty ? [] : mismatchErrors({ matchLabels: selector }, spec.template)),
          ...templateErrors(spec.template, 'ReplicationController', rules),
        ]
      : [required('spec.template')]),
  ];
}

/** What the API server says against a DaemonSet. */
export function daemonSetErrors({ metadata, spec }: DaemonSetV1, rules = defaultApiRules): FieldError[] {
  const strategy = spec.updateStrategy as { type?: string; rollingUpdate?: RollingUpdate } | undefined;
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...daemonSelectorErrors(spec.selector, spec.template),
    ...templateErrors(spec.template, 'DaemonSet', rules),
    ...atLeastZero('spec.minReadySeconds', spec.minReadySeconds),
    ...daemonStrategyErrors(strategy ?? {}, 'spec.updateStrategy'),
    ...atLeastZero('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}

function daemonSelectorErrors(
  selector: LabelSelectorV1 | undefined,
  template: PodTemplateV1 | undefined,
): FieldError[] {
  const errors = labelSelectorErrors(selector, 'spec.selector');
  if (errors.length > 0) return errors;
  const empty = selector !== undefined && isEmptySelector(selector);
  return empty
    ? [invalid('spec.selector', printedSelector(selector), 'empty selector is invalid for daemonset')]
    : mismatchErrors(selector, template);
}

/** What the API server says against a StatefulSet. */
export function statefulSetErrors({ metadata, spec }: StatefulSetV1, rules = defaultApiRules): FieldError[] {
  const selector = checkSelector(spec.selector, spec.template, 'statefulset', '');
  const { podManagementPolicy = '', serviceName = '', persistentVolumeClaimRetentionPolicy: retention } = spec;
  const policies = ['OrderedReady', 'Parallel'];
  const retentions = ['Retain', 'Delete'];
  return [
    ...metadataErrors(metadata, true, dnsLabelProblems),
    ...(policies.includes(podManagementPolicy)
      ? []
      : [invalidTyped('spec.podManagementPolicy', podManagementPolicy, "must be 'OrderedReady' or 'Parallel'")]),
    ...statefulSetStrategyErrors(spec, 'spec.updateStrategy'),
    ...oneOfIfSet('spec.persistentVolumeClaimRetentionPolicy.whenDeleted', retention?.whenDeleted, retentions),
    ...oneOfIfSet('spec.persistentVolumeClaimRetentionPolicy.whenScaled', retention?.whenScaled, retentions),
    ...(spec.volumeClaimTemplates ?? []).flatMap((claim, i) =>
      claimSpecErrors(claim.spec ?? {}, `spec.volumeClaimTemplates[${i}].spec`),
    ),
    ...atLeastZero('spec.replicas', spec.replicas),
    ...atLeastZero('spec.minReadySeconds', spec.minReadySeconds),
    ...atLeastZero('spec.ordinals.start', spec.ordinals?.start),
    ...(serviceName === '' ? [] : invalidEach('spec.serviceName', serviceName, dnsLabelProblems(serviceName))),
    ...selector.errors,
    ...(selector.readable ? templateErrors(withClaimVolumes(spec), 'StatefulSet', rules) : []),
  ];
}

/** The template with the volumes that claims become, and without the name in DNS that the controller writes. */
function withClaimVolumes(spec: StatefulSetV1['spec']): PodTemplateV1 | undefined {
  if (!spec.template?.spec) return spec.template;
  const claims = [...new Set((spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata?.name ?? ''))];
  const added: VolumeV1[] = claims.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const kept = (spec.template.spec.volumes ?? []).filter((volume) => !claims.includes(volume.name));
  const podSpec: PodSpecV1 = { ...spec.template.spec, volumes: [...added, ...kept] };
  delete podSpec['hostname'];
  delete podSpec['subdomain'];
  return { ...spec.template, spec: podSpec };
}

/** What is wrong with a workload's selector, and whether it can be read at all; if not, upstream looks at the template no further. */
interface CheckedSelector {
  readonly errors: readonly FieldError[];
  readonly readable: boolean;
}

/** A workload's selector: there, not empty, readable, and matching its own template. */
function checkSelector(
  selector: LabelSelectorV1 | undefined,
  template: PodTemplateV1 | undefined,
  workload: string,
  unreadable: string,
): CheckedSelector {
  if (!selector) return { errors: [required('spec.selector'), ...mismatchErrors(undefined, template)], readable: true };
  const errors = labelSelectorErrors(selector, 'spec.selector');
  if (errors.length > 0)
    return { errors: [...errors, invalid('spec.selector', printedSelector(selector), unreadable)], readable: false };
  if (!isEmptySelector(selector)) return { errors: mismatchErrors(selector, template), readable: true };
  return {
    errors: [invalid('spec.selector', printedSelector(selector), `empty selector is invalid for ${workload}`)],
    readable: true,
  };
}

function isEmptySelector(selector: LabelSelectorV1): boolean {
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}

/** A selector that does not match the labels of the pods it is for. */
export function mismatchErrors(
  selector: LabelSelectorV1 | undefined,
  template: PodTemplateV1 | undefined,
): FieldError[] {
  const labels = template?.metadata?.labels;
  if (compileSelector(selector).matches(labelsOf(labels))) return [];
  return [
    invalid('spec.template.metadata.labels', sortedLabels(labels), '`selector` does not match template `labels`'),
  ];
}

/** A template whose pods run until they are deleted. */
function templateErrors(template: PodTemplateV1 | undefined, workload: string, rules: ApiRules): FieldError[] {
  const path = 'spec.template';
  if (!template?.spec) return [required(`${path}.spec.containers`)];
  const { restartPolicy, activeDeadlineSeconds } = template.spec;
  return [
    ...podTemplateErrors(template, path, rules),
    ...(restartPolicy === 'Always' ? [] : [notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always'])]),
    ...(activeDeadlineSeconds === undefined
      ? []
      : [forbidden(`${path}.spec.activeDeadlineSeconds`, `activeDeadlineSeconds in ${workload} is not Supported`)]),
  ];
}
