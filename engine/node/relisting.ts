/** How long it takes a kubelet to notice what its runtime did. Upstream: pkg/kubelet/pleg/generic.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import type { NodeTools } from './tools.js';

export interface Relisting {
  /** From the end of a sync that started something: 1.36 relists the pod on demand, older kubelets wait for the next relist. */
  afterSyncUs(pod: Pod, nth: number): number;
  /** From a change that nobody asked for, such as an exit: the next relist of all pods finds it. */
  afterChangeUs(pod: Pod, nth: number): number;
}

export function createRelisting({ node, draws, minor }: NodeTools): Relisting {
  const relist = sampler(node.relistUs);
  const relistPod = sampler(node.relistPodUs);
  const onDemand = (pod: Pod, nth: number) => draws.durationUs(relistPod, pod, drawOf.relist, nth);
  return { afterSyncUs: minor >= 36 ? onDemand : byPeriod, afterChangeUs: byPeriod };

  /** A change falls anywhere between two relists that see it: u·(period + d) to the next one's start, and d until it is through. */
  function byPeriod(pod: Pod, nth: number): number {
    const relistUs = draws.durationUs(relist, pod, drawOf.relist, nth);
    return Math.round(draws.uniform(pod, drawOf.relistPhase, nth) * (node.relistPeriodUs + relistUs)) + relistUs;
  }
}
