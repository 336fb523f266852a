/** TaintToleration keeps pods off nodes whose taints they do not tolerate, and prefers nodes with fewer soft ones. Upstream: plugins/tainttoleration/taint_toleration.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  Action,
  definePlugin,
  failure,
  type Handle,
  on,
  type PluginFactory,
  success,
  unresolvable,
} from '../framework/index.js';
import { findUntolerated, type NodeSpec, type Toleration, toleratesAny } from '../objects/index.js';
import { onNode, onOwnChange } from './hints.js';
import { normalizeScoresReversed } from './normalize-scores.js';
import { tolerationGates, tolerationsSignature } from './tolerations.js';

const hardEffects = ['NoSchedule', 'NoExecute'];
const softEffect = 'PreferNoSchedule';
const rejection = unresolvable('node(s) had untolerated taint(s)');

/** Makes TaintToleration. */
export const taintToleration: PluginFactory = { name: 'TaintToleration', create: (_args, handle) => create(handle) };

/** The pod's tolerations that can tolerate a soft taint; there once PreScore ran. */
type SoftTolerations = readonly Toleration[] | undefined;

function create(handle: Handle) {
  const gates = tolerationGates(handle.release);
  const isRejected = (pod: Pod, node: NodeSpec) =>
    findUntolerated(node.taints, pod.spec.tolerations, hardEffects, gates) !== undefined;

  return definePlugin<undefined, SoftTolerations>({
    name: 'TaintToleration',
    signs: tolerationsSignature,
    signsSpecOnly: true,
    signsNoVolumes: () => true,

    filter: {
      dependsOn: 'node-static',
      check: (pod, node) => (isRejected(pod, node.spec!) ? rejection : success),
      seesShapeOnly: () => true,
    },

    preScore: (pod) => ({ status: success, state: pod.spec.tolerations.filter(isSoft) }),

    score: {
      dependsOn: 'node-static',
      /** Number of PreferNoSchedule taints that the pod does not tolerate; fewer is better. */
      score(_pod, node, tolerations) {
        if (tolerations === undefined)
          return failure('failed to read "PreScoreTaintToleration" from cycleState: not found');
        let count = 0;
        for (const taint of node.spec!.taints) {
          if (taint.effect === softEffect && !toleratesAny(tolerations, taint, gates)) count++;
        }
        return count;
      },
      seesShapeOnly: () => true,
      normalize: normalizeScoresReversed,
      normalizesAlike: true,
    },

    requeueOn: [
      on(
        'Node',
        Action.Add | Action.UpdateNodeTaint,
        onNode((pod, node, before) => !isRejected(pod, node) && (before === undefined || isRejected(pod, before))),
      ),
      on(
        'Pod',
        Action.UpdatePodToleration,
        onOwnChange(() => true),
      ),
    ],
  });
}

function isSoft({ effect }: Toleration): boolean {
  return effect === '' || effect === softEffect;
}
