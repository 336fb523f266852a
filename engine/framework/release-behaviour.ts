/** What the releases we follow do differently without a gate. */
import type { PodFeature, ReleaseBehaviour } from './release.js';
import type { Minor } from './release-gates.js';

/** Upstream: component-helpers/nodedeclaredfeatures/features/registry.go, those that look at a pod that is to be scheduled. */
const podFeatures: readonly { name: PodFeature; since: Minor }[] = [
  { name: 'RestartAllContainersOnContainerExits', since: '1.35' },
  { name: 'UserNamespacesHostNetworkSupport', since: '1.36' },
  { name: 'VolumeBindMountOptions', since: '1.37' },
];

/** The behaviours of a release. */
export function behaviourOf(minor: Minor): ReleaseBehaviour {
  const since136 = minor >= '1.36';
  const since137 = minor >= '1.37';
  return {
    nodeNameComesBeforeUnschedulable: since137,
    scoringShapeBelongsToRatio: since136,

    balancedAllocationScoresChange: since136,
    imageVolumes: since137 ? 'counted' : since136 ? 'scored' : 'ignored',
    interPodAffinityKeepsNamespaceSelector: !since137,
    volumeLimitsReadMigratedPlugins: !since136,
    volumeLimitScalingIsOptIn: since136,
    podFeatures: podFeatures.filter(({ since }) => minor >= since).map(({ name }) => name),
    featureRejectionNamesThem: !since136,
    dynamicResourcesPostFilterMessage: !since137,

    nodeAddBringsTaintChanges: !since137,
    interPodAffinityHintsWatchOwnChanges: since136,
    interPodAffinityHintMatchesAnyTerm: since137,
    spreadHintsCountNominatedPods: since136,
    gatedPodsAreNominated: since137,
    flushReachesGatedPods: since137,

    preemptionMessageNamesPlacement: since137,
    budgetsCountUpToFirstViolation: since137,
    unstartedVictimsKeepListOrder: since137,
    preemptionCancelsPreBind: since136,
    preemptedWaitingPodIsRetried: since136,
    failedEvictionEndsPreemption: since136,
    preemptorWakesWithoutDeletion: since137,

    failuresCompareNewestPod: since136,
    preBindPluginsRunInParallel: since136,
    batchRescoresLastNode: since137,
    batchSkipsNominatedPods: since137,

    resizesCompareWholePods: since137,
  };
}
