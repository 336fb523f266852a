/** Defaults of workloads. Upstream: pkg/apis/apps/v1/defaults.go and pkg/apis/batch/v1/defaults.go, v1.36. */
import type {
  CronJobV1,
  DaemonSetV1,
  DeploymentV1,
  JobSpecV1,
  JobV1,
  PodTemplateV1,
  ReplicaSetV1,
  ReplicationControllerV1,
  StatefulSetV1,
} from '../api.js';
import { defaultPodSpec } from './pod-spec.js';
import { roundList } from './resource-lists.js';
import { defaultClaimSpec } from './volumes.js';

const largestInt32 = 2 ** 31 - 1;

type Fields = Record<string, unknown>;

/** A template that is missing counts as one without containers, as it does upstream. */
function defaultTemplate(workload: { template?: PodTemplateV1 }): void {
  workload.template ??= { spec: { containers: [] } };
  workload.template.spec ??= { containers: [] };
  defaultPodSpec(workload.template.spec);
}

/** Sets what a Deployment leaves out, in place. */
export function defaultDeployment({ spec }: DeploymentV1): void {
  spec.replicas ??= 1;
  spec.strategy ??= {};
  spec.strategy.type ||= 'RollingUpdate';
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate = { maxSurge: '25%', maxUnavailable: '25%', ...spec.strategy.rollingUpdate };
  }
  spec.revisionHistoryLimit ??= 10;
  (spec as Fields)['progressDeadlineSeconds'] ??= 600;
  defaultTemplate(spec);
}

/** Sets what a ReplicaSet leaves out, in place. */
export function defaultReplicaSet({ spec }: ReplicaSetV1): void {
  spec.replicas ??= 1;
  defaultTemplate(spec);
}

/** Sets what a ReplicationController leaves out, in place: its selector is its template's labels. */
export function defaultReplicationController(controller: ReplicationControllerV1): void {
  controller.spec ??= {};
  const { spec, metadata } = controller;
  const labels = spec.template?.metadata?.labels;
  if (labels && Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels };
  if (labels && Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
  spec.replicas ??= 1;
  if (spec.template) defaultTemplate(spec);
}

/** Sets what a DaemonSet leaves out, in place. */
export function defaultDaemonSet({ spec }: DaemonSetV1): void {
  spec.updateStrategy ??= {};
  spec.updateStrategy['type'] ||= 'RollingUpdate';
  if (spec.updateStrategy['type'] === 'RollingUpdate') {
    const given = spec.updateStrategy['rollingUpdate'] as Fields | undefined;
    spec.updateStrategy['rollingUpdate'] = { maxUnavailable: 1, maxSurge: 0, ...given };
  }
  (spec as Fields)['revisionHistoryLimit'] ??= 10;
  defaultTemplate(spec);
}

/** Sets what a StatefulSet leaves out, in place. */
export function defaultStatefulSet({ spec }: StatefulSetV1): void {
  spec.podManagementPolicy ||= 'OrderedReady';
  spec.updateStrategy ??= {};
  if (!spec.updateStrategy.type) {
    spec.updateStrategy.type = 'RollingUpdate';
    spec.updateStrategy.rollingUpdate ??= {};
  }
  if (spec.updateStrategy.type === 'RollingUpdate' && spec.updateStrategy.rollingUpdate) {
    spec.updateStrategy.rollingUpdate.partition ??= 0;
  }
  const fields = spec as Fields;
  spec.persistentVolumeClaimRetentionPolicy ??= {};
  spec.persistentVolumeClaimRetentionPolicy.whenDeleted ||= 'Retain';
  spec.persistentVolumeClaimRetentionPolicy.whenScaled ||= 'Retain';
  spec.replicas ??= 1;
  fields['revisionHistoryLimit'] ??= 10;
  defaultTemplate(spec);
  for (const claim of spec.volumeClaimTemplates ?? []) {
    claim.status = { phase: 'Pending', ...claim.status };
    if (claim.spec) defaultClaimSpec(claim.spec);
    roundList(claim.status.capacity);
  }
}

/** Sets what a Job leaves out, in place. */
export function defaultJob(job: JobV1): void {
  const labels = job.spec.template?.metadata?.labels;
  if (labels && Object.keys(job.metadata.labels ?? {}).length === 0) job.metadata.labels = { ...labels };
  const { spec } = job;
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  spec.parallelism ??= 1;
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : largestInt32;
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  spec.podReplacementPolicy ??= spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed';
  spec.manualSelector ??= false;
  defaultFailurePolicy(spec);
  defaultTemplate(spec);
}

/** Sets what a CronJob leaves out, in place; its jobs get their own defaults when they are made. */
export function defaultCronJob({ spec }: CronJobV1): void {
  spec.concurrencyPolicy ||= 'Allow';
  spec.suspend ??= false;
  spec.successfulJobsHistoryLimit ??= 3;
  spec.failedJobsHistoryLimit ??= 1;
  spec.jobTemplate ??= { spec: {} as JobSpecV1 };
  spec.jobTemplate.spec ??= {} as JobSpecV1;
  defaultTemplate(spec.jobTemplate.spec);
  defaultFailurePolicy(spec.jobTemplate.spec);
}

function defaultFailurePolicy({ podFailurePolicy }: JobSpecV1): void {
  for (const rule of podFailurePolicy?.rules ?? [])
    for (const pattern of rule.onPodConditions ?? []) pattern.status ||= 'True';
}
