/** InterPodAffinity's PreFilter and Filter: what the waiting pod requires of others, and others of it. Upstream: plugins/interpodaffinity/filtering.go, v1.36. */
import type { Cluster, NodeInfo, Pod } from '../cluster/index.js';
import { type PreFilterPoint, type Status, skip, success, unresolvable, unschedulable } from '../framework/index.js';
import type { Labels } from '../objects/index.js';
import { TopologyCounts, type TopologySink } from './inter-pod-affinity-counts.js';
import {
  type AffinityNamespaces,
  countMatchingAll,
  countMatchingTerm,
  matchesAllResolved,
  matchesResolved,
  matchesTerm,
  type ResolvedTerm,
} from './inter-pod-affinity-terms.js';

const affinityMissing = unresolvable("node(s) didn't match pod affinity rules");
const antiAffinityMet = unschedulable("node(s) didn't match pod anti-affinity rules");
const existingAntiAffinityMet = unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");

/** What a waiting pod requires, and where to count by domain how many pods it and others' terms concern. */
export interface AffinityCounting<Sums extends TopologySink> {
  readonly affinityTerms: readonly ResolvedTerm[];
  readonly antiAffinityTerms: readonly ResolvedTerm[];
  /** Of the waiting pod's namespace. */
  readonly namespaceLabels: Labels;
  /** Whether the pod matches all of its own affinity terms. */
  readonly matchesItself: boolean;
  /** Existing pods' required anti-affinity terms that the pod matches. */
  readonly existing: Sums;
  /** Pods that match all of its affinity terms. */
  readonly affinity: Sums;
  /** Pods that match one of its anti-affinity terms, once a term. */
  readonly antiAffinity: Sums;
}

/** What PreFilter leaves. */
export type AffinityFilterState = AffinityCounting<TopologyCounts>;

/** The plugin's PreFilter. */
export function affinityPreFilter(namespaces: AffinityNamespaces): PreFilterPoint<AffinityFilterState> {
  return {
    check(pod, { cluster }) {
      const state = countedState(pod, cluster, namespaces);
      return state === null ? { status: skip } : { status: success, state };
    },
    skipsFilter: ({ spec }, { affinityTotals }) =>
      affinityTotals.podsWithRequiredAntiAffinity === 0 && requiresNothing(spec),
    clone: copyState,
    addPod: (state, pod, added, node) => changeState(state, pod, added, node, 1),
    removePod: (state, pod, removed, node) => changeState(state, pod, removed, node, -1),
  };
}

/** Whether the pod requires nothing of others. */
export function requiresNothing({ requiredAffinity, requiredAntiAffinity }: Pod['spec']): boolean {
  return requiredAffinity.length === 0 && requiredAntiAffinity.length === 0;
}

/** The state over the whole cluster; null where neither the pod nor anyone else requires anything. */
function countedState(pod: Pod, cluster: Cluster, namespaces: AffinityNamespaces): AffinityFilterState | null {
  const state = countingOf(pod, namespaces, () => new TopologyCounts());
  for (const node of cluster.nodesWithRequiredAntiAffinityPods()) countTheirs(state, pod, node);
  if (!requiresNothing(pod.spec)) {
    for (const node of cluster.nodes) countNode(state, node);
  } else if (state.existing.isZero) return null;
  return state;
}

/** A pod's requirements with nothing counted yet. */
export function countingOf<Sums extends TopologySink>(
  pod: Pod,
  namespaces: AffinityNamespaces,
  sums: () => Sums,
): AffinityCounting<Sums> {
  const affinityTerms = namespaces.required(pod.spec.requiredAffinity);
  return {
    affinityTerms,
    antiAffinityTerms: namespaces.required(pod.spec.requiredAntiAffinity),
    namespaceLabels: namespaces.labelsOf(pod.namespace),
    matchesItself: matchesAllResolved(affinityTerms, pod),
    existing: sums(),
    affinity: sums(),
    antiAffinity: sums(),
  };
}

