/** What the plugins that read tolerations share. */
import type { Pod } from '../cluster/index.js';
import type { Release } from '../framework/index.js';
import type { Toleration, TolerationGates } from '../objects/index.js';

/** How this release compares tolerations with taints. */
export function tolerationGates(release: Release): TolerationGates {
  return { comparisonOperators: release.gate('TaintTolerationComparisonOperators') };
}

/** The tolerations sorted by key and value; upstream leaves those alike in both in their order. Upstream: kube-scheduler/framework/signers.go TolerationsSigner, v1.36. */
export function tolerationsSignature(pod: Pod): readonly Toleration[] {
  return pod.spec.tolerations.toSorted((a, b) => compare(a.key, b.key) || compare(a.value, b.value));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
