/** Validation of namespaces, priority classes and disruption budgets. Upstream: pkg/apis/{core,scheduling,policy}/validation, v1.36. */
import type { NamespaceV1, PodDisruptionBudgetV1, PriorityClassV1 } from '../api.js';
import { type FieldError, forbidden, invalid } from '../field-error.js';
import { dnsLabelProblems, pathSegmentProblems, subdomainProblems } from '../names.js';
import { systemPriorities } from '../system-priorities.js';
import { finalizerErrors, genericMetadataErrors, metadataErrors } from './metadata.js';
import { oneOf, oneOfIfSet } from './numbers.js';
import { percentOrCountErrors, upToWhole } from './percent-or-count.js';
import { labelSelectorErrors, printedSelector } from './selectors.js';

/** What the API server says against a Namespace. */
export function namespaceErrors({ metadata, spec }: NamespaceV1): FieldError[] {
  const finalizers = spec?.finalizers ?? [];
  return [
    ...metadataErrors(metadata, false, dnsLabelProblems),
    ...finalizers.flatMap((name) => finalizerErrors(name, 'spec.finalizers')),
  ];
}

/** Priorities above are the system's own. Source: pkg/apis/scheduling/types.go, v1.36. */
const highestUserPriority = 1_000_000_000;

/** What the API server says against a PriorityClass. */
export function priorityClassErrors(priorityClass: PriorityClassV1): FieldError[] {
  const { metadata, value = 0, globalDefault = false, preemptionPolicy } = priorityClass;
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...priorityValueErrors(metadata.name ?? '', value, globalDefault),
    ...(preemptionPolicy === undefined
      ? []
      : oneOf('preemptionPolicy', preemptionPolicy, ['PreemptLowerPriority', 'Never'])),
  ];
}

function priorityValueErrors(name: string, value: number, globalDefault: boolean): FieldError[] {
  if (!name.startsWith('system-')) {
    if (value <= highestUserPriority) return [];
    return [forbidden('value', `maximum allowed value of a user defined priority is ${highestUserPriority}`)];
  }
  const problem = systemClassProblem(name, value, globalDefault);
  const rule = "priority class names with 'system-' prefix are reserved for system use only. error: ";
  return problem === null ? [] : [forbidden('metadata.name', rule + problem)];
}

function systemClassProblem(name: string, value: number, globalDefault: boolean): string | null {
  const known = systemPriorities.get(name);
  if (known === undefined) return `${name} is not a known system priority class`;
  if (known !== value) return `value of ${name} PriorityClass must be ${known}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : null;
}

/** What the API server says against a PodDisruptionBudget; its metadata is looked at when all else is right. */
export function disruptionBudgetErrors({ metadata, spec }: PodDisruptionBudgetV1): FieldError[] {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } = spec;
  const both = minAvailable !== undefined && maxUnavailable !== undefined;
  const amount = (value: number | string | undefined, path: string) =>
    value === undefined ? [] : [...percentOrCountErrors(value, path), ...upToWhole(value, path)];
  const errors = [
    ...(both ? [invalid('spec', printedBudget(spec), 'minAvailable and maxUnavailable cannot be both set')] : []),
    ...amount(minAvailable, 'spec.minAvailable'),
    ...amount(maxUnavailable, 'spec.maxUnavailable'),
    ...labelSelectorErrors(spec.selector, 'spec.selector'),
    ...oneOfIfSet('spec.unhealthyPodEvictionPolicy', unhealthyPodEvictionPolicy, ['AlwaysAllow', 'IfHealthyBudget']),
  ];
  return errors.length > 0 ? errors : genericMetadataErrors(metadata, true, pathSegmentProblems);
}

function printedBudget(spec: PodDisruptionBudgetV1['spec']): unknown {
  return {
    MinAvailable: spec.minAvailable ?? null,
    Selector: spec.selector ? printedSelector(spec.selector) : null,
    MaxUnavailable: spec.maxUnavailable ?? null,
    UnhealthyPodEvictionPolicy: spec.unhealthyPodEvictionPolicy ?? null,
  };
}
