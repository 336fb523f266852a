/** When a pod's probes find it ready. Upstream: pkg/kubelet/prober/{worker,prober_manager}.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import { type ContainerPlan, type ProbePlan, planOf } from './pod-plan.js';
import type { NodeTools } from './tools.js';

export interface Probing {
  /** The moment the last container with a probe is found ready; `observedUs` where no container has one. */
  readyUs(pod: Pod, moments: StartMoments): number;
  /** The moment a container's startup probe succeeds; `observedUs` without one. */
  startedUs(pod: Pod, container: number, moments: StartMoments): number;
}

export interface StartMoments {
  /** Probe workers began: volumes were there. */
  readonly workersUs: number;
  /** By container. */
  readonly startedUs: readonly number[];
  /** The kubelet saw that they run. */
  readonly observedUs: number;
  /** Restarts so far. */
  readonly restarts: number;
}

export function createProbing({ node, draws }: NodeTools): Probing {
  const application = sampler(node.applicationUs);
  const probeUs = sampler(node.probeUs);
  return {
    startedUs: (pod, container, moments) => startupUs(pod, planOf(pod.spec).containers[container]!, container, moments),
    readyUs(pod, moments) {
      let readyUs = moments.observedUs;
      for (const [i, container] of planOf(pod.spec).containers.entries())
        readyUs = Math.max(readyUs, containerReadyUs(pod, container, i, moments));
      return readyUs;
    },
  };

  /** Readiness is probed at once when the container is seen to have started, and every period from then. */
  function containerReadyUs(pod: Pod, container: ContainerPlan, i: number, moments: StartMoments): number {
    if (container.kind === 'init') return moments.observedUs;
    const fromUs = startupUs(pod, container, i, moments);
    const { readinessProbe } = container;
    return readinessProbe === null ? fromUs : succeedsUs(pod, readinessProbe, fromUs, i, moments, 0);
  }

  /** A startup probe is not triggered: it runs every period from its worker's beginning, once the container runs. */
  function startupUs(pod: Pod, { startupProbe }: ContainerPlan, i: number, moments: StartMoments): number {
    const { workersUs, observedUs } = moments;
    if (startupProbe === null) return observedUs;
    const { periodUs } = startupProbe;
    const firstUs = workersUs + Math.ceil((observedUs - workersUs) / periodUs) * periodUs;
    return succeedsUs(pod, startupProbe, firstUs, i, moments, 1);
  }

  /**
   * Probes run at firstUs + k·period; they count from startedUs + initialDelay, and succeed from the moment the application
   * answers; the last of the successes that count decides.
   */
  function succeedsUs(
    pod: Pod,
    probe: ProbePlan,
    firstUs: number,
    i: number,
    { startedUs, restarts }: StartMoments,
    kind: 0 | 1,
  ): number {
    const nth = i + restarts * maxContainers;
    const answersUs = startedUs[i]! + draws.durationUs(application, pod, drawOf.application, nth);
    const fromUs = Math.max(answersUs, startedUs[i]! + probe.initialDelayUs);
    const missed = Math.max(0, Math.ceil((fromUs - firstUs) / probe.periodUs));
    const lastUs = firstUs + (missed + probe.successes - 1) * probe.periodUs;
    return lastUs + draws.durationUs(probeUs, pod, drawOf.probe, nth * 2 + kind);
  }
}

/** Draws of a container's restarts are this far apart. */
export const maxContainers = 64;
