/** PodTopologySpread keeps pods that match a selector evenly spread over domains. Upstream: plugins/podtopologyspread/plugin.go, v1.36. */
import { definePlugin, type PluginFactory, type PodTopologySpreadArgs, skip, success } from '../framework/index.js';
import { hasOwnConstraints, hostnameLabel, SpreadConstraints } from './pod-topology-spread-constraints.js';
import {
  changeSpreadState,
  copySpreadState,
  filterSpread,
  type SpreadFilterState,
  spreadFilterState,
} from './pod-topology-spread-filtering.js';
import { spreadRequeue } from './pod-topology-spread-hints.js';
import {
  normalizeSpread,
  type SpreadScoreState,
  scoreSpread,
  spreadScoreState,
} from './pod-topology-spread-scoring.js';

const name = 'PodTopologySpread';

export const podTopologySpread: PluginFactory<PodTopologySpreadArgs> = {
  name,
  create(args, handle) {
    const rules = new SpreadConstraints(args, handle);
    return definePlugin<SpreadFilterState, SpreadScoreState>({
      name,
      // Where pods can go hangs on all other pods, so no two pods share a verdict; upstream signs only where there are no constraints.
      signs: (pod) => (hasOwnConstraints(pod) || rules.hasDefaults ? undefined : null),

      preFilter: {
        check(pod, cycle) {
          const { hard } = rules.of(pod);
          if (hard.length === 0) return { status: skip };
          return { status: success, state: spreadFilterState(pod, cycle.cluster.nodes, hard, rules) };
        },
        clone: copySpreadState,
        addPod(state, pod, added, node) {
          changeSpreadState(state, pod, added, node, 1, rules);
          return success;
        },
        removePod(state, pod, removed, node) {
          changeSpreadState(state, pod, removed, node, -1, rules);
          return success;
        },
      },

      filter: {
        dependsOn: ['node-static', 'topology-domain', 'domain-extreme', 'objects'],
        check: (_pod, node, state) => filterSpread(node, state),
      },

      preScore(pod, feasible, _filterState, cycle) {
        const { soft } = rules.of(pod);
        if (soft.length === 0 || cycle.cluster.nodes.length === 0) return { status: skip };
        return { status: success, state: spreadScoreState(pod, feasible, cycle.cluster.nodes, soft, rules) };
      },

      score: {
        dependsOn: ['node-static', 'topology-domain', 'feasible-set', 'objects'],
        score: scoreSpread,
        normalize(scores, _pod, nodes, state) {
          normalizeSpread(scores, nodes, state);
          return success;
        },
      },

      requeueOn: spreadRequeue(rules, handle.release),

      // Upstream walks every node and looks at each of its pods once a constraint; hostnames are left to Score.
      work: {
        preFilter(pod, cluster) {
          const constraints = rules.of(pod).hard.length;
          if (constraints === 0) return {};
          const pods = cluster.podCount * constraints;
          return { nodes: cluster.nodes.length, pods, terms: pods };
        },
        preScore(pod, cluster, feasible) {
          const { soft } = rules.of(pod);
          if (soft.length === 0) return {};
          const pods = cluster.podCount * soft.filter((c) => c.topologyKey !== hostnameLabel).length;
          return { nodes: cluster.nodes.length + feasible, pods, terms: pods };
        },
      },
    });
  },
};
