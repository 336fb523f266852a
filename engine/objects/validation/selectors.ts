/** Validation of label selectors and node selectors. Upstream: apimachinery/pkg/apis/meta/v1/validation and pkg/apis/core/validation, v1.36. */
import type { LabelSelectorRequirementV1, LabelSelectorV1, NodeSelectorTermV1, NodeSelectorV1 } from '../api.js';
import { child, type FieldError, forbidden, invalid, invalidEach, invalidTyped, required } from '../field-error.js';
import { labelValueProblems, subdomainProblems } from '../names.js';
import { labelErrors, labelKeyErrors } from './metadata.js';

/** A label selector; an absent one is valid. */
export function labelSelectorErrors(selector: LabelSelectorV1 | undefined, path: string): FieldError[] {
  const expressions = selector?.matchExpressions ?? [];
  return [
    ...labelErrors(selector?.matchLabels, child(path, 'matchLabels')),
    ...expressions.flatMap((r, i) => labelRequirementErrors(r, `${child(path, 'matchExpressions')}[${i}]`)),
  ];
}

function labelRequirementErrors(requirement: LabelSelectorRequirementV1, path: string): FieldError[] {
  return [
    ...operatorErrors(requirement, path),
    ...labelKeyErrors(requirement.key ?? '', `${path}.key`),
    ...valueErrors(requirement, path),
  ];
}

function valueErrors({ values = [] }: LabelSelectorRequirementV1, path: string): FieldError[] {
  return values.flatMap((value, i) => invalidEach(`${path}.values[${i}]`, value, labelValueProblems(value)));
}

/** Whether the operator is one and has as many values as it needs. */
function operatorErrors({ operator, values = [] }: LabelSelectorRequirementV1, path: string): FieldError[] {
  const valuesPath = `${path}.values`;
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length > 0) return [];
      return [required(valuesPath, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      if (values.length === 0) return [];
      return [forbidden(valuesPath, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    default:
      return [invalidTyped(`${path}.operator`, operator ?? '', 'not a valid selector operator')];
  }
}

/** A node selector that has to hold; it needs at least one term. */
export function requiredNodeSelectorErrors(selector: NodeSelectorV1, path: string): FieldError[] {
  const terms = selector.nodeSelectorTerms ?? [];
  const termsPath = child(path, 'nodeSelectorTerms');
  if (terms.length === 0) return [required(termsPath, 'must have at least one node selector term')];
  return terms.flatMap((term, i) => nodeTermErrors(term, `${termsPath}[${i}]`, true));
}

/** A term; preferred ones may ask for values that no label can have. */
export function nodeTermErrors(term: NodeSelectorTermV1, path: string, checksValues: boolean): FieldError[] {
  return [
    ...(term.matchExpressions ?? []).flatMap((r, i) =>
      nodeRequirementErrors(r, `${path}.matchExpressions[${i}]`, checksValues),
    ),
    ...(term.matchFields ?? []).flatMap((r, i) => nodeFieldErrors(r, `${path}.matchFields[${i}]`)),
  ];
}

function nodeRequirementErrors(r: LabelSelectorRequirementV1, path: string, checksValues: boolean): FieldError[] {
  return [
    ...nodeOperatorErrors(r, path),
    ...labelKeyErrors(r.key ?? '', `${path}.key`),
    ...(checksValues ? valueErrors(r, path) : []),
  ];
}

function nodeOperatorErrors(r: LabelSelectorRequirementV1, path: string): FieldError[] {
  if (r.operator !== 'Gt' && r.operator !== 'Lt') return operatorErrors(r, path);
  if (r.values?.length === 1) return [];
  return [required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
}

function nodeFieldErrors({ key, operator, values = [] }: LabelSelectorRequirementV1, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalidTyped(`${path}.operator`, operator ?? '', 'not a valid selector operator'));
  } else if (values.length !== 1) {
    errors.push(
      required(`${path}.values`, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"),
    );
  }
  if (key !== 'metadata.name') return [...errors, invalid(`${path}.key`, key ?? '', 'not a valid field selector key')];
  return [...errors, ...values.flatMap((v, i) => invalidEach(`${path}.values[${i}]`, v, subdomainProblems(v)))];
}

/** matchLabelKeys and mismatchLabelKeys beside the selector they add to; the path is the term's or constraint's. */
export function matchLabelKeysErrors(
  path: string,
  match: readonly string[],
  mismatch: readonly string[],
  selector: LabelSelectorV1 | undefined,
): FieldError[] {
  return [
    ...keyListErrors(child(path, 'matchLabelKeys'), match, selector),
    ...keyListErrors(child(path, 'mismatchLabelKeys'), mismatch, selector),
    ...repeatedKeyErrors(path, match, selector),
    ...match.flatMap((key, i) => {
      if (!mismatch.includes(key)) return [];
      return [
        invalid(`${child(path, 'matchLabelKeys')}[${i}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys'),
      ];
    }),
  ];
}

function keyListErrors(path: string, keys: readonly string[], selector: LabelSelectorV1 | undefined): FieldError[] {
  if (keys.length === 0) return [];
  if (!selector) return [forbidden(path, 'must not be specified when labelSelector is not set')];
  return keys.flatMap((key, i) => labelKeyErrors(key, `${path}[${i}]`));
}

/** The API server has merged the keys into the selector before: a key that is there twice was also written by the user. */
function repeatedKeyErrors(
  path: string,
  match: readonly string[],
  selector: LabelSelectorV1 | undefined,
): FieldError[] {
  const seen = new Set(Object.keys(selector?.matchLabels ?? {}));
  const errors: FieldError[] = [];
  for (const { key } of selector?.matchExpressions ?? []) {
    const index = match.lastIndexOf(key);
    if (index >= 0 && seen.has(key))
      errors.push(invalid(`${path}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector'));
    seen.add(key);
  }
  return errors;
}

/** A selector as the API prints it. */
export function printedSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelectorV1): LabelSelectorV1 {
  const expressions = matchExpressions.map(({ key = '', operator = '', values = [] }) =>
    values.length > 0 ? { key, operator, values } : { key, operator },
  );
  return {
    ...(Object.keys(matchLabels).length > 0 ? { matchLabels: sortedLabels(matchLabels)! } : {}),
    ...(expressions.length > 0 ? { matchExpressions: expressions } : {}),
  };
}

/** Labels as the API prints them. */
export function sortedLabels(labels: Readonly<Record<string, string>> | undefined): Record<string, string> | undefined {
  return labels && Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
