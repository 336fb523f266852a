/** Which spread constraints hold for a pod: its own, else the profile's defaults. Upstream: plugins/podtopologyspread/common.go, v1.36. */
import type { NodeInfo, ObjectStore, Pod } from '../cluster/index.js';
import type { Handle, PodTopologySpreadArgs } from '../framework/index.js';
import {
  compileSelector,
  everything,
  findUntolerated,
  type LabelSelector,
  type LabelSelectorV1,
  type Labels,
  type PodSpec,
  type TolerationGates,
  type TopologySpreadConstraintV1,
} from '../objects/index.js';
import { DefaultSelectors } from './pod-topology-spread-selector.js';
import { tolerationGates } from './tolerations.js';

/** The key whose domains are single nodes. */
export const hostnameLabel = 'kubernetes.io/hostname';

/** A constraint compiled, its defaults filled in. */
export interface SpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly selector: LabelSelector;
  readonly minDomains: number;
  /** Only nodes that the pod's node selector and affinity allow are counted. */
  readonly honorsAffinity: boolean;
  /** Only nodes whose taints the pod tolerates are counted. */
  readonly honorsTaints: boolean;
}

/** A pod's constraints by what happens where they cannot be met. */
export interface SplitConstraints {
  /** DoNotSchedule. */
  readonly hard: readonly SpreadConstraint[];
  /** ScheduleAnyway. */
  readonly soft: readonly SpreadConstraint[];
}

const none: SplitConstraints = { hard: [], soft: [] };

/** What every pod without constraints of its own has, where the profile does not say otherwise. Upstream: podtopologyspread/plugin.go. */
const systemDefaults: readonly TopologySpreadConstraintV1[] = [
  { topologyKey: hostnameLabel, whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
];

/** One spec's constraints, compiled once for each set of values that matchLabelKeys can bring in. */
interface OwnConstraints {
  readonly labelKeys: readonly string[];
  readonly byValues: Map<string, SplitConstraints>;
}

/** Finds and keeps constraints for one profile. */
export class SpreadConstraints {
  readonly hasDefaults: boolean;
  private readonly defaults: readonly TopologySpreadConstraintV1[];
  private readonly systemDefaulted: boolean;
  private readonly matchLabelKeys: boolean;
  private readonly tolerationGates: TolerationGates;
  private readonly selectors: DefaultSelectors;
  private readonly ofSpec = new WeakMap<PodSpec, OwnConstraints>();
  private readonly ofSelector = new WeakMap<LabelSelector, SplitConstraints>();
  /** Asked several times in a cycle. */
  private last: { readonly pod: Pod; readonly revision: number; readonly split: SplitConstraints } | null = null;
  private readonly objects: ObjectStore;

  constructor(args: PodTopologySpreadArgs, handle: Handle) {
    this.objects = handle.cluster.objects;
    this.systemDefaulted = args.defaultingType === 'System';
    this.defaults = this.systemDefaulted ? systemDefaults : args.defaultConstraints;
    this.hasDefaults = this.defaults.length > 0;
    this.matchLabelKeys = handle.release.gate('MatchLabelKeysInPodTopologySpread');
    this.tolerationGates = tolerationGates(handle.release);
    this.selectors = new DefaultSelectors(handle.cluster.objects);
  }

  of(pod: Pod): SplitConstraints {
    const { last, objects } = this;
    if (last !== null && last.pod === pod && last.revision === objects.revision) return last.split;
    const split = hasOwnConstraints(pod) ? this.own(pod) : this.hasDefaults ? this.default(pod) : none;
    this.last = { pod, revision: objects.revision, split };
    return split;
  }

  /** Whether a node needs every topology key to be scored; with system defaults one without a zone still has its hostname. */
  requiresAllKeys(pod: Pod): boolean {
    return hasOwnConstraints(pod) || !this.systemDefaulted;
  }

  /** Whether the node counts for the constraint, by its inclusion policies. */
  includes(constraint: SpreadConstraint, pod: Pod, node: NodeInfo): boolean {
    const spec = node.spec!;
    if (constraint.honorsAffinity && pod.spec.nodeSelector?.matches(spec) === false) return false;
    if (!constraint.honorsTaints || spec.taints.length === 0) return true;
    return findUntolerated(spec.taints, pod.spec.tolerations, blockingEffects, this.tolerationGates) === undefined;
  }

  private own(pod: Pod): SplitConstraints {
    const raw = pod.spec.raw.topologySpreadConstraints!;
    let own = this.ofSpec.get(pod.spec);
    if (own === undefined) {
      const labelKeys = this.matchLabelKeys ? raw.flatMap((c) => c.matchLabelKeys ?? []) : [];
      own = { labelKeys, byValues: new Map() };
      this.ofSpec.set(pod.spec, own);
    }
    const values = own.labelKeys.length === 0 ? '' : JSON.stringify(own.labelKeys.map((key) => pod.labels.get(key)));
    let split = own.byValues.get(values);
    if (split === undefined) {
      split = splitByAction(raw, (c) => compileSelector(this.mergedSelector(c, pod.labels)));
      own.byValues.set(values, split);
    }
    return split;
  }

  /** The constraint's selector and the pod's values of its matchLabelKeys; a missing selector selects nothing all the same. */
  private mergedSelector(constraint: TopologySpreadConstraintV1, labels: Labels): LabelSelectorV1 | undefined {
    const selector = constraint.labelSelector;
    if (!this.matchLabelKeys || !selector) return selector;
    const fromPod = (constraint.matchLabelKeys ?? []).flatMap((key) => {
      const value = labels.get(key);
      return value === undefined ? [] : [{ key, operator: 'In', values: [value] }];
    });
    return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...fromPod] };
  }

  private default(pod: Pod): SplitConstraints {
    const selector = this.selectors.of(pod);
    if (selector === everything) return none;
    let split = this.ofSelector.get(selector);
    if (split === undefined) {
      split = splitByAction(this.defaults, () => selector);
      this.ofSelector.set(selector, split);
    }
    return split;
  }
}

