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

/** What changed without a gate; sources are below pkg/scheduler/framework/plugins where nothing else is said. */
export interface ReleaseBehaviour {
  /** A profile's default filters ask NodeName before NodeUnschedulable (1.37). Source: pkg/scheduler/apis/config/v1/default_plugins.go. */
  readonly nodeNameComesBeforeUnschedulable: boolean;
  /** NodeResourcesFit takes a shape exactly with the strategy RequestedToCapacityRatio (1.36). Source: pkg/scheduler/apis/config/validation/validation_pluginargs.go. */
  readonly scoringShapeBelongsToRatio: boolean;

  /** NodeResourcesBalancedAllocation scores the change a pod brings (1.36) instead of the state after it (≤ 1.35). Source: noderesources/balanced_allocation.go. */
  readonly balancedAllocationScoresChange: boolean;
  /** What ImageLocality does with image volumes: nothing (≤ 1.35), adds them to the score (1.36), counts them in the threshold too (1.37). Source: imagelocality/image_locality.go. */
  readonly imageVolumes: 'ignored' | 'scored' | 'counted';
  /** A waiting pod's namespaceSelector holds beside the namespaces it lists, so that one which needs no label matches pods everywhere (≤ 1.36). Source: interpodaffinity/plugin.go mergeAffinityTermNamespacesIfNotEmpty. */
  readonly interPodAffinityKeepsNamespaceSelector: boolean;
  /** NodeVolumeLimits counts a Portworx volume as its CSI driver's only where the node's CSINode says that the plugin has migrated (≤ 1.35). Source: nodevolumelimits/utils.go isCSIMigrationOn. */
  readonly volumeLimitsReadMigratedPlugins: boolean;
  /** Under the gate VolumeLimitScaling a CSIDriver has to ask (preventPodSchedulingIfMissing) for pods to be kept off nodes without it (1.36). Source: nodevolumelimits/csi.go checkCSIDriverOnNode. */
  readonly volumeLimitScalingIsOptIn: boolean;
  /** Features that NodeDeclaredFeatures finds out a pod needs. Source: component-helpers/nodedeclaredfeatures/features. */
  readonly podFeatures: readonly PodFeature[];
  /** NodeDeclaredFeatures' rejection names the features that a node lacks (≤ 1.35). Source: nodedeclaredfeatures/nodedeclaredfeatures.go. */
  readonly featureRejectionNamesThem: boolean;
  /** DynamicResources' PostFilter says "no new claims to deallocate" (≤ 1.36). Source: dynamicresources/dynamicresources.go. */
  readonly dynamicResourcesPostFilterMessage: boolean;

  /** Registering node additions brings taint changes, always answered Queue (≤ 1.36). Source: pkg/scheduler/scheduler.go buildQueueingHintMap. */
  readonly nodeAddBringsTaintChanges: boolean;
  /** InterPodAffinity's hints watch the waiting pod's own labels and deleted pods' anti-affinity, and count nominated pods as assigned (1.36). Source: interpodaffinity/plugin.go. */
  readonly interPodAffinityHintsWatchOwnChanges: boolean;
  /** InterPodAffinity's hint asks whether any (1.37) instead of all (1.36) anti-affinity terms match. Source: interpodaffinity/plugin.go. */
  readonly interPodAffinityHintMatchesAnyTerm: boolean;
  /** PodTopologySpread's hints count nominated pods as assigned (1.36). Source: podtopologyspread/plugin.go involvedInTopologySpreading. */
  readonly spreadHintsCountNominatedPods: boolean;
  /** A new pod's nomination counts at once even where the pod is gated (1.37), instead of when it enters activeQ as a new pod. Source: pkg/scheduler/backend/queue/scheduling_queue.go addPod. */
  readonly gatedPodsAreNominated: boolean;
  /** The flush of pods that waited too long asks the gates of gated ones again, every five minutes (1.37). Source: pkg/scheduler/backend/queue/scheduling_queue.go moveEntitiesToActiveOrBackoffQueue. */
  readonly flushReachesGatedPods: boolean;

  /** A preemptor's message names the node and the number of victims (1.37). Source: pkg/scheduler/framework/preemption/preemption.go Preempt. */
  readonly preemptionMessageNamesPlacement: boolean;
  /** A victim is taken from a pod's budgets only up to the first that it violates (1.37), instead of from all. Source: pkg/scheduler/framework/preemption/util.go FilterVictimsWithPDBViolation. */
  readonly budgetsCountUpToFirstViolation: boolean;
  /** Victims that have not started count as starting in the order in which their node lists them (1.37), instead of anew at each comparison. Source: pkg/scheduler/framework/preemption/types.go NewVictim. */
  readonly unstartedVictimsKeepListOrder: boolean;
  /** A preemptor takes a victim in PreBind out of its binding instead of deleting it (1.36). Source: pkg/scheduler/framework/preemption/executor.go PreemptPod. */
  readonly preemptionCancelsPreBind: boolean;
  /** A victim that waits for Permit fails with an error and is retried with backoff (1.36), instead of being rejected by DefaultPreemption. Source: pkg/scheduler/framework/runtime/waiting_pods_map.go Preempt. */
  readonly preemptedWaitingPodIsRetried: boolean;
  /** A failed eviction ends the preemption before the last victim is evicted (1.36). Source: pkg/scheduler/framework/preemption/executor.go prepareCandidateAsync. */
  readonly failedEvictionEndsPreemption: boolean;
  /** A preemptor is activated once its last victim was taken out of its binding, as no deletion will tell it (1.37). Source: pkg/scheduler/framework/preemption/executor.go prepareCandidateAsync. */
  readonly preemptorWakesWithoutDeletion: boolean;

  /** A failed attempt patches what differs from the pod's newest version (1.36), instead of from the version that was tried: a nomination that one does not show stays where it is. Source: pkg/scheduler/schedule_one.go handleSchedulingFailure. */
  readonly failuresCompareNewestPod: boolean;
  /** PreBind plugins that allow it run side by side (1.36). Source: pkg/scheduler/framework/runtime/framework.go RunPreBindPlugins. */
  readonly preBindPluginsRunInParallel: boolean;
  /** OpportunisticBatching scores the last winner again where it still fits (1.37), instead of giving no hint. Source: pkg/scheduler/framework/runtime/batch.go refreshHintCandidates. */
  readonly batchRescoresLastNode: boolean;
  /** OpportunisticBatching gives a nominated pod no hint and forgets what it has (1.37). Source: pkg/scheduler/framework/runtime/batch.go batchStateCompatible. */
  readonly batchSkipsNominatedPods: boolean;

  /** During a resize, what all containers want, have allocated and have in force is summed up apart before the greatest counts (1.37), instead of container by container. Source: component-helpers/resource/helpers.go AggregateContainerRequests. */
  readonly resizesCompareWholePods: boolean;
}
