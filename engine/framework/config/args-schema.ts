/** Which fields the plugins' arguments have. Upstream: kube-scheduler/config/v1/types_pluginargs.go, v1.36. */
import type {
  LabelSelectorRequirementV1,
  LabelSelectorV1,
  NodeSelectorTermV1,
  NodeSelectorV1,
  TopologySpreadConstraintV1,
} from '../../objects/index.js';
import { type Decoder, duration, flag, int32, int64, list, record, text, texts } from './decode.js';
import type { Duration } from './go-duration.js';
import type { NodeAffinityArgs } from './plugin-args.js';

interface Typed {
  apiVersion?: string;
  kind?: string;
}

export interface ResourceSpecV1 {
  name?: string;
  weight?: number;
}

export interface ShapePointV1 {
  utilization?: number;
  score?: number;
}

export interface ScoringStrategyV1 {
  type?: string;
  resources?: ResourceSpecV1[];
  requestedToCapacityRatio?: { shape?: ShapePointV1[] };
}

/** Arguments by plugin, as users write them. */
export interface ArgsV1 {
  DefaultPreemption: Typed & { minCandidateNodesPercentage?: number; minCandidateNodesAbsolute?: number };
  DynamicResources: Typed & { filterTimeout?: Duration; bindingTimeout?: Duration };
  InterPodAffinity: Typed & { hardPodAffinityWeight?: number; ignorePreferredTermsOfExistingPods?: boolean };
  NodeAffinity: Typed & { addedAffinity?: NonNullable<NodeAffinityArgs['addedAffinity']> };
  NodeResourcesBalancedAllocation: Typed & { resources?: ResourceSpecV1[] };
  NodeResourcesFit: Typed & {
    ignoredResources?: string[];
    ignoredResourceGroups?: string[];
    scoringStrategy?: ScoringStrategyV1;
  };
  PodTopologySpread: Typed & { defaultConstraints?: Partial<TopologySpreadConstraintV1>[]; defaultingType?: string };
  VolumeBinding: Typed & { bindTimeoutSeconds?: number; shape?: ShapePointV1[] };
}

export type PluginWithArgs = keyof ArgsV1;

const typed = { apiVersion: text, kind: text };
const resources = list(record<ResourceSpecV1>({ name: text, weight: int64 }), {});
const shape = list(record<ShapePointV1>({ utilization: int32, score: int32 }), {});

const scoringStrategy = record<ScoringStrategyV1>({
  type: text,
  resources,
  requestedToCapacityRatio: record<{ shape?: ShapePointV1[] }>({ shape }),
});

const requirements = list(
  record<Partial<LabelSelectorRequirementV1>>({ key: text, operator: text, values: list(text, '') }),
  {},
) as Decoder<LabelSelectorRequirementV1[]>;
const nodeSelectorTerm = record<NodeSelectorTermV1>({ matchExpressions: requirements, matchFields: requirements });
const nodeSelector = record<Partial<NodeSelectorV1>>({ nodeSelectorTerms: list(nodeSelectorTerm, {}) });
const preferredTerm = record<{ weight?: number; preference?: NodeSelectorTermV1 }>({
  weight: int32,
  preference: nodeSelectorTerm,
});
const nodeAffinity = record<{ [K in keyof NonNullable<NodeAffinityArgs['addedAffinity']>]?: unknown }>({
  requiredDuringSchedulingIgnoredDuringExecution: (value, at) => ({
    nodeSelectorTerms: [],
    ...nodeSelector(value, at),
  }),
  preferredDuringSchedulingIgnoredDuringExecution: list(
    (value, at) => ({ weight: 0, preference: {}, ...preferredTerm(value, at) }),
    {},
  ),
}) as Decoder<NonNullable<NodeAffinityArgs['addedAffinity']>>;

const spreadConstraint = record<Partial<TopologySpreadConstraintV1>>({
  maxSkew: int32,
  topologyKey: text,
  whenUnsatisfiable: text,
  labelSelector: record<LabelSelectorV1>({ matchLabels: texts, matchExpressions: requirements }),
  minDomains: int32,
  nodeAffinityPolicy: text,
  nodeTaintsPolicy: text,
  matchLabelKeys: list(text, ''),
});

/** Decoders of arguments by plugin; plugins that are not here have none. */
export const argsDecoders: { readonly [P in PluginWithArgs]: Decoder<ArgsV1[P]> } = {
  DefaultPreemption: record({ ...typed, minCandidateNodesPercentage: int32, minCandidateNodesAbsolute: int32 }),
  DynamicResources: record({ ...typed, filterTimeout: duration, bindingTimeout: duration }),
  InterPodAffinity: record({ ...typed, hardPodAffinityWeight: int32, ignorePreferredTermsOfExistingPods: flag }),
  NodeAffinity: record({ ...typed, addedAffinity: nodeAffinity }),
  NodeResourcesBalancedAllocation: record({ ...typed, resources }),
  NodeResourcesFit: record({
    ...typed,
    ignoredResources: list(text, ''),
    ignoredResourceGroups: list(text, ''),
    scoringStrategy,
  }),
  PodTopologySpread: record({ ...typed, defaultConstraints: list(spreadConstraint, {}), defaultingType: text }),
  VolumeBinding: record({ ...typed, bindTimeoutSeconds: int64, shape }),
};

/** Whether the plugin has arguments. */
export function hasArgs(plugin: string): plugin is PluginWithArgs {
  return Object.hasOwn(argsDecoders, plugin);
}
