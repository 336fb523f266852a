/** What InterPodAffinity's PreFilter and PreScore look at upstream, for the time model. Upstream: plugins/interpodaffinity/{filtering,scoring}.go, v1.36. */
import type { Cluster, Pod } from '../cluster/index.js';
import type { InterPodAffinityArgs, Work, WorkCounts } from '../framework/index.js';
import { hasPreferredTerms } from './inter-pod-affinity-scoring.js';

const nothing: Work = {};
const noOne: Work = { nodes: 0, pods: 0, terms: 0, merged: 0 };

/** The plugin's counts, from totals that the cluster keeps. */
export function affinityWork(args: InterPodAffinityArgs): WorkCounts {
  return {
    preFilter: filterWork,
    preScore: (pod, cluster) => scoreWork(pod, cluster, args),
  };
}

/** Anti-affinity of existing pods always; every pod where the waiting one requires something. Those it wants to be near to are taken to be among the pods with affinity. */
function filterWork({ spec }: Pod, cluster: Cluster): Work {
  const totals = cluster.affinityTotals;
  const ownTerms = spec.requiredAffinity.length + spec.requiredAntiAffinity.length;
  if (ownTerms === 0 && totals.podsWithRequiredAntiAffinity === 0) return noOne;
  const walksAll = ownTerms > 0 ? 1 : 0;
  return {
    nodes: totals.nodesWithRequiredAntiAffinity + walksAll * cluster.nodes.length,
    pods: totals.podsWithRequiredAntiAffinity + walksAll * cluster.podCount,
    terms: totals.requiredAntiAffinityTerms + ownTerms * cluster.podCount,
    merged: spec.requiredAffinity.length > 0 ? totals.nodes : 0,
  };
}

/** Whether terms of other pods may match the pod: without labels hardly one does. */
function matchable({ labels }: Pod): boolean {
  return labels.size > 0;
}

/** Every pod where the waiting one prefers something, else those with affinity. Pods with terms that count keep scores for their node. */
function scoreWork(pod: Pod, cluster: Cluster, args: InterPodAffinityArgs): Work {
  const prefers = hasPreferredTerms(pod);
  if (args.ignorePreferredTermsOfExistingPods && !prefers) return nothing;
  const totals = cluster.affinityTotals;
  if (totals.pods === 0 && !prefers) return noOne;
  const ownTerms = pod.spec.preferredAffinity.length + pod.spec.preferredAntiAffinity.length;
  const hardTerms = args.hardPodAffinityWeight > 0 ? totals.requiredAffinityTerms : 0;
  return {
    nodes: prefers ? cluster.nodes.length : totals.nodes,
    pods: prefers ? cluster.podCount : totals.pods,
    terms: totals.preferredTerms + hardTerms + ownTerms * cluster.podCount,
    merged: matchable(pod) && totals.preferredTerms + hardTerms > 0 ? totals.nodes : 0,
  };
}
