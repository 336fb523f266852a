/** A kubelet stops a pod that is to be deleted: hooks and SIGTERM within the grace period, then what it left, then the object itself. Upstream: SyncTerminatingPod and SyncTerminatedPod in pkg/kubelet/kubelet.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import type { Kubelet } from './kubelet.js';
import type { Occupancy } from './occupancy.js';
import type { PodEnds } from './pod-ends.js';
import { planOf } from './pod-plan.js';
import type { PodStarts } from './pod-starts.js';
import type { StatusManager } from './status-manager.js';
import type { NodeTools } from './tools.js';

export interface PodStops {
  /** The kubelet heard that the pod is to go. */
  begin(pod: Pod, kubelet: Kubelet): void;
  /** The pod's object is gone already. */
  forget(pod: Pod, kubelet: Kubelet): void;
}

export interface StopParts {
  readonly status: StatusManager;
  readonly occupancy: Occupancy;
  readonly starts: PodStarts;
  readonly ends: PodEnds;
}

export function createPodStops(tools: NodeTools, { status, occupancy, starts, ends }: StopParts): PodStops {
  const { local, draws, node } = tools;
  const stopUs = sampler(node.stopUs);
  const preStopUs = sampler(node.preStopUs);
  const sandboxStopUs = sampler(node.sandboxStopUs);
  const unmountUs = sampler(node.unmountUs);
  const stopped = tools.step('runtime/stopped', unmount);
  const unmounted = tools.step('kubelet/unmounted', finish);
  return { begin, forget };

  function begin(pod: Pod, kubelet: Kubelet): void {
    const state = local.stateOf(pod.index);
    if (state !== 'starting' && state !== 'running') return;
    const ran = starts.abandon(pod, kubelet);
    local.become(pod.index, 'stopping');
    const killUs = ran ? Math.min(wantedUs(pod), planOf(pod.spec).graceUs) : 0;
    tools.after(killUs + draws.durationUs(sandboxStopUs, pod, drawOf.sandboxStop), stopped, pod);
  }

  /** The slowest preStop hook, and the containers' own end after SIGTERM. */
  function wantedUs(pod: Pod): number {
    let hookUs = 0;
    for (const [i, container] of planOf(pod.spec).containers.entries()) {
      const saidUs = container.preStopUs;
      hookUs = Math.max(hookUs, saidUs < 0 ? draws.durationUs(preStopUs, pod, drawOf.preStop, i) : saidUs);
    }
    return hookUs + draws.durationUs(stopUs, pod, drawOf.stop);
  }

  /** Killed at the end of its grace period, a container fails; the object may go once the phase is final. */
  function unmount(pod: Pod, kubelet: Kubelet): void {
    const killed = wantedUs(pod) > planOf(pod.spec).graceUs;
    occupancy.free(pod, kubelet);
    status.set(kubelet, pod, { phase: killed ? 'Failed' : 'Succeeded', ready: false });
    tools.after(draws.durationUs(unmountUs, pod, drawOf.unmount), unmounted, pod);
  }

  function finish(pod: Pod, kubelet: Kubelet): void {
    local.become(pod.index, 'gone');
    ends.forget(pod);
    status.finish(kubelet, pod);
  }

  function forget(pod: Pod, kubelet: Kubelet): void {
    starts.abandon(pod, kubelet);
    occupancy.free(pod, kubelet);
    ends.forget(pod);
    local.become(pod.index, 'gone');
  }
}
