/** InterPodAffinity keeps pods near those they need and away from those they avoid. Upstream: plugins/interpodaffinity/plugin.go, v1.36. */
import { definePlugin, type InterPodAffinityArgs, type PluginFactory, skip, success } from '../framework/index.js';
import {
  type AffinityFilterState,
  affinityFilterState,
  changeAffinityState,
  copyAffinityState,
  filterAffinity,
} from './inter-pod-affinity-filtering.js';
import { affinityRequeue } from './inter-pod-affinity-hints.js';
import { type AffinityScoreState, affinityScoreState, normalizeAffinity } from './inter-pod-affinity-scoring.js';
import { AffinityNamespaces } from './inter-pod-affinity-terms.js';
import { affinityWork } from './inter-pod-affinity-work.js';

const name = 'InterPodAffinity';

export const interPodAffinity: PluginFactory<InterPodAffinityArgs> = {
  name,
  create(args, handle) {
    const namespaces = new AffinityNamespaces(handle.cluster.objects, handle.release.behaviour);
    return definePlugin<AffinityFilterState, AffinityScoreState>({
      name,
      signs(pod) {
        const affinity = pod.spec.raw.affinity;
        if (affinity?.podAffinity || affinity?.podAntiAffinity) return undefined;
        return args.ignorePreferredTermsOfExistingPods ? null : pod.labels;
      },

      preFilter: {
        check(pod, cycle) {
          const state = affinityFilterState(pod, cycle.cluster, namespaces);
          return state === null ? { status: skip } : { status: success, state };
        },
        clone: copyAffinityState,
        addPod(state, pod, added, node) {
          changeAffinityState(state, pod, added, node, 1);
          return success;
        },
        removePod(state, pod, removed, node) {
          changeAffinityState(state, pod, removed, node, -1);
          return success;
        },
      },

      filter: {
        dependsOn: ['node-static', 'topology-domain', 'any-match', 'objects'],
        check: (_pod, node, state) => filterAffinity(node, state),
      },

      preScore(pod, _feasible, _filterState, cycle) {
        const state = affinityScoreState(pod, cycle.cluster, namespaces, args);
        return state === null ? { status: skip } : { status: success, state };
      },

      score: {
        dependsOn: ['node-static', 'topology-domain', 'feasible-set', 'objects'],
        score: (_pod, node, state) => state.totalAt(node.labels),
        normalize(scores) {
          normalizeAffinity(scores);
          return success;
        },
      },

      requeueOn: affinityRequeue(handle.release),
      work: affinityWork(args),
    });
  },
};
