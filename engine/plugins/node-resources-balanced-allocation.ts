/** NodeResourcesBalancedAllocation prefers nodes whose resources a pod brings closer to equal use. Upstream: plugins/noderesources/balanced_allocation.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  definePlugin,
  type Handle,
  type NodeResourcesBalancedAllocationArgs,
  type PluginFactory,
  skip,
  success,
} from '../framework/index.js';
import { type BalanceRule, balanceRule } from './balance.js';
import { sharesByRow } from './resource-columns.js';
import { ResourceScorer } from './resource-scorer.js';
import type { Added } from './shares.js';

/** What the pod adds of each scored resource; there once PreScore ran. */
type State = Added | undefined;

/** Makes NodeResourcesBalancedAllocation. */
export const nodeResourcesBalancedAllocation: PluginFactory<NodeResourcesBalancedAllocationArgs> = {
  name: 'NodeResourcesBalancedAllocation',
  create,
};

function create({ resources }: NodeResourcesBalancedAllocationArgs, { release }: Handle) {
  const formula: BalanceRule = release.behaviour.balancedAllocationScoresChange ? 'change' : 'result';
  const scorer = new ResourceScorer(resources, balanceRule(formula), 'requested');
  const names = resources.map(({ name }) => name);

  return definePlugin<undefined, State>({
    name: 'NodeResourcesBalancedAllocation',
    signs: ({ spec }) => spec.requests,
    signsSpecOnly: true,
    signsNoVolumes: () => true,

    /** A pod that adds nothing is not scored, else many of its kind would land on one node. */
    preScore(pod) {
      const added = scorer.requestsOf(pod);
      return addsNothing(added) ? { status: skip } : { status: success, state: added };
    },

    score: {
      dependsOn: ['node-static', 'node-usage'],
      score(pod: Pod, node, state) {
        const added = state ?? scorer.requestsOf(pod);
        return addsNothing(added) ? 0 : scorer.score(node, added);
      },
      byRow: (_pod, added) =>
        added === undefined || names.length === 0
          ? null
          : sharesByRow({ resources: names, counting: 'requested', added, formula }),
    },
  });
}

function addsNothing({ amounts }: Added): boolean {
  return amounts.every((amount) => amount === 0);
}
