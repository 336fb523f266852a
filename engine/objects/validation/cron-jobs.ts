/** Validation of CronJobs. Upstream: ValidateCronJobCreate in pkg/apis/batch/validation/validation.go, v1.36. */
import type { CronJobV1, JobSpecV1 } from '../api.js';
import { type ApiRules, defaultApiRules } from '../api-rules.js';
import { type FieldError, invalid, invalidEach, notSupported, required } from '../field-error.js';
import { subdomainProblems } from '../names.js';
import { scheduleProblem } from '../time/schedule.js';
import { isTimeZone } from '../time/time-zones.js';
import { jobSpecErrors } from './jobs.js';
import { metadataErrors } from './metadata.js';
import { atLeastZero, oneOf } from './numbers.js';

/** A Job's name adds eleven characters to the CronJob's. */
const longestName = 52;

/** What the API server says against a CronJob. */
export function cronJobErrors({ metadata, spec }: CronJobV1, rules = defaultApiRules): FieldError[] {
  const name = metadata.name ?? '';
  return [
    ...metadataErrors(metadata, true, subdomainProblems),
    ...scheduleErrors(spec.schedule ?? '', 'spec.schedule'),
    ...atLeastZero('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds),
    ...(spec.timeZone === undefined ? [] : timeZoneErrors(spec.timeZone, 'spec.timeZone')),
    ...oneOf('spec.concurrencyPolicy', spec.concurrencyPolicy, ['Allow', 'Forbid', 'Replace']),
    ...jobTemplateErrors(spec.jobTemplate?.spec ?? ({} as JobSpecV1), 'spec.jobTemplate.spec', rules),
    ...atLeastZero('spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit),
    ...atLeastZero('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit),
    ...(name.length > longestName
      ? [invalid('metadata.name', name, `must be no more than ${longestName} characters`)]
      : []),
  ];
}

function scheduleErrors(schedule: string, path: string): FieldError[] {
  if (schedule === '') return [required(path)];
  const problem = scheduleProblem(schedule);
  const zoned = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
  return [
    ...(problem === null ? [] : [invalid(path, schedule, problem)]),
    ...(schedule.includes('TZ') ? [invalid(path, schedule, zoned)] : []),
  ];
}

/** A part of a time zone's name. */
const zonePart = /^[A-Za-z.\-_0-9+]{1,14}$/;

function timeZoneErrors(name: string, path: string): FieldError[] {
  if (name === '') return [invalid(path, name, 'timeZone must be nil or non-empty string')];
  const unknown = [invalid(path, name, `unknown time zone ${name}`)];
  const odd = (part: string) => part === '.' || part === '..' || part.startsWith('-') || !zonePart.test(part);
  if (name.split('/').some(odd)) return unknown;
  if (name.toLowerCase() !== 'local') return isTimeZone(name) ? [] : unknown;
  const explicit = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  return [invalid(path, name, explicit), ...(name === 'Local' ? [] : unknown)];
}

/** The Job's selector is made when the Job is. */
function jobTemplateErrors(job: JobSpecV1, path: string, rules: ApiRules): FieldError[] {
  return [
    ...jobSpecErrors(job, path, rules),
    ...invalidEach(`${path}.selector`, job.selector, job.selector ? ['`selector` will be auto-generated'] : []),
    ...(job.manualSelector ? [notSupported(`${path}.manualSelector`, true, ['nil', 'false'])] : []),
  ];
}
