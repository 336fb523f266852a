/** Validation of a Job's selector, which the API server makes unless the Job says otherwise. Upstream: validateGeneratedSelector and ValidateJobSpec in pkg/apis/batch/validation/validation.go, generateSelector in pkg/registry/batch/job/strategy.go, v1.36. */
import type { JobSpecV1, JobV1, LabelSelectorV1 } from '../api.js';
import { type FieldError, invalid, required } from '../field-error.js';
import { labelsOf } from '../labels.js';
import { compileSelector } from '../selector.js';
import { labelSelectorErrors } from './selectors.js';
import { mismatchErrors } from './workloads.js';

/** Stands for the uid that a Job gets when it is made. */
const uidToCome = 'uid';
const uidLabel = 'batch.kubernetes.io/controller-uid';

/** What the API server writes into the template's labels, in the order in which it looks at them. */
function generatedLabels({ metadata }: JobV1): Readonly<Record<string, string>> {
  const { name = '', uid = uidToCome } = metadata;
  return {
    'controller-uid': uid,
    'job-name': name,
    [uidLabel]: uid,
    'batch.kubernetes.io/job-name': name,
  };
}

function isGenerated({ spec }: JobV1): boolean {
  return !spec.manualSelector;
}

function labelsWithGenerated(job: JobV1): Readonly<Record<string, string>> | undefined {
  const labels = job.spec.template?.metadata?.labels;
  return isGenerated(job) ? { ...generatedLabels(job), ...labels } : labels;
}

/** The given selector with the label of the Job's own pods. */
function completed(job: JobV1): LabelSelectorV1 | undefined {
  const { selector } = job.spec;
  if (!isGenerated(job)) return selector;
  return { ...selector, matchLabels: { [uidLabel]: generatedLabels(job)[uidLabel]!, ...selector?.matchLabels } };
}

/** Labels and selector must not contradict what is generated. */
export function generatedSelectorErrors(job: JobV1): FieldError[] {
  if (!isGenerated(job)) return [];
  const expected = generatedLabels(job);
  const labels = labelsWithGenerated(job)!;
  const selector = completed(job)!;
  const given = job.spec.selector !== undefined;
  const readable = given && labelSelectorErrors(selector, 'spec.selector').length === 0;
  const differs = readable && !compileSelector(selector).matches(labelsOf(expected));
  return [
    ...Object.entries(expected).flatMap(([key, value]) =>
      labels[key] === value
        ? []
        : [invalid(`spec.template.metadata.labels[${key}]`, sorted(labels), `must be '${value}'`)],
    ),
    ...(differs ? [invalid('spec.selector', printed(selector), '`selector` not auto-generated')] : []),
  ];
}

/** The Job's spec with the labels that its template gets. */
export function withGeneratedLabels(job: JobV1): JobSpecV1 {
  const { template } = job.spec;
  if (!isGenerated(job) || !template) return job.spec;
  return {
    ...job.spec,
    template: { ...template, metadata: { ...template.metadata, labels: labelsWithGenerated(job)! } },
  };
}

/** The selector itself, and whether it selects the Job's own pods. */
export function jobSelectorErrors(job: JobV1): FieldError[] {
  const selector = completed(job);
  const labels = labelsWithGenerated(job);
  const isOwn = job.spec.selector === undefined && labels?.[uidLabel] === selector?.matchLabels?.[uidLabel];
  if (selector && isOwn) return [];
  const errors = selector ? labelSelectorErrors(selector, 'spec.selector') : [required('spec.selector')];
  if (selector && errors.length > 0) return errors;
  return [...errors, ...mismatchErrors(selector, withGeneratedLabels(job).template)];
}

function printed({ matchLabels, matchExpressions = [] }: LabelSelectorV1): unknown {
  return {
    ...(matchLabels ? { matchLabels: sorted(matchLabels) } : {}),
    ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
  };
}

/** Labels as the API prints them. */
function sorted(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
