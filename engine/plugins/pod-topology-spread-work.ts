/** What PodTopologySpread's PreFilter and PreScore look at upstream, for the time model. Upstream: plugins/podtopologyspread/{filtering,scoring}.go, v1.36. */
import type { Work, WorkCounts } from '../framework/index.js';
import { hostnameLabel, type SpreadConstraints } from './pod-topology-spread-constraints.js';

const nothing: Work = {};

/** Every node, and each of its pods once a constraint; hostnames are left to Score. */
export function spreadWork(rules: SpreadConstraints): WorkCounts {
  return {
    preFilter(pod, cluster) {
      const { hard } = rules.of(pod);
      if (hard.length === 0) return nothing;
      const pods = cluster.podCount * hard.length;
      return { nodes: cluster.nodes.length, pods, terms: pods };
    },
    preScore(pod, cluster, feasible) {
      const { soft } = rules.of(pod);
      if (soft.length === 0) return nothing;
      const pods = cluster.podCount * soft.filter((c) => c.topologyKey !== hostnameLabel).length;
      return { nodes: cluster.nodes.length + feasible, pods, terms: pods };
    },
  };
}
