/** What pods hold of their nodes from admission until their containers are gone: resources, ports, attached claims. */
import type { Pod } from '../cluster/index.js';
import type { Kubelet } from './kubelet.js';
import type { LocalPods } from './local-pods.js';
import { claimName, planOf } from './pod-plan.js';

export interface Occupancy {
  take(pod: Pod, kubelet: Kubelet): void;
  /** Nothing happens where the pod holds nothing. */
  free(pod: Pod, kubelet: Kubelet): void;
}

export function createOccupancy(local: LocalPods): Occupancy {
  return {
    take(pod, kubelet) {
      if (!local.hold(pod.index, true)) return;
      kubelet.room.add(pod.spec);
      countClaims(pod, kubelet, 1);
    },
    free(pod, kubelet) {
      if (!local.hold(pod.index, false)) return;
      kubelet.room.remove(pod.spec);
      countClaims(pod, kubelet, -1);
    },
  };
}

function countClaims(pod: Pod, { claims }: Kubelet, sign: 1 | -1): void {
  for (const claim of planOf(pod.spec).claims) {
    const key = `${pod.namespace}/${claimName(pod, claim)}`;
    const count = (claims.get(key) ?? 0) + sign;
    if (count > 0) claims.set(key, count);
    else claims.delete(key);
  }
}
