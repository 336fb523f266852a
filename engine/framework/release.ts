/** What differs between Kubernetes releases and feature gates hangs on one object that is asked. */
import type { Minor } from './release-gates.js';

export interface Release {
  readonly minor: Minor;
  /** Whether a feature gate is on; one that the release no longer has is as it was locked, one that it does not have yet is off. */
  gate(name: string): boolean;
  /** Behaviours that changed without a gate. */
  readonly behaviour: ReleaseBehaviour;
}

/** A feature that a node can declare and a pod's spec can need. */
export type PodFeature =
  | 'RestartAllContainersOnContainerExits'
  | 'UserNamespacesHostNetworkSupport'
  | 'VolumeBindMountOptions';

export interface ReleaseBehaviour {
  /** A profile's default filters ask NodeName before NodeUnschedulable (1.37). */
  readonly nodeNameComesBeforeUnschedulable: boolean;
  /** NodeResourcesFit takes a shape exactly with the strategy RequestedToCapacityRatio (1.36). */
  readonly scoringShapeBelongsToRatio: boolean;
  /** NodeResourcesBalancedAllocation scores the change a pod brings (1.36) instead of the state after it (≤ 1.35). */
  readonly balancedAllocationScoresChange: boolean;
  /** InterPodAffinity's hints watch the waiting pod's own labels and deleted pods' anti-affinity, and count nominated pods as assigned (1.36). */
  readonly interPodAffinityHintsWatchOwnChanges: boolean;
  /** InterPodAffinity's hint asks whether any (1.37) instead of all (1.36) anti-affinity terms match. */
  readonly interPodAffinityHintMatchesAnyTerm: boolean;
  /** A waiting pod's namespaceSelector holds beside the namespaces it lists, so that one which needs no label matches pods everywhere (≤ 1.36). */
  readonly interPodAffinityKeepsNamespaceSelector: boolean;
  /** PodTopologySpread's hints count nominated pods as assigned (1.36). */
  readonly spreadHintsCountNominatedPods: boolean;
  /** Registering node additions brings taint changes, always answered Queue (≤ 1.36). */
  readonly nodeAddBringsTaintChanges: boolean;
  /** A preemptor's message names the node and the number of victims (1.37). */
  readonly preemptionMessageNamesPlacement: boolean;
  /** DynamicResources' PostFilter says "no new claims to deallocate" (≤ 1.36). */
  readonly dynamicResourcesPostFilterMessage: boolean;
  /** NodeVolumeLimits counts an in-tree volume as its CSI driver's only where the node's CSINode says that the plugin has migrated (≤ 1.35). */
  readonly volumeLimitsReadMigratedPlugins: boolean;
  /** Under the gate VolumeLimitScaling a CSIDriver has to ask (preventPodSchedulingIfMissing) for pods to be kept off nodes without it (≥ 1.36). */
  readonly volumeLimitScalingIsOptIn: boolean;
  /** What ImageLocality does with image volumes: nothing (≤ 1.35), adds them to the score (1.36), counts them in the threshold too (1.37). */
  readonly imageVolumes: 'ignored' | 'scored' | 'counted';
  /** Features that NodeDeclaredFeatures finds out a pod needs. */
  readonly podFeatures: readonly PodFeature[];
  /** NodeDeclaredFeatures' rejection names the features that a node lacks (≤ 1.35). */
  readonly featureRejectionNamesThem: boolean;
  /** VolumeBinding scores by storage capacity (1.37; gate StorageCapacityScoring). */
  readonly volumeBindingScoresCapacity: boolean;
}
