/** What makes a pod that PodTopologySpread rejected worth another try. Upstream: plugins/podtopologyspread/plugin.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { Action, type EventRegistration, on, type QueueingHint, type Release } from '../framework/index.js';
import { type Labels, type NodeSpec, sameLabels } from '../objects/index.js';
import { hasAllKeys, type SpreadConstraint, type SpreadConstraints } from './pod-topology-spread-constraints.js';
import { sameTaints, sameTolerations } from './same-spec.js';

const podActions = Action.Add | Action.UpdatePodLabel | Action.UpdatePodToleration | Action.Delete;
const nodeActions = Action.Add | Action.Delete | Action.UpdateNodeLabel | Action.UpdateNodeTaint;

/** The events on which such a pod is tried again. */
export function spreadRequeue(rules: SpreadConstraints, release: Release): readonly EventRegistration[] {
  return [
    on('Pod', podActions, (pod, before, after) =>
      afterPodChange(pod, before as Pod | undefined, after as Pod | undefined, rules, release),
    ),
    on('Node', nodeActions, (pod, before, after) =>
      queueIf(nodeChangeHelps(rules.of(pod).hard, before as NodeSpec | undefined, after as NodeSpec | undefined)),
    ),
  ];
}

function afterPodChange(
  pod: Pod,
  before: Pod | undefined,
  after: Pod | undefined,
  rules: SpreadConstraints,
  release: Release,
): QueueingHint {
  if (after !== undefined && !isInvolved(after, pod, release)) return 'QueueSkip';
  if (before !== undefined && !isInvolved(before, pod, release)) return 'QueueSkip';
  const constraints = rules.of(pod).hard;
  if (before !== undefined && after !== undefined) return queueIf(podUpdateHelps(pod, before, after, constraints));
  return queueIf(matchesAny(constraints, (after ?? before)!.labels));
}

/** The waiting pod itself, or a pod with a place in its namespace. */
function isInvolved(other: Pod, pod: Pod, release: Release): boolean {
  if (other.index === pod.index) return true;
  const nominated = release.behaviour.spreadHintsCountNominatedPods && other.nominatedNodeName !== '';
  return (other.nodeName !== '' || nominated) && other.namespace === pod.namespace;
}

/** A new toleration of the pod's own where taints are honoured, or labels that a selector sees differently. */
function podUpdateHelps(pod: Pod, before: Pod, after: Pod, constraints: readonly SpreadConstraint[]): boolean {
  if (pod.index === after.index && constraints.some((c) => c.honorsTaints)) {
    if (!sameTolerations(before.spec.tolerations, after.spec.tolerations)) return true;
  }
  if (sameLabels(before.labels, after.labels)) return false;
  return constraints.some((c) => c.selector.matches(before.labels) !== c.selector.matches(after.labels));
}

/** A node with all topology keys came or went, got or lost them, or changed its domain or its taints. */
function nodeChangeHelps(
  constraints: readonly SpreadConstraint[],
  before: NodeSpec | undefined,
  after: NodeSpec | undefined,
): boolean {
  const matched = before !== undefined && hasAllKeys(before.labels, constraints);
  const matches = after !== undefined && hasAllKeys(after.labels, constraints);
  if (before === undefined || after === undefined) return matched || matches;
  if (matched !== matches) return true;
  if (!matches) return false;
  return constraints.some((c) => movedDomain(before, after, c.topologyKey)) || !sameTaints(before, after);
}

function movedDomain(before: NodeSpec, after: NodeSpec, topologyKey: string): boolean {
  return (before.labels.get(topologyKey) ?? '') !== (after.labels.get(topologyKey) ?? '');
}

function matchesAny(constraints: readonly SpreadConstraint[], labels: Labels): boolean {
  return constraints.some((c) => c.selector.matches(labels));
}

function queueIf(helps: boolean): QueueingHint {
  return helps ? 'Queue' : 'QueueSkip';
}
