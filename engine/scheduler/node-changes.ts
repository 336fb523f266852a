/** What of a node changed, as cluster events. Upstream: pkg/scheduler/framework/events.go NodeSchedulingPropertiesChange, v1.36. */
import { Action, type ClusterEvent } from '../framework/index.js';
import {
  type Labels,
  labelsOf,
  type NodeSpec,
  parseQuantity,
  type ResourceListV1,
  sameLabels,
} from '../objects/index.js';

/** One event for each scheduling property that changed; none if none did. A cordon alone makes none, an uncordon counts as a change of taints. */
export function nodeChanges(before: NodeSpec, after: NodeSpec): ClusterEvent[] {
  return extractors.filter(({ changed }) => changed(before, after)).map(({ action }) => ({ resource: 'Node', action }));
}

interface Extractor {
  readonly action: number;
  changed(before: NodeSpec, after: NodeSpec): boolean;
}

const extractors: readonly Extractor[] = [
  { action: Action.UpdateNodeTaint, changed: (before, after) => before.unschedulable && !after.unschedulable },
  {
    action: Action.UpdateNodeAllocatable,
    changed: (before, after) => !sameAmounts(allocatable(before), allocatable(after)),
  },
  { action: Action.UpdateNodeLabel, changed: (before, after) => !sameLabels(before.labels, after.labels) },
  { action: Action.UpdateNodeTaint, changed: (before, after) => taints(before) !== taints(after) },
  {
    action: Action.UpdateNodeCondition,
    changed: (before, after) => !sameLabels(conditions(before), conditions(after)),
  },
  {
    action: Action.UpdateNodeAnnotation,
    changed: (before, after) => !sameLabels(annotations(before), annotations(after)),
  },
  { action: Action.UpdateNodeDeclaredFeature, changed: (before, after) => features(before) !== features(after) },
];

function allocatable(node: NodeSpec): ResourceListV1 {
  return node.raw.status?.allocatable ?? {};
}

/** "1" and "1000m" are the same amount. */
function sameAmounts(a: ResourceListV1, b: ResourceListV1): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => b[name] !== undefined && parseQuantity(a[name]!).nano === parseQuantity(b[name]!).nano);
}

/** In their order; an absent value is an empty one. */
function taints(node: NodeSpec): string {
  const list = node.raw.spec?.taints ?? [];
  return JSON.stringify(list.map(({ key, value = '', effect, timeAdded = '' }) => [key, value, effect, timeAdded]));
}

/** Type → status; times and messages do not count. */
function conditions(node: NodeSpec): Labels {
  return labelsOf(Object.fromEntries((node.raw.status?.conditions ?? []).map(({ type, status }) => [type, status])));
}

function annotations(node: NodeSpec): Labels {
  return labelsOf(node.raw.metadata.annotations);
}

function features(node: NodeSpec): string {
  return JSON.stringify(node.raw.status?.declaredFeatures ?? []);
}
