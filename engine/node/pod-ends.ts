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

/** Source: pkg/kubelet/kubelet.go initialContainerBackOff and MaxContainerBackOff, µs. */
const firstBackoffUs = 10e6;
const longestBackoffUs = 300e6;
/** A container that ran longer than this starts anew: twice the longest backoff. */
const forgivenUs = 2 * longestBackoffUs;
/** Keeps the relists that see exits apart from those that see starts. */
const exitDraw = 100_000;

/** How often a pod's containers exited, and what that means for the next restart. */
interface Crashes {
  restarts: number;
  backoffUs: number;
  restartedUs: number;
  exitedUs: number;
}

export interface EndParts {
  readonly status: StatusManager;
  readonly relisting: Relisting;
  readonly occupancy: Occupancy;
  starts(): PodStarts;
}

export class PodEnds {
  private readonly crashes = new Map<number, Crashes>();
  private readonly sandboxStopUs;
  private readonly exiting;
  private readonly seen;
  private readonly cleared;
  private readonly restarting;

  constructor(
    private readonly tools: NodeTools,
    private readonly parts: EndParts,
  ) {
    this.sandboxStopUs = sampler(tools.node.sandboxStopUs);
    this.exiting = tools.step('runtime/exited', (pod) => this.exit(pod));
    this.seen = tools.step('kubelet/exit-seen', (pod, kubelet) => this.see(pod, kubelet));
    this.cleared = tools.step('runtime/cleared', (pod, kubelet) => this.succeed(pod, kubelet));
    this.restarting = tools.step('kubelet/restart', (pod, kubelet) => this.restart(pod, kubelet));
  }

  /** The pod's containers run since `startedUs`. */
  running(pod: Pod, startedUs: number): void {
    const { lifetimes, kernel } = this.tools;
    const lifetimeUs = lifetimes.of(pod);
    if (lifetimeUs >= 0) this.tools.after(Math.max(0, startedUs + lifetimeUs - kernel.nowUs()), this.exiting, pod);
  }

  private exit(pod: Pod): void {
    const { index } = pod;
    const exitedUs = this.tools.kernel.nowUs();
    const before = this.crashes.get(index);
    if (before) before.exitedUs = exitedUs;
    else if (planOf(pod.spec).restarts)
      this.crashes.set(index, { restarts: 0, backoffUs: 0, restartedUs: exitedUs, exitedUs });
    this.tools.after(this.parts.relisting.afterChangeUs(pod, exitDraw + (before?.restarts ?? 0)), this.seen, pod);
  }

  private see(pod: Pod, kubelet: Kubelet): void {
    const { local, draws } = this.tools;
    this.parts.starts().abandon(pod, kubelet);
    const crash = this.crashes.get(pod.index);
    if (crash !== undefined) return this.waitForRestart(pod, kubelet, crash);
    local.become(pod.index, 'stopping');
    this.tools.after(draws.durationUs(this.sandboxStopUs, pod, drawOf.sandboxStop), this.cleared, pod);
  }

  /** The phase is final once nothing of the pod runs any more. */
  private succeed(pod: Pod, kubelet: Kubelet): void {
    this.parts.occupancy.free(pod, kubelet);
    this.tools.local.become(pod.index, 'ended');
    this.parts.status.set(kubelet, pod, { phase: 'Succeeded', ready: false });
  }

  /** The first restart is at once; the next ones wait 10 s · 2ⁿ, at most 5 min, from the exit. */
  private waitForRestart(pod: Pod, kubelet: Kubelet, crash: Crashes): void {
    const { local, kernel } = this.tools;
    local.become(pod.index, 'starting');
    this.parts.status.set(kubelet, pod, { ready: false });
    if (crash.exitedUs - crash.restartedUs > forgivenUs) crash.backoffUs = 0;
    this.tools.after(Math.max(0, crash.exitedUs + crash.backoffUs - kernel.nowUs()), this.restarting, pod);
    crash.backoffUs = crash.backoffUs === 0 ? firstBackoffUs : Math.min(2 * crash.backoffUs, longestBackoffUs);
  }

  private restart(pod: Pod, kubelet: Kubelet): void {
    const crash = this.crashes.get(pod.index)!;
    crash.restartedUs = this.tools.kernel.nowUs();
    this.parts.starts().restart(pod, kubelet, ++crash.restarts);
  }

  /** The pod is gone. */
  forget({ index }: Pod): void {
    this.crashes.delete(index);
  }
}
