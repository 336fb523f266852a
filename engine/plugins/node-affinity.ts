/** NodeAffinity follows a pod's node selector and node affinity, and the affinity that its profile adds. Upstream: plugins/nodeaffinity/node_affinity.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  Action,
  definePlugin,
  failure,
  type NodeAffinityArgs,
  on,
  type PluginFactory,
  type PreFilterResult,
  skip,
  success,
  unresolvable,
} from '../framework/index.js';
import { compilePreferredTerms, compileTerms, type PreferredNodeTerm, type SelectableNode } from '../objects/index.js';
import { onNode } from './hints.js';
import { looksAtNames } from './node-affinity-names.js';
import { nodeAffinitySignature } from './node-affinity-signature.js';
import { normalizeScores } from './normalize-scores.js';

const ownRejection = unresolvable("node(s) didn't match Pod's node affinity/selector");
const addedRejection = unresolvable("node(s) didn't match scheduler-enforced node affinity");
const conflict = unresolvable('pod affinity terms conflict');

/** Makes NodeAffinity. */
export const nodeAffinity: PluginFactory<NodeAffinityArgs> = { name: 'NodeAffinity', create };

function create({ addedAffinity }: NodeAffinityArgs) {
  const required = addedAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const added = required === undefined ? null : compileTerms(required);
  const addedTerms = compilePreferredTerms(addedAffinity?.preferredDuringSchedulingIgnoredDuringExecution).terms;
  const addsPreferences = hasItems(addedAffinity?.preferredDuringSchedulingIgnoredDuringExecution);
  const seesShapeOnly = (pod: Pod) => !addsNames && !looksAtNames(pod.spec.raw);
  const addsNames = looksAtNames({ affinity: { nodeAffinity: addedAffinity ?? {} } });
  const allowedByProfile = (node: SelectableNode) => added === null || added.matches(node);

  return definePlugin({
    name: 'NodeAffinity',
    signs: nodeAffinitySignature,
    signsSpecOnly: true,
    signsNoVolumes: () => true,

    preFilter: {
      check: (pod) => (pod.spec.nodeSelector === null && added === null ? { status: skip } : confine(pod)),
      isSameForSpec: () => true,
    },

    filter: {
      dependsOn: 'node-static',
      check(pod, node) {
        if (!allowedByProfile(node)) return addedRejection;
        return ownMatches(pod, node) ? success : ownRejection;
      },
      seesShapeOnly,
    },

    preScore({ spec }) {
      if (spec.preferredNodeTermsProblem !== null) return { status: failure(spec.preferredNodeTermsProblem) };
      const hasOwn = hasItems(spec.raw.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution);
      return { status: hasOwn || addsPreferences ? success : skip };
    },

    score: {
      dependsOn: 'node-static',
      /** Σ weights of the preferred terms that match, the profile's and the pod's. */
      score: (pod, node) => weightOf(addedTerms, node) + weightOf(pod.spec.preferredNodeTerms, node),
      seesShapeOnly,
      normalize: normalizeScores,
      normalizesAlike: true,
    },

    requeueOn: [
      on(
        'Node',
        Action.Add | Action.UpdateNodeLabel,
        onNode((pod, node, before) => {
          if (!allowedByProfile(node) || !ownMatches(pod, node)) return false;
          return before === undefined || !ownMatches(pod, before);
        }),
      ),
    ],
  });
}

/** Where every required term names nodes, no others are looked at. */
function confine(pod: Pod): PreFilterResult<undefined> {
  const names = pod.spec.nodeSelector?.nodeNames ?? null;
  if (names === null) return { status: success };
  return names.size === 0 ? { status: conflict } : { status: success, nodeNames: names };
}

function ownMatches(pod: Pod, node: SelectableNode): boolean {
  return pod.spec.nodeSelector === null || pod.spec.nodeSelector.matches(node);
}

function weightOf(terms: readonly PreferredNodeTerm[], node: SelectableNode): number {
  let weight = 0;
  for (const term of terms) if (term.matches(node)) weight += term.weight;
  return weight;
}

function hasItems(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}
