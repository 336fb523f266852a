/** Arguments of the default plugins as a plugin gets them: every default filled in, validated. Upstream: kube-scheduler/config/v1/types_pluginargs.go, v1.36. */
import type { AffinityV1, TopologySpreadConstraintV1 } from '../../objects/index.js';

/** A resource and how much it counts in a score. */
export interface ResourceWeight {
  readonly name: string;
  /** A whole number from 1 to 100. */
  readonly weight: number;
}

/** A point of a piecewise linear score: utilization in 0 … 100, score in 0 … 10. */
export interface UtilizationShapePoint {
  readonly utilization: number;
  readonly score: number;
}

export type ScoringStrategyType = 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';

export interface ScoringStrategy {
  readonly type: ScoringStrategyType;
  readonly resources: readonly ResourceWeight[];
  /** There exactly where the type is RequestedToCapacityRatio. */
  readonly requestedToCapacityRatio?: { readonly shape: readonly UtilizationShapePoint[] };
}

export interface DefaultPreemptionArgs {
  readonly minCandidateNodesPercentage: number;
  readonly minCandidateNodesAbsolute: number;
}

export interface InterPodAffinityArgs {
  readonly hardPodAffinityWeight: number;
  readonly ignorePreferredTermsOfExistingPods: boolean;
}

export interface NodeAffinityArgs {
  /** Affinity that every pod of the profile has besides its own. */
  readonly addedAffinity?: NonNullable<AffinityV1['nodeAffinity']>;
}

export interface NodeResourcesFitArgs {
  /** Resources that the filter ignores. */
  readonly ignoredResources: readonly string[];
  /** Prefixes (before "/") of resources that the filter ignores. */
  readonly ignoredResourceGroups: readonly string[];
  readonly scoringStrategy: ScoringStrategy;
}

export interface NodeResourcesBalancedAllocationArgs {
  readonly resources: readonly ResourceWeight[];
}

export interface PodTopologySpreadArgs {
  /** Constraints, without selectors, for pods that have none of their own; used where `defaultingType` is List. */
  readonly defaultConstraints: readonly TopologySpreadConstraintV1[];
  readonly defaultingType: 'System' | 'List';
}

export interface VolumeBindingArgs {
  readonly bindTimeoutSeconds: number;
  /** There exactly where the gate StorageCapacityScoring is on. */
  readonly shape?: readonly UtilizationShapePoint[];
}

export interface DynamicResourcesArgs {
  /** Time a filter may take for one node, µs; 0: no limit; absent: the gate DRASchedulerFilterTimeout is off. */
  readonly filterTimeoutUs?: number;
  /** How long PreBind waits for device conditions, µs; absent: the gates for it are off. */
  readonly bindingTimeoutUs?: number;
}

/** Arguments by plugin; plugins that are not here have none. */
export interface DefaultPluginArgs {
  readonly DefaultPreemption: DefaultPreemptionArgs;
  readonly DynamicResources: DynamicResourcesArgs;
  readonly InterPodAffinity: InterPodAffinityArgs;
  readonly NodeAffinity: NodeAffinityArgs;
  readonly NodeResourcesBalancedAllocation: NodeResourcesBalancedAllocationArgs;
  readonly NodeResourcesFit: NodeResourcesFitArgs;
  readonly PodTopologySpread: PodTopologySpreadArgs;
  readonly VolumeBinding: VolumeBindingArgs;
}
