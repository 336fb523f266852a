/** NodeUnschedulable keeps pods off cordoned nodes unless they tolerate that. Upstream: plugins/nodeunschedulable/node_unschedulable.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  Action,
  definePlugin,
  type Handle,
  on,
  type PluginFactory,
  success,
  unresolvable,
} from '../framework/index.js';
import { type Taint, toleratesAny } from '../objects/index.js';
import { onNode, onOwnChange } from './hints.js';
import { tolerationGates, tolerationsSignature } from './tolerations.js';

const cordoned: Taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };
const rejection = unresolvable('node(s) were unschedulable');

/** Makes NodeUnschedulable. */
export const nodeUnschedulable: PluginFactory = {
  name: 'NodeUnschedulable',
  create: (_args, handle) => create(handle),
};

function create(handle: Handle) {
  const gates = tolerationGates(handle.release);
  const toleratesCordon = (pod: Pod) => toleratesAny(pod.spec.tolerations, cordoned, gates);

  return definePlugin({
    name: 'NodeUnschedulable',
    signs: tolerationsSignature,
    signsSpecOnly: true,
    signsNoVolumes: () => true,

    filter: {
      dependsOn: 'node-static',
      check: (pod, node) => (!node.spec!.unschedulable || toleratesCordon(pod) ? success : rejection),
      seesShapeOnly: () => true,
    },

    requeueOn: [
      on(
        'Node',
        Action.Add | Action.UpdateNodeTaint,
        onNode((_pod, node, before) => !node.unschedulable && (before === undefined || before.unschedulable)),
      ),
      on('Pod', Action.UpdatePodToleration, onOwnChange(toleratesCordon)),
    ],
  });
}
