/** When a pod's probes find it ready. Upstream: pkg/kubelet/prober/{worker,prober_manager}.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import { type ContainerPlan, type ProbePlan, planOf } from './pod-plan.js';
import type { Relisting } from './relisting.js';
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

/** When a probe runs: once, again, and from then on every period. */
interface Schedule {
  readonly firstUs: number;
  readonly secondUs: number;
  readonly periodUs: number;
}

/** Draws of a container's restarts are this far apart. */
export const maxContainers = 64;
/** Keeps the relists that bring a second probe apart from others. */
const secondSyncDraw = 200_000;

export function createProbing({ node, draws }: NodeTools, relisting: Relisting): Probing {
  const application = sampler(node.applicationUs);
  const probeUs = sampler(node.probeUs);
  return { readyUs, startedUs };

  function readyUs(pod: Pod, moments: StartMoments): number {
    let latestUs = moments.observedUs;
    for (const [i, container] of planOf(pod.spec).containers.entries())
      latestUs = Math.max(latestUs, containerReadyUs(pod, container, i, moments));
    return latestUs;
  }

  /**
   * Every sync that finds the container started and not ready probes it at once, and the period counts from then. There are
   * two such syncs: the relist reports the sandbox and the container, and the second report waits for the next relist.
   */
  function containerReadyUs(pod: Pod, container: ContainerPlan, i: number, moments: StartMoments): number {
    const { readinessProbe, kind } = container;
    if (kind === 'init') return moments.observedUs;
    const firstUs = startedUs(pod, i, moments);
    if (readinessProbe === null) return firstUs;
    const { periodUs } = readinessProbe;
    const again = container.startupProbe === null;
    const nth = secondSyncDraw + drawNumber(i, moments);
    const secondUs = firstUs + (again ? relisting.afterChangeUs(pod, nth) : periodUs);
    return succeedsUs(pod, readinessProbe, { firstUs, secondUs, periodUs }, i, moments);
  }

  /** A startup probe runs every period from its worker's beginning, once the container is seen. */
  function startedUs(pod: Pod, i: number, moments: StartMoments): number {
    const { workersUs, observedUs } = moments;
    const { startupProbe } = planOf(pod.spec).containers[i]!;
    if (startupProbe === null) return observedUs;
    const { periodUs } = startupProbe;
    const firstUs = workersUs + Math.ceil((observedUs - workersUs) / periodUs) * periodUs;
    return succeedsUs(pod, startupProbe, { firstUs, secondUs: firstUs + periodUs, periodUs }, i, moments);
  }

  /** Probes count from the container's start + initialDelay, and succeed from when the application answers; the last that has to succeed decides. */
  function succeedsUs(pod: Pod, probe: ProbePlan, schedule: Schedule, i: number, moments: StartMoments): number {
    const containerUs = moments.startedUs[i]!;
    const nth = drawNumber(i, moments);
    const applicationUs = draws.durationUs(application, pod, drawOf.application, nth);
    const first = firstProbeFrom(containerUs + Math.max(applicationUs, probe.initialDelayUs), schedule);
    return momentOf(first + probe.successes - 1, schedule) + draws.durationUs(probeUs, pod, drawOf.probe, nth);
  }
}

function drawNumber(container: number, { restarts }: StartMoments): number {
  return container + restarts * maxContainers;
}

/** Which probe is the first at or after a moment. */
function firstProbeFrom(atUs: number, { firstUs, secondUs, periodUs }: Schedule): number {
  if (atUs <= firstUs) return 0;
  return 1 + Math.max(0, Math.ceil((atUs - secondUs) / periodUs));
}

function momentOf(probe: number, { firstUs, secondUs, periodUs }: Schedule): number {
  return probe === 0 ? firstUs : secondUs + (probe - 1) * periodUs;
}
