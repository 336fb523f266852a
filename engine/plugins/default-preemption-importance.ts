/** Which of two pods is preempted rather, and since when a node's victims run. Upstream: pkg/scheduler/util/utils.go, v1.36. */
import { never, type Pod } from '../cluster/index.js';

/**
 * Higher priority, then longer running. A pod that has not started counts as starting when the clock is read for it: at each comparison
 * (≤ 1.36), so that the one asked about later is younger whichever it is, or once in the order of the list (1.37).
 */
export function importanceAmong(pods: readonly Pod[], readOnce: boolean): (a: Pod, b: Pod) => boolean {
  const order = new Map(readOnce ? pods.map((pod, i) => [pod.index, i]) : []);
  const place = (pod: Pod) => order.get(pod.index) ?? 0;
  return (a, b) => {
    if (a.priority !== b.priority) return a.priority > b.priority;
    if (b.startTimeUs !== never) return a.startTimeUs !== never && a.startTimeUs < b.startTimeUs;
    return a.startTimeUs !== never || !readOnce || place(a) < place(b);
  };
}

/** The earliest start among the victims of highest priority, µs; they are sorted by importance. */
export function earliestStartUs(victims: readonly Pod[], nowUs: number): number {
  let highest = Number.NEGATIVE_INFINITY;
  let earliest = Number.POSITIVE_INFINITY;
  for (const { priority, startTimeUs } of victims) {
    if (priority < highest) continue;
    const start = startTimeUs === never ? nowUs : startTimeUs;
    earliest = priority === highest ? Math.min(earliest, start) : start;
    highest = priority;
  }
  return earliest;
}
