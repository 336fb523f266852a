/** InterPodAffinity keeps pods near those they need and away from those they avoid. Upstream: plugins/interpodaffinity/plugin.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  definePlugin,
  failure,
  type InterPodAffinityArgs,
  type PluginFactory,
  skip,
  success,
} from '../framework/index.js';
import { type AffinityFilterState, affinityPreFilter, filterAffinity } from './inter-pod-affinity-filtering.js';
import { affinityRequeue } from './inter-pod-affinity-hints.js';
import {
  type AffinityScoreState,
  affinityScoreState,
  hasPreferredTerms,
  normalizeAffinity,
} from './inter-pod-affinity-scoring.js';
import { affinityDomains } from './inter-pod-affinity-tally.js';
import { AffinityNamespaces } from './inter-pod-affinity-terms.js';
import { affinityWork } from './inter-pod-affinity-work.js';

const name = 'InterPodAffinity';
const noFilterState = failure('error reading "PreFilterInterPodAffinity" from cycleState: not found');
const noScoreState = failure('failed to read "PreScoreInterPodAffinity" from cycleState: not found');

/** Makes InterPodAffinity. */
export const interPodAffinity: PluginFactory<InterPodAffinityArgs> = {
  name,
  create(args, handle) {
    const namespaces = new AffinityNamespaces(handle.cluster.objects, handle.release.behaviour);
    return definePlugin<AffinityFilterState | undefined, AffinityScoreState | undefined>({
      name,
      signs: (pod) => signature(pod, args),

      preFilter: affinityPreFilter(namespaces),
      filter: {
        dependsOn: ['node-static', 'topology-domain', 'any-match', 'objects'],
        check: (_pod, node, state) => (state === undefined ? noFilterState : filterAffinity(node, state)),
      },

      preScore(pod, _feasible, _filterState, { cluster }) {
        const state = affinityScoreState(pod, cluster, namespaces, args);
        return state === null ? { status: skip } : { status: success, state };
      },
      skipsScore: (pod, { cluster }) => !hasPreferredTerms(pod) && cluster.affinityTotals.pods === 0,
      score: {
        dependsOn: ['node-static', 'topology-domain', 'feasible-set', 'objects'],
        score: (_pod, node, state) => state?.totalAt(node.labels) ?? noScoreState,
        normalize: (scores) => normalizeAffinity(scores),
        normalizesAlike: true,
      },

      domains: affinityDomains(namespaces, args, handle.cluster),

      requeueOn: affinityRequeue(handle.release),
      work: affinityWork(args),
    });
  },
};

/** Of a pod without (anti-)affinity others' terms read the labels; upstream leaves them out where preferences are ignored. */
function signature({ spec, labels }: Pod, args: InterPodAffinityArgs): unknown {
  if (spec.raw.affinity?.podAffinity || spec.raw.affinity?.podAntiAffinity) return undefined;
  return args.ignorePreferredTermsOfExistingPods ? null : labels;
}
