/** The scheduling queue. */
export { orderingWindowUs } from './backoff-queue.js';
export { assignedPodAdd, assignedPodDelete, labelOf } from './cluster-events.js';
export type { Nomination, PodLister } from './nominator.js';
export type { PreEnqueuePlugin, QueueProfile, QueueProfiles } from './queue-profile.js';
export { QueuedPodInfo, unset } from './queued-pod.js';
export { type QueueName, type QueueOptions, SchedulingQueue } from './scheduling-queue.js';
