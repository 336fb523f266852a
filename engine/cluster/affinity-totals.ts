/** How much (anti-)affinity the cluster's pods have, so that a cycle's work can be stated without a walk. */
import type { NodeInfo } from './node-info.js';
import type { Pod } from './pod.js';

/** Running totals over all pods on nodes. */
export class AffinityTotals {
  /** Pods with any (anti-)affinity, and nodes that have such pods. */
  pods = 0;
  nodes = 0;
  /** Pods with required anti-affinity, and nodes that have such pods. */
  podsWithRequiredAntiAffinity = 0;
  nodesWithRequiredAntiAffinity = 0;
  requiredAntiAffinityTerms = 0;
  requiredAffinityTerms = 0;
  preferredTerms = 0;
  /** Grows whenever a pod with affinity of any kind came or went. */
  revision = 0;

  /** The pod was just added to the node. */
  added(pod: Pod, node: NodeInfo): void {
    this.count(pod, 1);
    if (hasAffinity(pod) && node.podsWithAffinity.length === 1) this.nodes++;
    if (hasRequiredAntiAffinity(pod) && node.podsWithRequiredAntiAffinity.length === 1) {
      this.nodesWithRequiredAntiAffinity++;
    }
  }

  /** The pod was just removed from the node. */
  removed(pod: Pod, node: NodeInfo): void {
    this.count(pod, -1);
    if (hasAffinity(pod) && node.podsWithAffinity.length === 0) this.nodes--;
    if (hasRequiredAntiAffinity(pod) && node.podsWithRequiredAntiAffinity.length === 0) {
      this.nodesWithRequiredAntiAffinity--;
    }
  }

  private count({ spec }: Pod, sign: 1 | -1): void {
    if (spec.raw.affinity == null) return;
    this.revision++;
    if (spec.raw.affinity.podAffinity != null || spec.raw.affinity.podAntiAffinity != null) this.pods += sign;
    if (spec.requiredAntiAffinity.length > 0) this.podsWithRequiredAntiAffinity += sign;
    this.requiredAntiAffinityTerms += sign * spec.requiredAntiAffinity.length;
    this.requiredAffinityTerms += sign * spec.requiredAffinity.length;
    this.preferredTerms += sign * (spec.preferredAffinity.length + spec.preferredAntiAffinity.length);
  }
}

/** Whether the pod has any (anti-)affinity to pods, be it without terms. */
export function hasAffinity({ spec }: Pod): boolean {
  const affinity = spec.raw.affinity;
  return affinity != null && (affinity.podAffinity != null || affinity.podAntiAffinity != null);
}

function hasRequiredAntiAffinity({ spec }: Pod): boolean {
  return spec.requiredAntiAffinity.length > 0;
}
