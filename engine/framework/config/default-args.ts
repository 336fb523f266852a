/** Fills in what a plugin's arguments leave out. Upstream: pkg/scheduler/apis/config/v1/defaults.go, v1.36. */
import type { TopologySpreadConstraintV1 } from '../../objects/index.js';
import type { Release } from '../release.js';
import type { ArgsV1, PluginWithArgs, ResourceSpecV1, ScoringStrategyV1, ShapePointV1 } from './args-schema.js';
import { parseGoDuration } from './go-duration.js';
import type {
  DefaultPluginArgs,
  DynamicResourcesArgs,
  ResourceWeight,
  ScoringStrategy,
  ScoringStrategyType,
  UtilizationShapePoint,
  VolumeBindingArgs,
} from './plugin-args.js';

const cpuAndMemory: readonly ResourceWeight[] = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

/** A node's storage scores the more the less of it is used. */
const emptyFirst: readonly UtilizationShapePoint[] = [
  { utilization: 0, score: 10 },
  { utilization: 100, score: 0 },
];

type Defaults = { readonly [P in PluginWithArgs]: (args: ArgsV1[P], release: Release) => DefaultPluginArgs[P] };

const defaults: Defaults = {
  DefaultPreemption: (args) => ({
    minCandidateNodesPercentage: args.minCandidateNodesPercentage ?? 10,
    minCandidateNodesAbsolute: args.minCandidateNodesAbsolute ?? 100,
  }),
  DynamicResources: dynamicResources,
  InterPodAffinity: (args) => ({
    hardPodAffinityWeight: args.hardPodAffinityWeight ?? 1,
    ignorePreferredTermsOfExistingPods: args.ignorePreferredTermsOfExistingPods ?? false,
  }),
  NodeAffinity: ({ addedAffinity }) => (addedAffinity === undefined ? {} : { addedAffinity }),
  NodeResourcesBalancedAllocation: (args) => ({ resources: resourceWeights(args.resources) }),
  NodeResourcesFit: (args) => ({
    ignoredResources: args.ignoredResources ?? [],
    ignoredResourceGroups: args.ignoredResourceGroups ?? [],
    scoringStrategy: scoringStrategy(args.scoringStrategy ?? { type: 'LeastAllocated' }),
  }),
  PodTopologySpread: (args) => ({
    defaultConstraints: (args.defaultConstraints ?? []).map(spreadConstraint),
    defaultingType: (args.defaultingType || 'System') as 'System' | 'List',
  }),
  VolumeBinding: volumeBinding,
};

/** The arguments with every default of the release; they may still be invalid. */
export function withArgsDefaults<P extends PluginWithArgs>(
  plugin: P,
  args: ArgsV1[P],
  release: Release,
): DefaultPluginArgs[P] {
  return defaults[plugin](args, release);
}

/** No weight, and 0, mean 1. */
function resourceWeights(resources: readonly ResourceSpecV1[] = []): readonly ResourceWeight[] {
  if (resources.length === 0) return cpuAndMemory;
  return resources.map(({ name = '', weight }) => ({ name, weight: weight || 1 }));
}

function scoringStrategy(strategy: ScoringStrategyV1): ScoringStrategy {
  const ratio = strategy.requestedToCapacityRatio;
  return {
    type: (strategy.type ?? '') as ScoringStrategyType,
    resources: resourceWeights(strategy.resources),
    ...(ratio === undefined ? {} : { requestedToCapacityRatio: { shape: shapePoints(ratio.shape) } }),
  };
}

function shapePoints(shape: readonly ShapePointV1[] = []): UtilizationShapePoint[] {
  return shape.map(({ utilization = 0, score = 0 }) => ({ utilization, score }));
}

function spreadConstraint(constraint: Partial<TopologySpreadConstraintV1>): TopologySpreadConstraintV1 {
  return { maxSkew: 0, topologyKey: '', whenUnsatisfiable: '', ...constraint };
}

function volumeBinding(args: ArgsV1['VolumeBinding'], release: Release): VolumeBindingArgs {
  const bindTimeoutSeconds = args.bindTimeoutSeconds ?? 600;
  if (args.shape !== undefined && args.shape.length > 0) return { bindTimeoutSeconds, shape: shapePoints(args.shape) };
  if (release.gate('StorageCapacityScoring')) return { bindTimeoutSeconds, shape: emptyFirst };
  return args.shape === undefined ? { bindTimeoutSeconds } : { bindTimeoutSeconds, shape: [] };
}

function dynamicResources(args: ArgsV1['DynamicResources'], release: Release): DynamicResourcesArgs {
  const binding = release.gate('DRADeviceBindingConditions') && release.gate('DRAResourceClaimDeviceStatus');
  const filterTimeout =
    args.filterTimeout ?? (release.gate('DRASchedulerFilterTimeout') ? parseGoDuration('10s') : null);
  const bindingTimeout = args.bindingTimeout ?? (binding ? parseGoDuration('600s') : null);
  return {
    ...(filterTimeout === null ? {} : { filterTimeoutUs: wholeMicroseconds(filterTimeout.nanoseconds) }),
    ...(bindingTimeout === null ? {} : { bindingTimeoutUs: wholeMicroseconds(bindingTimeout.nanoseconds) }),
  };
}

/** Rounded away from zero, so that no timeout becomes none. */
function wholeMicroseconds(nanoseconds: number): number {
  return nanoseconds < 0 ? Math.floor(nanoseconds / 1000) : Math.ceil(nanoseconds / 1000);
}