/** Anti-affinity terms of the node's pods that the waiting pod matches. */
export function countTheirs(state: AffinityCounting<TopologySink>, pod: Pod, node: NodeInfo): void {
  for (const other of node.podsWithRequiredAntiAffinity) countExisting(state, pod, other, node.labels, 1);
}

/** Existing pods' anti-affinity terms that the waiting pod matches. */
function countExisting(
  state: AffinityCounting<TopologySink>,
  pod: Pod,
  other: Pod,
  labels: Labels,
  amount: number,
): void {
  for (const term of other.spec.requiredAntiAffinity) {
    if (matchesTerm(term, pod, state.namespaceLabels)) state.existing.add(term.topologyKey, labels, amount);
  }
}

/** Pods of the node that match all affinity terms, and those that match each anti-affinity term. */
export function countNode(state: AffinityCounting<TopologySink>, { pods, labels }: NodeInfo): void {
  if (state.affinityTerms.length > 0) countAffinity(state, labels, countMatchingAll(state.affinityTerms, pods));
  for (const term of state.antiAffinityTerms) {
    const matching = countMatchingTerm(term, pods);
    if (matching > 0) state.antiAffinity.add(term.topologyKey, labels, matching);
  }
}

function countAffinity(state: AffinityCounting<TopologySink>, labels: Labels, amount: number): void {
  if (amount === 0) return;
  for (const term of state.affinityTerms) state.affinity.add(term.topologyKey, labels, amount);
}

/** A copy that may change apart from the original. */
function copyState(state: AffinityFilterState): AffinityFilterState {
  return {
    ...state,
    existing: state.existing.copy(),
    affinity: state.affinity.copy(),
    antiAffinity: state.antiAffinity.copy(),
  };
}

/** As if `changed` came to the node (amount 1) or left it (−1). */
function changeState(state: AffinityFilterState, pod: Pod, changed: Pod, node: NodeInfo, amount: 1 | -1): Status {
  countPod(state, pod, changed, node.labels, amount);
  return success;
}

/** What one pod on a node with these labels adds (amount 1) or takes away (−1). */
export function countPod(
  state: AffinityCounting<TopologySink>,
  pod: Pod,
  other: Pod,
  labels: Labels,
  amount: 1 | -1,
): void {
  countExisting(state, pod, other, labels, amount);
  if (matchesAllResolved(state.affinityTerms, other)) countAffinity(state, labels, amount);
  for (const term of state.antiAffinityTerms) {
    if (matchesResolved(term, other)) state.antiAffinity.add(term.topologyKey, labels, amount);
  }
}

/** Affinity first, then the pod's own anti-affinity, then that of the pods which are there. */
export function filterAffinity(node: NodeInfo, state: AffinityFilterState): Status {
  const labels = node.labels;
  if (!meetsAffinity(state, labels)) return affinityMissing;
  if (meetsAntiAffinity(state, labels)) return antiAffinityMet;
  return state.existing.anyAt(labels) ? existingAntiAffinityMet : success;
}

/**
 * Every affinity term has a match in the node's domain. The first pod of a group, which no pod anywhere matches but itself, may go wherever
 * the topology keys are.
 */
function meetsAffinity(state: AffinityFilterState, labels: Labels): boolean {
  let matched = true;
  for (const { topologyKey } of state.affinityTerms) {
    const value = labels.get(topologyKey);
    if (value === undefined) return false;
    if (state.affinity.get(topologyKey, value) <= 0) matched = false;
  }
  return matched || isFirstOfGroup(state);
}

/** Whether the pod matches its own affinity and no pod anywhere does. */
export function isFirstOfGroup({ matchesItself, affinity }: AffinityFilterState): boolean {
  return matchesItself && affinity.isZero;
}

function meetsAntiAffinity(state: AffinityFilterState, labels: Labels): boolean {
  for (const { topologyKey } of state.antiAffinityTerms) {
    const value = labels.get(topologyKey);
    if (value !== undefined && state.antiAffinity.get(topologyKey, value) > 0) return true;
  }
  return false;
}
