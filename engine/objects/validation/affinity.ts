/** Validation of affinity. Upstream: validateAffinity in pkg/apis/core/validation/validation.go, v1.36. */
import type { AffinityV1, PodAffinityTermV1, PodAffinityV1 } from '../api.js';
import { type FieldError, invalid, invalidEach, required } from '../field-error.js';
import { dnsLabelProblems } from '../names.js';
import { labelKeyErrors } from './metadata.js';
import { labelSelectorErrors, matchLabelKeysErrors, nodeTermErrors, requiredNodeSelectorErrors } from './selectors.js';

const requiredField = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferredField = 'preferredDuringSchedulingIgnoredDuringExecution';

/** A pod's affinity. */
export function affinityErrors(affinity: AffinityV1 | undefined, path: string): FieldError[] {
  return [
    ...nodeAffinityErrors(affinity?.nodeAffinity, `${path}.nodeAffinity`),
    ...podAffinityErrors(affinity?.podAffinity, `${path}.podAffinity`),
    ...podAffinityErrors(affinity?.podAntiAffinity, `${path}.podAntiAffinity`),
  ];
}

/** Node affinity, a pod's or that which a scheduler profile adds. */
export function nodeAffinityErrors(affinity: AffinityV1['nodeAffinity'], path: string): FieldError[] {
  const needed = affinity?.[requiredField];
  const preferred = affinity?.[preferredField] ?? [];
  return [
    ...(needed ? requiredNodeSelectorErrors(needed, `${path}.${requiredField}`) : []),
    ...preferred.flatMap(({ weight, preference }, i) => {
      const at = `${path}.${preferredField}[${i}]`;
      return [...weightErrors(weight, at), ...nodeTermErrors(preference ?? {}, `${at}.preference`, false)];
    }),
  ];
}

function podAffinityErrors(affinity: PodAffinityV1 | undefined, path: string): FieldError[] {
  const needed = affinity?.[requiredField] ?? [];
  const preferred = affinity?.[preferredField] ?? [];
  return [
    ...needed.flatMap((term, i) => podTermErrors(term, `${path}.${requiredField}[${i}]`)),
    ...preferred.flatMap(({ weight, podAffinityTerm }, i) => {
      const at = `${path}.${preferredField}[${i}]`;
      return [...weightErrors(weight, at), ...podTermErrors(podAffinityTerm ?? {}, `${at}.podAffinityTerm`)];
    }),
  ];
}

function weightErrors(weight: number | undefined, path: string): FieldError[] {
  const given = weight ?? 0;
  return given <= 0 || given > 100 ? [invalid(`${path}.weight`, given, 'must be in the range 1-100')] : [];
}

function podTermErrors(term: PodAffinityTermV1, path: string): FieldError[] {
  const { topologyKey = '', namespaces = [], matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  return [
    ...labelSelectorErrors(term.labelSelector, `${path}.labelSelector`),
    ...labelSelectorErrors(term.namespaceSelector, `${path}.namespaceSelector`),
    ...namespaces.flatMap((name) => invalidEach(`${path}.namespace`, name, dnsLabelProblems(name))),
    ...matchLabelKeysErrors(path, matchLabelKeys, mismatchLabelKeys, term.labelSelector),
    ...(topologyKey === '' ? [required(`${path}.topologyKey`, 'can not be empty')] : []),
    ...labelKeyErrors(topologyKey, `${path}.topologyKey`),
  ];
}
