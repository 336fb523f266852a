/** What of a node changed, as cluster events. Upstream: pkg/scheduler/framework/events.go NodeSchedulingPropertiesChange, v1.36. */
import { Action, type ClusterEvent } from '../framework/index.js';
import { type NodeSpec, parseQuantity, type ResourceListV1, sameLabels } from '../objects/index.js';
import { sameContent } from './same-content.js';

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
  { action: Action.UpdateNodeTaint, changed: (before, after) => !sameContent(taints(before), taints(after)) },
  {
    action: Action.UpdateNodeCondition,
    changed: (before, after) => !sameContent(conditions(before), conditions(after)),
  },
  {
    action: Action.UpdateNodeAnnotation,
    changed: (before, after) => !sameContent(annotations(before), annotations(after)),
  },
  {
    action: Action.UpdateNodeDeclaredFeature,
    changed: (before, after) => !sameContent(features(before), features(after)),
  },
];

function allocatable(node: NodeSpec): ResourceListV1 {
  return node.raw.status?.allocatable ?? {};
}

function taints(node: NodeSpec): unknown {
  return node.raw.spec?.taints ?? [];
}

/** Type → status; times and messages do not count. */
function conditions(node: NodeSpec): unknown {
  return Object.fromEntries((node.raw.status?.conditions ?? []).map(({ type, status }) => [type, status]));
}

function annotations(node: NodeSpec): unknown {
  return node.raw.metadata.annotations ?? {};
}

function features(node: NodeSpec): unknown {
  return node.raw.status?.declaredFeatures ?? [];
}

/** "1" and "1000m" are the same amount. */
function sameAmounts(a: ResourceListV1, b: ResourceListV1): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => b[name] !== undefined && parseQuantity(a[name]!).nano === parseQuantity(b[name]!).nano);
}
