/** What of a pod changed, as cluster events. Upstream: pkg/scheduler/framework/events.go PodSchedulingPropertiesChange, v1.36. */
import type { Pod } from '../cluster/index.js';
import { Action, type ClusterEvent, type EventResource } from '../framework/index.js';
import { milliValue, podRequests, sameLabels } from '../objects/index.js';

/** One event for each scheduling property that changed; the general Update if none did. */
export function podChanges(before: Pod, after: Pod): ClusterEvent[] {
  const resource: EventResource = after.nodeName === '' ? 'UnschedulablePod' : 'AssignedPod';
  const actions = extractors.map((extract) => extract(before, after)).filter((action) => action !== Action.None);
  if (actions.length === 0) actions.push(Action.Update);
  return actions.map((action) => ({ resource, action }));
}

const extractors: readonly ((before: Pod, after: Pod) => number)[] = [labels, scaleDown, gatesEliminated, tolerations];

function labels(before: Pod, after: Pod): number {
  return sameLabels(before.labels, after.labels) ? Action.None : Action.UpdatePodLabel;
}

/** Some request became smaller or went away. */
function scaleDown(before: Pod, after: Pod): number {
  if (before.spec === after.spec) return Action.None;
  const now = podRequests(after.spec.raw, after.spec.resize);
  for (const [name, amount] of podRequests(before.spec.raw, before.spec.resize)) {
    const left = now.get(name);
    if (left === undefined || milliValue(amount) > milliValue(left)) return Action.UpdatePodScaleDown;
  }
  return Action.None;
}

function gatesEliminated(before: Pod, after: Pod): number {
  const eliminated = before.spec.schedulingGates.length > 0 && after.spec.schedulingGates.length === 0;
  return eliminated ? Action.UpdatePodSchedulingGatesEliminated : Action.None;
}

/** Tolerations can only be added, so their number tells. */
function tolerations(before: Pod, after: Pod): number {
  return before.spec.tolerations.length === after.spec.tolerations.length ? Action.None : Action.UpdatePodToleration;
}
