/** What differs between Kubernetes releases and feature gates hangs on one object that is asked. */
export interface Release {
  /** "1.36". */
  readonly minor: '1.35' | '1.36' | '1.37';
  /** Whether a feature gate is on. */
  gate(name: string): boolean;
  /** Behaviours that changed without a gate. */
  readonly behaviour: ReleaseBehaviour;
}

export interface ReleaseBehaviour {
  /** NodeResourcesBalancedAllocation scores the change a pod brings (1.36) instead of the state after it (≤ 1.35). */
  readonly balancedAllocationScoresChange: boolean;
  /** InterPodAffinity's hints watch the waiting pod's own labels and deleted pods' anti-affinity, and count nominated pods as assigned (1.36). */
  readonly interPodAffinityHintsWatchOwnChanges: boolean;
  /** InterPodAffinity's hint asks whether any (1.37) instead of all (1.36) anti-affinity terms match. */
  readonly interPodAffinityHintMatchesAnyTerm: boolean;
  /** Registering node additions brings taint changes, always answered Queue (≤ 1.36). */
  readonly nodeAddBringsTaintChanges: boolean;
  /** A preemptor's message names the node and the number of victims (1.37). */
  readonly preemptionMessageNamesPlacement: boolean;
  /** DynamicResources' PostFilter says "no new claims to deallocate" (≤ 1.36). */
  readonly dynamicResourcesPostFilterMessage: boolean;
  /** VolumeBinding scores by storage capacity (1.37; gate StorageCapacityScoring). */
  readonly volumeBindingScoresCapacity: boolean;
}
