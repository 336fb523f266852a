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

/** Left by PreFilter; upstream's later steps fail where it is not there. */
interface Claims {
  readonly any: boolean;
}

/** Makes DynamicResources. */
export const dynamicResources: PluginFactory = { name, create: (_args, handle) => create(handle) };

function create({ release }: Handle): Plugin {
  const nothingToDo = release.behaviour.dynamicResourcesPostFilterMessage
    ? unschedulable('no new claims to deallocate')
    : unschedulable();
  const needed = (claims: Claims | undefined) => (claims === undefined ? prefilterMissing : success);

  return definePlugin<Claims | undefined>({
    name,
    signs: (pod) => (hasClaims(pod) ? undefined : ''),
    preEnqueue: () => success,

    preFilter: {
      check: (pod) =>
        hasClaims(pod) ? { status: refusal, state: { any: true } } : { status: skip, state: { any: false } },
    },
    filter: { dependsOn: 'node-static', check: (_pod, _node, claims) => needed(claims) },

    /** Where another plugin's PreFilter rejected the pod first, upstream has no state to look at, and says so. */
    postFilter(_pod, cycle) {
      const claims = cycle.filterState(name) as Claims | undefined;
      return { status: claims === undefined ? prefilterMissing : nothingToDo };
    },

    score: {
      dependsOn: 'node-static',
      score: (_pod, _node, _state, claims) => (claims === undefined ? prefilterMissing : 0),
      normalize: normalizeScores,
    },

    reserve: { reserve: (_pod, _node, claims) => needed(claims), unreserve: () => {} },
    preBind: { parallel: true, preFlight: () => skip, run: (_pod, _node, _claims, done) => done(success) },
    requeueOn: [],
  });
}

function hasClaims({ spec }: Pod): boolean {
  return (spec.raw.resourceClaims ?? []).length > 0;
}
