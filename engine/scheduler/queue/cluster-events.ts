/** The scheduler's own cluster events, and when an event is one that a plugin registered. Upstream: pkg/scheduler/framework/events.go and types.go, v1.36. */
import { Action, type ClusterEvent, type EventResource } from '../../framework/index.js';

/** A pod was assigned, or one that is appeared. */
export const assignedPodAdd: ClusterEvent = { resource: 'AssignedPod', action: Action.Add };
/** A pod left its node, or a place taken or nominated was given up. */
export const assignedPodDelete: ClusterEvent = { resource: 'AssignedPod', action: Action.Delete };
/** A pod to be scheduled appeared. */
export const unscheduledPodAdd: ClusterEvent = { resource: 'UnschedulablePod', action: Action.Add };
/** A pod to be scheduled changed. */
export const unscheduledPodUpdate: ClusterEvent = { resource: 'UnschedulablePod', action: Action.Update };
/** A pod waited too long in unschedulablePods. */
export const unschedulableTimeout: ClusterEvent = { resource: '*', action: Action.All, label: 'UnschedulableTimeout' };
/** Somebody wants the pod tried now. */
export const forceActivate: ClusterEvent = { resource: '*', action: Action.All, label: 'ForceActivate' };

/** Why a pod came into a queue, where no cluster event brought it. */
export const scheduleAttemptFailure = 'ScheduleAttemptFailure';
/** Its backoff is over. */
export const backoffComplete = 'BackoffComplete';

/** Whether the event is for pods that any plugin rejected. */
export function isWildcard(event: ClusterEvent): boolean {
  return event.resource === '*' && event.action === Action.All;
}

/** Whether `incoming` is the registered event or a more specific one. */
export function matches(registered: ClusterEvent, incoming: ClusterEvent): boolean {
  if (isWildcard(registered)) return true;
  return (
    matchesResource(registered.resource, incoming.resource) &&
    (registered.action & incoming.action) !== 0 &&
    incoming.action <= registered.action
  );
}

/** The event's name in metrics: resource and action. */
export function labelOf(event: ClusterEvent): string {
  return event.label ?? `${event.resource}${actionNames.get(event.action) ?? ''}`;
}

const actionNames = new Map<number, string>(
  Object.entries(Action).map(([name, bits]) => [bits, name === 'None' ? '' : name]),
);

function matchesResource(registered: EventResource, incoming: EventResource): boolean {
  if (registered === '*' || registered === incoming) return true;
  return registered === 'Pod' && (incoming === 'AssignedPod' || incoming === 'UnschedulablePod');
}
