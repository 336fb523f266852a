/** Queueing hints with their objects typed: whether what happened may help the waiting pod. */
import type { Pod } from '../cluster/index.js';
import type { QueueingHintFn } from '../framework/index.js';
import type { NodeSpec } from '../objects/index.js';

/** A hint on nodes that came (`before` undefined) or changed. */
export function onNode(helps: (pod: Pod, node: NodeSpec, before: NodeSpec | undefined) => boolean): QueueingHintFn {
  return (pod, before, after) =>
    helps(pod, after as NodeSpec, before as NodeSpec | undefined) ? 'Queue' : 'QueueSkip';
}

/** A hint on pods that changed or went (`after` undefined). */
export function onPod(helps: (pod: Pod, before: Pod, after: Pod | undefined) => boolean): QueueingHintFn {
  return (pod, before, after) => (helps(pod, before as Pod, after as Pod | undefined) ? 'Queue' : 'QueueSkip');
}

/** A hint on changes of the waiting pod itself; those of other pods never help. */
export function onOwnChange(helps: (after: Pod, before: Pod) => boolean): QueueingHintFn {
  return onPod((pod, before, after) => after?.index === pod.index && helps(after, before));
}
