/** PodTopologySpread keeps pods that match a selector evenly spread over domains. Upstream: plugins/podtopologyspread/plugin.go, v1.36. */
import {
  definePlugin,
  failure,
  type PluginFactory,
  type PodTopologySpreadArgs,
  skip,
  success,
} from '../framework/index.js';
import { hasOwnConstraints, SpreadConstraints } from './pod-topology-spread-constraints.js';
import { filterSpread, type SpreadFilterState, spreadPreFilter } from './pod-topology-spread-filtering.js';
import { spreadRequeue } from './pod-topology-spread-hints.js';
import {
  normalizeSpread,
  type SpreadScoreState,
  scoreSpread,
  spreadScoreState,
} from './pod-topology-spread-scoring.js';
import { spreadDomains } from './pod-topology-spread-tally.js';
import { spreadWork } from './pod-topology-spread-work.js';

const name = 'PodTopologySpread';
const noFilterState = failure('reading "PreFilterPodTopologySpread" from cycleState: not found');
const noScoreState = failure('error reading "PreScorePodTopologySpread" from cycleState: not found');

/** Makes PodTopologySpread. */
export const podTopologySpread: PluginFactory<PodTopologySpreadArgs> = {
  name,
  create(args, handle) {
    const rules = new SpreadConstraints(args, handle);
    return definePlugin<SpreadFilterState | undefined, SpreadScoreState | undefined>({
      name,
      // Where such a pod can go hangs on all other pods. Upstream does not look whether the defaults find a selector for it.
      signs: (pod) => (hasOwnConstraints(pod) || rules.hasDefaults ? undefined : null),

      preFilter: spreadPreFilter(rules),
      filter: {
        dependsOn: ['node-static', 'topology-domain', 'domain-extreme', 'objects'],
        check: (_pod, node, state) => (state === undefined ? noFilterState : filterSpread(node, state)),
      },

      preScore(pod, feasible, _filterState, { cluster }) {
        const { soft } = rules.of(pod);
        if (soft.length === 0) return { status: skip };
        return { status: success, state: spreadScoreState(pod, feasible, cluster.nodes, soft, rules) };
      },
      skipsScore: (pod) => rules.of(pod).soft.length === 0,
      score: {
        dependsOn: ['node-static', 'topology-domain', 'feasible-set', 'objects'],
        score: (pod, node, state) => (state === undefined ? noScoreState : scoreSpread(pod, node, state)),
        normalize: (scores, _pod, nodes, state) => normalizeSpread(scores, nodes, state!),
        normalizesAlike: true,
      },

      domains: spreadDomains(rules, handle.cluster),

      requeueOn: spreadRequeue(rules, handle.release),
      work: spreadWork(rules),
    });
  },
};
