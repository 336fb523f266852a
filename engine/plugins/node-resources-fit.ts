/** NodeResourcesFit keeps pods off nodes that lack what they request, and scores how full a node would be. Upstream: plugins/noderesources/fit.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  Action,
  definePlugin,
  failure,
  type NodeResourcesFitArgs,
  on,
  type PluginFactory,
  Status,
  success,
} from '../framework/index.js';
import { isExtendedResource, type Resources } from '../objects/index.js';
import { onNode, onPod } from './hints.js';
import { amountsOf, type Shortage, shortagesOf } from './insufficient-resources.js';
import { mayFitChangedNode, mayFitWithoutPod } from './node-resources-fit-hints.js';
import { roomByRow, sharesByRow } from './resource-columns.js';
import { ResourceScorer } from './resource-scorer.js';
import { scoringRequests } from './scoring-requests.js';
import { scoringStrategy } from './scoring-strategies.js';
import type { Added } from './shares.js';

/** The pod's requests; there once PreFilter ran. */
type Wanted = Resources | undefined;

/** What the pod adds of each scored resource; there once PreScore ran. */
type State = Added | undefined;

/** Makes NodeResourcesFit. */
export const nodeResourcesFit: PluginFactory<NodeResourcesFitArgs> = { name: 'NodeResourcesFit', create };

function create(args: NodeResourcesFitArgs) {
  const isIgnored = ignoring(args);
  const rejectionOf = rejections();
  const { resources } = args.scoringStrategy;
  const names = resources.map(({ name }) => name);
  const scorer = new ResourceScorer(resources, scoringStrategy(args.scoringStrategy), 'non-zero');

  return definePlugin<Wanted, State>({
    name: 'NodeResourcesFit',
    signs: ({ spec }) => spec.requests,
    readsBesides: ({ spec }) => scoringRequests(spec),
    signsSpecOnly: true,
    signsNoVolumes: () => true,

    preFilter: { check: ({ spec }) => ({ status: success, state: spec.requests }), isSameForSpec: () => true },

    filter: {
      dependsOn: ['node-static', 'node-usage'],
      check(_pod, node, wanted) {
        if (wanted === undefined)
          return failure('error reading "PreFilterNodeResourcesFit" from cycleState: not found');
        const shortages = shortagesOf(wanted, node, isIgnored);
        return shortages.length === 0 ? success : rejectionOf(shortages);
      },
      rejectionByRow: (_pod, wanted) =>
        wanted === undefined ? null : roomByRow({ amounts: amountsOf(wanted, isIgnored) }),
    },

    preScore: (pod) => ({ status: success, state: scorer.requestsOf(pod) }),

    score: {
      dependsOn: ['node-static', 'node-usage'],
      score: (pod: Pod, node, added) => scorer.score(node, added ?? scorer.requestsOf(pod)),
      byRow: (_pod, added) =>
        added === undefined || names.length === 0
          ? null
          : sharesByRow({ resources: names, counting: 'non-zero', added, formula: args.scoringStrategy }),
    },

    requeueOn: [
      on('Pod', Action.Delete | Action.UpdatePodScaleDown, onPod(mayFitWithoutPod)),
      on('Node', Action.Add | Action.UpdateNodeAllocatable, onNode(mayFitChangedNode)),
    ],
  });
}

/** Extended resources can be ignored by name or by the group before the slash. */
function ignoring({ ignoredResources, ignoredResourceGroups }: NodeResourcesFitArgs): (scalar: string) => boolean {
  const names = new Set(ignoredResources);
  const groups = new Set(ignoredResourceGroups);
  if (names.size + groups.size === 0) return () => false;
  return (scalar) => isExtendedResource(scalar) && (names.has(scalar) || groups.has(scalar.split('/')[0]!));
}

/** One Status for equal shortages: UnschedulableAndUnresolvable where any of them would be there on the empty node too. */
function rejections(): (shortages: readonly Shortage[]) => Status {
  const known = new Map<string, Status>();
  return (shortages) => {
    const code = shortages.some((s) => s.unresolvable) ? 'UnschedulableAndUnresolvable' : 'Unschedulable';
    const reasons = shortages.map((s) => s.reason);
    const key = `${code} ${reasons.join()}`;
    let status = known.get(key);
    if (status === undefined) {
      status = new Status(code, reasons);
      known.set(key, status);
    }
    return status;
  };
}
