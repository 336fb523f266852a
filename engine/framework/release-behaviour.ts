/** What the releases we follow do differently without a gate. */
import type { ReleaseBehaviour } from './release.js';
import type { Minor } from './release-gates.js';

/** The behaviours of a release. */
export function behaviourOf(minor: Minor): ReleaseBehaviour {
  const since136 = minor >= '1.36';
  const since137 = minor >= '1.37';
  return {
    balancedAllocationScoresChange: since136,
    interPodAffinityHintsWatchOwnChanges: since136,
    interPodAffinityHintMatchesAnyTerm: since137,
    interPodAffinityKeepsNamespaceSelector: !since137,
    spreadHintsCountNominatedPods: since136,
    nodeAddBringsTaintChanges: !since137,
    preemptionMessageNamesPlacement: since137,
    dynamicResourcesPostFilterMessage: !since137,
    volumeLimitsReadMigratedPlugins: !since136,
    volumeLimitScalingIsOptIn: since136,
    volumeBindingScoresCapacity: since137,
  };
}
