/** Validation of Jobs. Upstream: ValidateJob in pkg/apis/batch/validation/validation.go, v1.36. */
import type { JobSpecV1, JobV1 } from '../api.js';
import { type ApiRules, defaultApiRules } from '../api-rules.js';
import { child, type FieldError, invalid, invalidEach, notSupported, required, tooLong } from '../field-error.js';
import { dnsLabelProblems, subdomainProblems } from '../names.js';
import { podFailurePolicyErrors, podReplacementPolicyErrors } from './job-policies.js';
import { generatedSelectorErrors, jobSelectorErrors, withGeneratedLabels } from './job-selector.js';
import { successPolicyErrors } from './job-success.js';
import { metadataErrors } from './metadata.js';
import { atLeastZero } from './numbers.js';
import { podTemplateErrors } from './pod.js';

/** What the API server says against a Job. */
export function jobErrors(job: JobV1, rules = defaultApiRules): FieldError[] {
  const { metadata, spec } = job;
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...generatedSelectorErrors(job),
    ...jobSpecErrors(withGeneratedLabels(job), 'spec', rules),
    ...jobSelectorErrors(job),
    ...hostnameErrors(metadata.name ?? '', spec),
  ];
}

/** The pods of an indexed Job are called after it in DNS. */
function hostnameErrors(name: string, { completionMode, completions = 0 }: JobSpecV1): FieldError[] {
  if (completionMode !== 'Indexed' || completions <= 0) return [];
  const longest = `${name}-${completions - 1}`;
  if (dnsLabelProblems(longest).length === 0) return [];
  return [invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${longest}`)];
}

const counts = [
  ...(['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'] as const),
  ...(['backoffLimitPerIndex', 'maxFailedIndexes'] as const),
];

/** A Job's spec without its selector, in a Job or in a CronJob's template. */
export function jobSpecErrors(spec: JobSpecV1, path: string, rules: ApiRules): FieldError[] {
  const withoutLimit = spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined;
  return [
    ...counts.flatMap((field) => atLeastZero(child(path, field), spec[field])),
    ...(withoutLimit ? [required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')] : []),
    ...(spec.managedBy === undefined ? [] : managerErrors(spec.managedBy, `${path}.managedBy`)),
    ...completionErrors(spec, path),
    ...podFailurePolicyErrors(spec, `${path}.podFailurePolicy`),
    ...successPolicyErrors(spec, `${path}.successPolicy`),
    ...podReplacementPolicyErrors(spec, `${path}.podReplacementPolicy`),
    ...(spec.template?.spec
      ? podTemplateErrors(spec.template, `${path}.template`, rules)
      : [required(`${path}.template.spec.containers`)]),
    ...restartPolicyErrors(spec, `${path}.template.spec.restartPolicy`),
  ];
}

const longestManager = 63;
const httpPath = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

/** "example.com/manager". */
function managerErrors(manager: string, path: string): FieldError[] {
  return [
    ...managerFormErrors(manager, path),
    ...(manager.length > longestManager ? [tooLong(path, longestManager)] : []),
  ];
}

function managerFormErrors(manager: string, path: string): FieldError[] {
  if (manager === '') return [required(path)];
  const slash = manager.indexOf('/');
  const [host, rest] = [manager.slice(0, slash), manager.slice(slash + 1)];
  if (slash < 1 || rest === '')
    return [invalid(path, manager, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  const isPath = new RegExp(`^${httpPath}$`).test(rest);
  return [
    ...invalidEach(path, host, subdomainProblems(host)),
    ...(isPath ? [] : [invalid(path, rest, `Invalid path (regex used for validation is '${httpPath}')`)]),
  ];
}

function completionErrors(spec: JobSpecV1, path: string): FieldError[] {
  const { completionMode: mode = 'NonIndexed', backoffLimitPerIndex, maxFailedIndexes } = spec;
  if (mode === 'Indexed') return [...indexedErrors(spec, path), ...manyIndexesErrors(spec, path)];
  if (mode !== 'NonIndexed') return [notSupported(`${path}.completionMode`, mode, ['NonIndexed', 'Indexed'])];
  const onlyIndexed = (field: string, value: number | undefined) =>
    value === undefined ? [] : [invalid(`${path}.${field}`, value, 'requires indexed completion mode')];
  return [
    ...onlyIndexed('backoffLimitPerIndex', backoffLimitPerIndex),
    ...onlyIndexed('maxFailedIndexes', maxFailedIndexes),
  ];
}

/** Pods that an indexed Job may run at once, and indexes that may fail. */
const indexedLimit = 100_000;

function indexedErrors({ completions, parallelism = 0, maxFailedIndexes }: JobSpecV1, path: string): FieldError[] {
  const failed = maxFailedIndexes ?? 0;
  const most = `must be less than or equal to ${indexedLimit}`;
  return [
    ...(completions === undefined ? [required(`${path}.completions`, 'when completion mode is Indexed')] : []),
    ...(parallelism > indexedLimit
      ? [invalid(`${path}.parallelism`, parallelism, `${most} when completion mode is Indexed`)]
      : []),
    ...(maxFailedIndexes !== undefined && completions !== undefined && failed > completions
      ? [invalid(`${path}.maxFailedIndexes`, failed, 'must be less than or equal to completions')]
      : []),
    ...(failed > indexedLimit ? [invalid(`${path}.maxFailedIndexes`, failed, most)] : []),
  ];
}

/** Above so many completions limits per index become dear. */
const manyCompletions = 100_000;
const limitForMany = 10_000;

function manyIndexesErrors(spec: JobSpecV1, path: string): FieldError[] {
  const { completions = 0, parallelism = 0, maxFailedIndexes, backoffLimitPerIndex } = spec;
  if (completions <= manyCompletions || backoffLimitPerIndex === undefined) return [];
  const most = `must be less than or equal to ${limitForMany} when completions are above ${manyCompletions} and used with backoff limit per index`;
  const tooMany = (field: string, value: number) =>
    value > limitForMany ? [invalid(`${path}.${field}`, value, most)] : [];
  return [
    ...(maxFailedIndexes === undefined
      ? [required(`${path}.maxFailedIndexes`, `must be specified when completions is above ${manyCompletions}`)]
      : []),
    ...tooMany('parallelism', parallelism),
    ...tooMany('maxFailedIndexes', maxFailedIndexes ?? 0),
  ];
}

/** Pods of a Job end. */
function restartPolicyErrors({ template, podFailurePolicy }: JobSpecV1, path: string): FieldError[] {
  const policy = template?.spec?.restartPolicy ?? 'Always';
  if (policy === 'Always') return [required(path, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(path, policy, ['OnFailure', 'Never'])];
  if (podFailurePolicy === undefined || policy === 'Never') return [];
  return [invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified')];
}
