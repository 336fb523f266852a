/** Which of two pods is preempted rather, and since when a node's victims run. Upstream: pkg/scheduler/util/utils.go, v1.36. */
import { never, type Pod } from '../cluster/index.js';

/**
 * Higher priority, then longer running. A pod that has not started counts as starting at the moment it is asked about: upstream asks the
 * clock for each comparison, so the one asked about later is always younger, even than another that has not started.
 */
export function isMoreImportant(a: Pod, b: Pod): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority;
  if (b.startTimeUs === never) return true;
  return a.startTimeUs !== never && a.startTimeUs < b.startTimeUs;
}

/** The earliest start among the victims of highest priority, µs; they are sorted by importance. */
export function earliestStartUs(victims: readonly Pod[], nowUs: number): number {
  const highest = Math.max(...victims.map((pod) => pod.priority));
  const starts = victims.filter((pod) => pod.priority === highest).map((pod) => pod.startTimeUs);
  return Math.min(...starts.map((start) => (start === never ? nowUs : start)));
}
