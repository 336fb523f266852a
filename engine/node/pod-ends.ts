/** Containers that exit by themselves: the pod succeeds, or its containers run again after CrashLoopBackOff. Upstream: doBackOff in pkg/kubelet/kuberuntime/kuberuntime_manager.go and client-go/util/flowcontrol/backoff.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import type { Kubelet } from './kubelet.js';
import type { Occupancy } from './occupancy.js';
import { planOf } from './pod-plan.js';
import type { PodStarts } from './pod-starts.js';
import type { Relisting } from './relisting.js';
import type { StatusManager } from './status-manager.js';
import type { NodeTools } from './tools.js';

/** Source: pkg/kubelet/kubelet.go containerBackOffPeriod and MaxContainerBackOff, µs. */
const firstBackoffUs = 10e6;
const longestBackoffUs = 300e6;
/** A container that ran longer than this starts anew: twice the longest backoff. */
const forgivenUs = 2 * longestBackoffUs;

export interface PodEnds {
  /** The pod's containers run since `startedUs`. */
  running(pod: Pod, startedUs: number): void;
}

interface Crashes {
  restarts: number;
  backoffUs: number;
  restartedUs: number;
  exitedUs: number;
}

export function createPodEnds(
  tools: NodeTools,
  { status, relisting, occupancy }: { status: StatusManager; relisting: Relisting; occupancy: Occupancy },
  starts: () => PodStarts,
): PodEnds {
  const { kernel, local, draws, lifetimes } = tools;
  const sandboxStopUs = sampler(tools.node.sandboxStopUs);
  const crashes = new Map<number, Crashes>();
  const exiting = tools.step('runtime/exited', exit);
  const seen = tools.step('kubelet/exit-seen', see);
  const cleared = tools.step('runtime/cleared', succeed);
  const restarting = tools.step('kubelet/restart', restart);
  return { running };

  function running(pod: Pod, startedUs: number): void {
    const lifetimeUs = lifetimes.of(pod);
    if (lifetimeUs >= 0) tools.after(Math.max(0, startedUs + lifetimeUs - kernel.nowUs()), exiting, pod);
  }

  function exit(pod: Pod): void {
    const before = crashes.get(pod.index);
    if (before) before.exitedUs = kernel.nowUs();
    else if (planOf(pod.spec).restarts)
      crashes.set(pod.index, { restarts: 0, backoffUs: 0, restartedUs: -forgivenUs, exitedUs: kernel.nowUs() });
    tools.after(relisting.afterChangeUs(pod, exitDraw + (before?.restarts ?? 0)), seen, pod);
  }

  function see(pod: Pod, kubelet: Kubelet): void {
    starts().abandon(pod, kubelet);
    const crash = crashes.get(pod.index);
    if (crash !== undefined) return waitForRestart(pod, kubelet, crash);
    local.become(pod.index, 'stopping');
    tools.after(draws.durationUs(sandboxStopUs, pod, drawOf.sandboxStop), cleared, pod);
  }

  /** The phase is final once nothing of the pod runs any more. */
  function succeed(pod: Pod, kubelet: Kubelet): void {
    occupancy.free(pod, kubelet);
    local.become(pod.index, 'ended');
    status.set(kubelet, pod, { phase: 'Succeeded', ready: false });
  }

  /** The first restart is at once; the next ones wait 10 s · 2ⁿ, at most 5 min, from the exit. */
  function waitForRestart(pod: Pod, kubelet: Kubelet, crash: Crashes): void {
    local.become(pod.index, 'starting');
    status.set(kubelet, pod, { ready: false });
    if (crash.exitedUs - crash.restartedUs > forgivenUs) crash.backoffUs = 0;
    tools.after(Math.max(0, crash.exitedUs + crash.backoffUs - kernel.nowUs()), restarting, pod);
    crash.backoffUs = crash.backoffUs === 0 ? firstBackoffUs : Math.min(2 * crash.backoffUs, longestBackoffUs);
  }

  function restart(pod: Pod, kubelet: Kubelet): void {
    const crash = crashes.get(pod.index)!;
    crash.restartedUs = kernel.nowUs();
    starts().restart(pod, kubelet, ++crash.restarts);
  }
}

/** Keeps the relists that see exits apart from those that see starts. */
const exitDraw = 100_000;
