/** DynamicResources as pods without resource claims see it; claims themselves are not simulated, and pods with them are refused. Upstream: plugins/dynamicresources/dynamicresources.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  definePlugin,
  failure,
  type Handle,
  type Plugin,
  type PluginFactory,
  skip,
  success,
  unresolvable,
  unschedulable,
} from '../framework/index.js';
import { normalizeScores } from './normalize-scores.js';

const name = 'DynamicResources';
const refusal = unresolvable('pod has spec.resourceClaims, and resource claims are not simulated');
const prefilterMissing = failure('not found');

/** That PreFilter ran; upstream's later steps fail where it did not. */
type Seen = true | undefined;

/** Makes DynamicResources. */
export const dynamicResources: PluginFactory = { name, create: (_args, handle) => create(handle) };

function create({ release }: Handle): Plugin {
  const nothingToDo = release.behaviour.dynamicResourcesPostFilterMessage
    ? unschedulable('no new claims to deallocate')
    : unschedulable();
  const scoresClaims = release.gate('DRAPrioritizedList');
  const ifSeen = (seen: Seen) => (seen ? success : prefilterMissing);

  return definePlugin<Seen>({
    name,
    signs: (pod) => (hasClaims(pod) ? undefined : ''),
    signsSpecOnly: true,
    signsNoVolumes: () => true,
    preEnqueue: () => success,

    preFilter: {
      check: (pod) => ({ status: hasClaims(pod) ? refusal : skip, state: true }),
      isSameForSpec: () => true,
    },
    filter: { dependsOn: 'node-static', check: (_pod, _node, seen) => ifSeen(seen), seesShapeOnly: () => true },

    /** Where another plugin's PreFilter rejected the pod first, upstream has no state to look at, and says so. */
    postFilter(_pod, cycle) {
      return { status: cycle.filterState(name) === undefined ? prefilterMissing : nothingToDo };
    },

    score: {
      dependsOn: 'node-static',
      score: (_pod, _node, _state, seen) => (seen || !scoresClaims ? 0 : prefilterMissing),
      seesShapeOnly: () => true,
      normalize: normalizeScores,
      normalizesAlike: true,
    },

    reserve: { reserve: (_pod, _node, seen) => ifSeen(seen), unreserve: () => {} },
    preBind: { parallel: true, preFlight: () => skip, run: (_pod, _node, _seen, done) => done(success) },
    requeueOn: [],
  });
}

function hasClaims({ spec }: Pod): boolean {
  return (spec.raw.resourceClaims ?? []).length > 0;
}
