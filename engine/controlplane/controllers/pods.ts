/** What controllers ask of a pod. Upstream: pkg/controller/controller_utils.go and pkg/api/v1/pod/util.go, v1.36. */
import type { Pod } from '../../cluster/index.js';
import type { Toolbox } from './toolbox.js';

/** Neither finished nor about to go. */
export function isActive(pod: Pod): boolean {
  return !pod.isTerminal && !pod.isTerminating;
}

/** About to go, and not finished before. */
export function isLeaving(pod: Pod): boolean {
  return pod.isTerminating && !pod.isTerminal;
}

/** How long until the next ready pod becomes available; null where none is on its way. */
export function nextAvailabilityUs(
  { informers, kernel }: Pick<Toolbox, 'informers' | 'kernel'>,
  pods: readonly Pod[],
  minReadySeconds: number,
): number | null {
  if (minReadySeconds === 0) return null;
  let nextUs: number | null = null;
  for (const pod of pods) {
    if (!informers.isReady(pod)) continue;
    const waitUs = informers.readySinceUs(pod) + minReadySeconds * 1e6 - kernel.nowUs();
    if (waitUs > 0 && (nextUs === null || waitUs < nextUs)) nextUs = waitUs;
  }
  return nextUs;
}