const blockingEffects = ['NoSchedule', 'NoExecute'];

/** Whether the pod brings constraints; then the defaults do not hold, of whatever action they are. */
export function hasOwnConstraints(pod: Pod): boolean {
  return (pod.spec.raw.topologySpreadConstraints?.length ?? 0) > 0;
}

/** Whether the labels hold the topology key of every constraint. */
export function hasAllKeys(labels: Labels, constraints: readonly SpreadConstraint[]): boolean {
  for (const constraint of constraints) if (!labels.has(constraint.topologyKey)) return false;
  return true;
}

/** How many of the pods the selector matches in the namespace, those being deleted left out; an empty selector counts none, as upstream. */
export function countMatching(pods: readonly Pod[], selector: LabelSelector, namespace: string): number {
  if (selector.everything) return 0;
  let count = 0;
  for (const pod of pods) if (isCounted(pod, selector, namespace)) count++;
  return count;
}

/** Whether it is one of these. */
export function isCounted({ spec, labels, isTerminating }: Pod, selector: LabelSelector, namespace: string): boolean {
  return !selector.everything && spec.namespace === namespace && !isTerminating && selector.matches(labels);
}

function splitByAction(
  constraints: readonly TopologySpreadConstraintV1[],
  selectorOf: (constraint: TopologySpreadConstraintV1) => LabelSelector,
): SplitConstraints {
  const withAction = (action: string) =>
    constraints.filter((c) => c.whenUnsatisfiable === action).map((c) => compiled(c, selectorOf(c)));
  return { hard: withAction('DoNotSchedule'), soft: withAction('ScheduleAnyway') };
}

function compiled(constraint: TopologySpreadConstraintV1, selector: LabelSelector): SpreadConstraint {
  return {
    maxSkew: constraint.maxSkew,
    topologyKey: constraint.topologyKey,
    selector,
    minDomains: constraint.minDomains ?? 1,
    honorsAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
    honorsTaints: (constraint.nodeTaintsPolicy ?? 'Ignore') === 'Honor',
  };
}
