/** What the simulator knows of a pod's template: compiled once from a defaulted, validated manifest and shared by every pod made from it. */
import type { PodSpecV1 } from './api.js';
import type { Labels } from './labels.js';
import type { NodeSelector, PreferredNodeTerm } from './node-selector.js';
import type { Resize } from './resizes.js';
import type { NonZeroRequests, Resources } from './resources.js';
import type { LabelSelector } from './selector.js';
import type { Toleration } from './toleration.js';

/** A pod, compiled. */
export interface PodSpec {
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly schedulerName: string;
  readonly priority: number;
  readonly preemptionPolicy: 'PreemptLowerPriority' | 'Never';
  /** spec.nodeName as written; "" when the scheduler is to choose. */
  readonly nodeName: string;
  /** spec.nodeSelector and required node affinity, compiled together; null when neither is there. */
  readonly nodeSelector: NodeSelector | null;
  readonly preferredNodeTerms: readonly PreferredNodeTerm[];
  /** What upstream says where it cannot parse a preferred node term (PreScore then fails); null as a rule. */
  readonly preferredNodeTermsProblem: string | null;
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly WeightedAffinityTerm[];
  readonly preferredAntiAffinity: readonly WeightedAffinityTerm[];
  readonly tolerations: readonly Toleration[];
  readonly schedulingGates: readonly string[];
  readonly hostPorts: readonly HostPort[];
  /** Images of all containers, as written, init containers first, in order (ImageLocality normalises them). */
  readonly images: readonly string[];
  /** Effective requests as NodeResourcesFit counts them (init and sidecar containers, overhead, pod-level resources). */
  readonly requests: Resources;
  /** The same with scoring's defaults for containers without requests. */
  readonly nonZeroRequests: NonZeroRequests;
  /** What the pod's status says of a resize in place, and how that was read; null where it says nothing. */
  readonly resize: Resize | null;
  /** The controller that owns the pod, as spreading's system defaults look for it; null without one. */
  readonly controllerRef: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly uid: string;
  } | null;
  /** The defaulted manifest, for what is read rarely (volumes, spread constraints, probes, containers). */
  readonly raw: PodSpecV1;
}

/** One pod (anti-)affinity term, its selectors and namespaces compiled. */
export interface AffinityTerm {
  readonly topologyKey: string;
  /** Never null: a missing labelSelector matches nothing, an empty one everything. */
  readonly selector: LabelSelector;
  readonly namespaces: ReadonlySet<string>;
  /** null when absent (matches nothing by itself). */
  readonly namespaceSelector: LabelSelector | null;
}

/** A preferred term with its weight, 1 to 100. */
export interface WeightedAffinityTerm {
  readonly weight: number;
  readonly term: AffinityTerm;
}

/** A port of the node that the pod needs for itself; ip "" means every address. */
export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}
