/** One pod's journey through the scheduler: queueing, scheduling cycle, binding cycle, preemption, and the time a cycle takes. */
export type { EventHandlers } from './event-handlers.js';
export { schedulerModel } from './model.js';
export type { Failure, SchedulerObserver } from './observer.js';
export type { CallError, CycleDemand, EventReason, PodStatusPatch, SchedulerPort, TimerName } from './port.js';
export { orderingWindowUs, QueuedPodInfo, type QueueName, SchedulingQueue } from './queue/index.js';
export { Scheduler, type SchedulerOptions } from './scheduler.js';
export { fittedTimeModel, noTime, type TimeModel } from './time-model.js';
export type { WaitingPods } from './waiting-pods.js';
