/** InterPodAffinity's PreScore, Score and NormalizeScore: preferred terms, both ways. Upstream: plugins/interpodaffinity/scoring.go, v1.36. */
import type { Cluster, NodeInfo, Pod } from '../cluster/index.js';
import { type InterPodAffinityArgs, type Status, success } from '../framework/index.js';
import type { Labels, WeightedAffinityTerm } from '../objects/index.js';
import { TopologyCounts, type TopologySink } from './inter-pod-affinity-counts.js';
import {
  type AffinityNamespaces,
  countMatchingTerm,
  matchesResolved,
  matchesTerm,
  type ResolvedTerm,
} from './inter-pod-affinity-terms.js';
import { maxNodeScore } from './normalize-scores.js';

/** Sums of weights by domain. */
export type AffinityScoreState = TopologyCounts;

/** Whether the pod prefers anything of others. */
export function hasPreferredTerms({ spec }: Pod): boolean {
  return spec.preferredAffinity.length > 0 || spec.preferredAntiAffinity.length > 0;
}

/** The weights of all terms that match, the pod's own and existing pods'; null where none does. Without own preferences only pods with affinity can matter. */
export function affinityScoreState(
  pod: Pod,
  cluster: Cluster,
  namespaces: AffinityNamespaces,
  args: InterPodAffinityArgs,
): AffinityScoreState | null {
  const prefers = hasPreferredTerms(pod);
  if (ignoresAll(pod, args)) return null;
  const sums = new TopologyCounts();
  const weighing = new AffinityWeighing(sums, pod, namespaces, args);
  for (const node of prefers ? cluster.nodes : cluster.nodesWithAffinityPods()) weighing.count(node);
  return sums.isUntouched ? null : sums;
}

/** Whether no preference counts, whoever has it. */
export function ignoresAll(pod: Pod, { ignorePreferredTermsOfExistingPods }: InterPodAffinityArgs): boolean {
  return ignorePreferredTermsOfExistingPods && !hasPreferredTerms(pod);
}

/** Weighs nodes for one waiting pod. */
export class AffinityWeighing {
  private readonly theirs: TheirTerms;
  private readonly own: readonly ResolvedTerm[];

  constructor(
    private readonly sums: TopologySink,
    pod: Pod,
    namespaces: AffinityNamespaces,
    { hardPodAffinityWeight }: InterPodAffinityArgs,
  ) {
    this.theirs = new TheirTerms(sums, pod, namespaces.labelsOf(pod.namespace), hardPodAffinityWeight);
    this.own = namespaces.preferred(pod.spec.preferredAffinity, pod.spec.preferredAntiAffinity);
  }

  /** Adds what the node's pods weigh. */
  count(node: NodeInfo): void {
    for (const other of node.podsWithAffinity) this.theirs.count(other, node.labels);
    if (this.own.length > 0) countOwn(this.sums, this.own, node);
  }

  /** Adds what one pod on a node with these labels weighs. */
  countPod(other: Pod, labels: Labels): void {
    this.theirs.count(other, labels);
    for (const term of this.own) if (matchesResolved(term, other)) this.sums.add(term.topologyKey, labels, term.weight);
  }
}

/** The pod's own preferences, for every pod on the node that matches. */
function countOwn(sums: TopologySink, own: readonly ResolvedTerm[], node: NodeInfo): void {
  for (const term of own) {
    const matching = countMatchingTerm(term, node.pods);
    if (matching > 0) sums.add(term.topologyKey, node.labels, matching * term.weight);
  }
}

/** What existing pods' terms say of the waiting pod; a required affinity counts with a fixed weight. */
class TheirTerms {
  constructor(
    private readonly sums: TopologySink,
    private readonly pod: Pod,
    private readonly namespaceLabels: Labels,
    private readonly hardWeight: number,
  ) {}

  count({ spec }: Pod, labels: Labels): void {
    if (this.hardWeight > 0) {
      for (const term of spec.requiredAffinity) {
        if (matchesTerm(term, this.pod, this.namespaceLabels)) this.sums.add(term.topologyKey, labels, this.hardWeight);
      }
    }
    this.countPreferred(spec.preferredAffinity, labels, 1);
    this.countPreferred(spec.preferredAntiAffinity, labels, -1);
  }

  private countPreferred(terms: readonly WeightedAffinityTerm[], labels: Labels, sign: 1 | -1): void {
    for (const { term, weight } of terms) {
      if (matchesTerm(term, this.pod, this.namespaceLabels)) this.sums.add(term.topologyKey, labels, sign * weight);
    }
  }
}

/** 100·((score − min)/(max − min)) in floating point, as upstream; 0 where all are equal. */
export function normalizeAffinity(scores: Float64Array): Status {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const score of scores) {
    if (score < min) min = score;
    if (score > max) max = score;
  }
  const range = max - min;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = range > 0 ? Math.trunc(maxNodeScore * ((scores[i]! - min) / range)) : 0;
  }
  return success;
}
