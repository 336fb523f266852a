/** Whether a pod's node selector and node affinity look at what a node is called. */
import type { NodeSelectorTermV1, PodSpecV1 } from '../objects/index.js';
import { hostnameLabel } from './pod-topology-spread-constraints.js';

/** Fields are but the node's name. */
export function looksAtNames({ nodeSelector, affinity }: Pick<PodSpecV1, 'nodeSelector' | 'affinity'>): boolean {
  const terms: readonly NodeSelectorTermV1[] = [
    ...(affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []),
    ...(affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((term) => term.preference),
  ];
  return nodeSelector?.[hostnameLabel] !== undefined || terms.some(namesNodes);
}

function namesNodes({ matchFields = [], matchExpressions = [] }: NodeSelectorTermV1): boolean {
  return matchFields.length > 0 || matchExpressions.some(({ key }) => key === hostnameLabel);
}
