/** What NodeAffinity signs of a pod: its node selector and node affinity, whatever order terms, requirements and values are in. Upstream: kube-scheduler/framework/signers.go NodeAffinitySigner, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { LabelSelectorRequirementV1, NodeSelectorTermV1 } from '../objects/index.js';

/** Equal for pods whose node selectors and node affinities are. */
export function nodeAffinitySignature({ spec: { raw } }: Pod): unknown {
  const affinity = raw.affinity?.nodeAffinity;
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return {
    nodeSelector: raw.nodeSelector ?? null,
    affinity:
      affinity === undefined
        ? null
        : { required: required.map(term).sort(), preferred: preferred.map(weighted).sort() },
  };
}

function weighted({ weight, preference }: { weight: number; preference: NodeSelectorTermV1 }): string {
  return `${weight} ${term(preference)}`;
}

function term({ matchExpressions = [], matchFields = [] }: NodeSelectorTermV1): string {
  return JSON.stringify([matchExpressions.map(requirement).sort(), matchFields.map(requirement).sort()]);
}

function requirement({ key, operator, values = [] }: LabelSelectorRequirementV1): string {
  return JSON.stringify([key, operator, values.toSorted()]);
}
