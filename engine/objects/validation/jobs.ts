/** Validation of Jobs and CronJobs. Upstream: pkg/apis/batch/validation/validation.go, v1.36. */
import type { CronJobV1, JobV1 } from '../api.js';
import { child, type FieldError, invalid, invalidEach, notSupported, required } from '../field-error.js';
import { dnsLabelProblems, subdomainProblems } from '../names.js';
import { defaultTolerationGates, type TolerationGates } from '../toleration.js';
import { metadataErrors } from './metadata.js';
import { atLeastZero, oneOf } from './numbers.js';
import { podTemplateErrors } from './pod.js';
import { labelSelectorErrors } from './selectors.js';
import { mismatchErrors } from './workloads.js';

/** Pods that an indexed Job may run at once. */
const indexedParallelismLimit = 100_000;

/** What the API server says against a Job. A selector that is not there is made when the Job is. */
export function jobErrors({ metadata, spec }: JobV1, gates = defaultTolerationGates): FieldError[] {
  const errors = spec.selector ? labelSelectorErrors(spec.selector, 'spec.selector') : [];
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...jobSpecErrors(spec, 'spec', gates),
    ...errors,
    ...(spec.selector && errors.length === 0 ? mismatchErrors(spec.selector, spec.template) : []),
    ...hostnameErrors(metadata.name ?? '', spec),
  ];
}

/** The pods of an indexed Job are called after it in DNS. */
function hostnameErrors(name: string, { completionMode, completions = 0 }: JobV1['spec']): FieldError[] {
  if (completionMode !== 'Indexed' || completions <= 0) return [];
  const longest = `${name}-${completions - 1}`;
  if (dnsLabelProblems(longest).length === 0) return [];
  return [invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${longest}`)];
}

function jobSpecErrors(spec: JobV1['spec'], path: string, gates: TolerationGates): FieldError[] {
  const counts = [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
  ] as const;
  return [
    ...counts.flatMap((field) => atLeastZero(child(path, field), spec[field])),
    ...completionErrors(spec, path),
    ...(spec.template?.spec
      ? podTemplateErrors(spec.template, `${path}.template`, gates)
      : [required(`${path}.template.spec.containers`)]),
    ...restartPolicyErrors(spec.template?.spec?.restartPolicy, `${path}.template.spec.restartPolicy`),
  ];
}

function completionErrors({ completionMode, completions, parallelism = 0 }: JobV1['spec'], path: string): FieldError[] {
  if (completionMode === undefined || completionMode === 'NonIndexed') return [];
  if (completionMode !== 'Indexed')
    return [notSupported(`${path}.completionMode`, completionMode, ['NonIndexed', 'Indexed'])];
  const problem = `must be less than or equal to ${indexedParallelismLimit} when completion mode is Indexed`;
  return [
    ...(completions === undefined ? [required(`${path}.completions`, 'when completion mode is Indexed')] : []),
    ...(parallelism > indexedParallelismLimit ? [invalid(`${path}.parallelism`, parallelism, problem)] : []),
  ];
}

/** Pods of a Job end. */
function restartPolicyErrors(policy: string | undefined, path: string): FieldError[] {
  if (policy === 'OnFailure' || policy === 'Never') return [];
  if (policy === undefined || policy === 'Always') return [required(path, 'valid values: "OnFailure", "Never"')];
  return [notSupported(path, policy, ['OnFailure', 'Never'])];
}

/** What the API server says against a CronJob; its schedule is read where its runs are planned. */
export function cronJobErrors({ metadata, spec }: CronJobV1, gates = defaultTolerationGates): FieldError[] {
  const fields = spec as { concurrencyPolicy?: string; startingDeadlineSeconds?: number };
  const name = metadata.name ?? '';
  const job = spec.jobTemplate?.spec ?? ({} as JobV1['spec']);
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...scheduleErrors(spec.schedule ?? '', 'spec.schedule'),
    ...atLeastZero('spec.startingDeadlineSeconds', fields.startingDeadlineSeconds),
    ...oneOf('spec.concurrencyPolicy', fields.concurrencyPolicy, ['Allow', 'Forbid', 'Replace']),
    ...jobSpecErrors(job, 'spec.jobTemplate.spec', gates),
    ...(job.selector
      ? [invalid('spec.jobTemplate.spec.selector', job.selector, '`selector` will be auto-generated')]
      : []),
    ...invalidEach('metadata.name', name, name.length > 52 ? ['must be no more than 52 characters'] : []),
  ];
}

function scheduleErrors(schedule: string, path: string): FieldError[] {
  if (schedule === '') return [required(path)];
  const fields = schedule.trim().split(/\s+/);
  if (!schedule.startsWith('@') && !schedule.includes('TZ') && fields.length !== 5) {
    return [invalid(path, schedule, `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`)];
  }
  const problem = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
  return schedule.includes('TZ') ? [invalid(path, schedule, problem)] : [];
}
