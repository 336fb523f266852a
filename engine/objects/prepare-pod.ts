/** What the API server writes into a pod as it creates it: label keys become part of selectors. Upstream: pkg/registry/core/pod/strategy.go, v1.36. */
import type {
  LabelSelectorRequirementV1,
  LabelSelectorV1,
  PodAffinityTermV1,
  PodAffinityV1,
  PodV1,
  TopologySpreadConstraintV1,
} from './api.js';

type PodLabels = Readonly<Record<string, string>>;

/** The pod with matchLabelKeys and mismatchLabelKeys merged into the selectors beside them; the given one is left as it was. */
export function mergeLabelKeys(pod: PodV1): PodV1 {
  const { affinity, topologySpreadConstraints } = pod.spec;
  const labels = pod.metadata.labels ?? {};
  const spec = { ...pod.spec };
  if (affinity?.podAffinity || affinity?.podAntiAffinity) {
    spec.affinity = { ...affinity };
    if (affinity.podAffinity) spec.affinity.podAffinity = mergeAffinity(affinity.podAffinity, labels);
    if (affinity.podAntiAffinity) spec.affinity.podAntiAffinity = mergeAffinity(affinity.podAntiAffinity, labels);
  }
  if (topologySpreadConstraints) {
    spec.topologySpreadConstraints = topologySpreadConstraints.map((constraint) => mergeConstraint(constraint, labels));
  }
  return { ...pod, spec };
}

function mergeAffinity(affinity: PodAffinityV1, labels: PodLabels): PodAffinityV1 {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: needed,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = affinity;
  const merged: PodAffinityV1 = { ...affinity };
  if (needed) merged.requiredDuringSchedulingIgnoredDuringExecution = needed.map((term) => mergeTerm(term, labels));
  if (preferred) {
    merged.preferredDuringSchedulingIgnoredDuringExecution = preferred.map((weighted) => ({
      ...weighted,
      podAffinityTerm: mergeTerm(weighted.podAffinityTerm, labels),
    }));
  }
  return merged;
}

function mergeTerm(term: PodAffinityTermV1, labels: PodLabels): PodAffinityTermV1 {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  if (!labelSelector) return term;
  const added = [...requirements(matchLabelKeys, 'In', labels), ...requirements(mismatchLabelKeys, 'NotIn', labels)];
  return { ...term, labelSelector: extend(labelSelector, added) };
}

function mergeConstraint(constraint: TopologySpreadConstraintV1, labels: PodLabels): TopologySpreadConstraintV1 {
  const { labelSelector, matchLabelKeys = [] } = constraint;
  if (!labelSelector) return constraint;
  return { ...constraint, labelSelector: extend(labelSelector, requirements(matchLabelKeys, 'In', labels)) };
}

/** Keys that the pod has no label for add nothing. */
function requirements(keys: readonly string[], operator: string, labels: PodLabels): LabelSelectorRequirementV1[] {
  return keys.filter((key) => key in labels).map((key) => ({ key, operator, values: [labels[key]!] }));
}

function extend(selector: LabelSelectorV1, added: readonly LabelSelectorRequirementV1[]): LabelSelectorV1 {
  if (added.length === 0) return selector;
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}
