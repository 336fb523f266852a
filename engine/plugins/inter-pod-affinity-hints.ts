/** What makes a pod that InterPodAffinity rejected worth another try. Upstream: plugins/interpodaffinity/plugin.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  Action,
  type EventRegistration,
  on,
  type QueueingHint,
  type Release,
  type ReleaseBehaviour,
} from '../framework/index.js';
import { type AffinityTerm, type NodeSpec, noLabels } from '../objects/index.js';
import { matchesTerm } from './inter-pod-affinity-terms.js';

/** The events on which such a pod is tried again. */
export function affinityRequeue({ behaviour }: Release): readonly EventRegistration[] {
  return [
    on('Pod', Action.Add | Action.UpdatePodLabel | Action.Delete, (pod, before, after) =>
      afterPodChange(pod, before as Pod | undefined, after as Pod | undefined, behaviour),
    ),
    on('Node', Action.Add | Action.UpdateNodeLabel, (pod, before, after) =>
      queueIf(nodeChangeHelps(pod, before as NodeSpec | undefined, after as NodeSpec)),
    ),
  ];
}

function afterPodChange(
  pod: Pod,
  before: Pod | undefined,
  after: Pod | undefined,
  behaviour: ReleaseBehaviour,
): QueueingHint {
  const isOwn = before !== undefined && after?.index === pod.index;
  if (isOwn && behaviour.interPodAffinityHintsWatchOwnChanges) return 'Queue';
  if (after !== undefined && !hasPlace(after, behaviour)) return 'QueueSkip';
  if (before !== undefined && !hasPlace(before, behaviour)) return 'QueueSkip';
  if (before === undefined) return queueIf(after !== undefined && matchesAll(pod.spec.requiredAffinity, after));
  return queueIf(
    after === undefined ? deletionHelps(pod, before, behaviour) : updateHelps(pod, before, after, behaviour),
  );
}

function hasPlace(other: Pod, behaviour: ReleaseBehaviour): boolean {
  return other.nodeName !== '' || (behaviour.interPodAffinityHintsWatchOwnChanges && other.nominatedNodeName !== '');
}

/** The other pod now matches the affinity, or no longer the anti-affinity. */
function updateHelps(pod: Pod, before: Pod, after: Pod, behaviour: ReleaseBehaviour): boolean {
  const { requiredAffinity, requiredAntiAffinity } = pod.spec;
  if (!matchesAll(requiredAffinity, before) && matchesAll(requiredAffinity, after)) return true;
  return hinders(requiredAntiAffinity, before, behaviour) && !hinders(requiredAntiAffinity, after, behaviour);
}

/** The pod that is gone matched the anti-affinity, or the waiting pod matched its. */
function deletionHelps(pod: Pod, gone: Pod, behaviour: ReleaseBehaviour): boolean {
  if (hinders(pod.spec.requiredAntiAffinity, gone, behaviour)) return true;
  return behaviour.interPodAffinityHintsWatchOwnChanges && hinders(gone.spec.requiredAntiAffinity, pod, behaviour);
}

/** Whether the hint takes anti-affinity terms as matched by the pod. */
function hinders(terms: readonly AffinityTerm[], other: Pod, behaviour: ReleaseBehaviour): boolean {
  return behaviour.interPodAffinityHintMatchesAnyTerm ? matchesAny(terms, other) : matchesAll(terms, other);
}

/** Hints read a namespaceSelector as if every namespace had no labels. */
function matchesAll(terms: readonly AffinityTerm[], other: Pod): boolean {
  return terms.length > 0 && terms.every((term) => matchesTerm(term, other, noLabels));
}

function matchesAny(terms: readonly AffinityTerm[], other: Pod): boolean {
  return terms.some((term) => matchesTerm(term, other, noLabels));
}

/** A node came into a domain that affinity asks for, moved to another, or left one that anti-affinity asks about; a new node may always suit anti-affinity. */
function nodeChangeHelps({ spec }: Pod, before: NodeSpec | undefined, after: NodeSpec): boolean {
  if (before === undefined) {
    return spec.requiredAntiAffinity.length > 0 || spec.requiredAffinity.some((t) => after.labels.has(t.topologyKey));
  }
  return (
    spec.requiredAffinity.some((term) => entered(term.topologyKey, before, after)) ||
    spec.requiredAntiAffinity.some((term) => entered(term.topologyKey, after, before))
  );
}

/** Whether `to` is in a domain of the key where `from` was not. */
function entered(topologyKey: string, from: NodeSpec, to: NodeSpec): boolean {
  const value = to.labels.get(topologyKey);
  return value !== undefined && value !== from.labels.get(topologyKey);
}

function queueIf(helps: boolean): QueueingHint {
  return helps ? 'Queue' : 'QueueSkip';
}
