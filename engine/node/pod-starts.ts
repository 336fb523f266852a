/** A kubelet starts a pod: admission, volumes, sandbox, network, images, containers, until it sees them run and ready. Upstream: SyncPod in pkg/kubelet/{kubelet,kuberuntime/kuberuntime_manager}.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { rejectionOf } from './admission.js';
import { drawOf } from './draws.js';
import { createImagePulls } from './image-pulls.js';
import type { Kubelet } from './kubelet.js';
import type { Occupancy } from './occupancy.js';
import { type ContainerPlan, planOf } from './pod-plan.js';
import { createProbing, maxContainers } from './probing.js';
import type { Relisting } from './relisting.js';
import { createRuntime } from './runtime.js';
import { StartRecord } from './start-record.js';
import type { StatusManager } from './status-manager.js';
import type { NodeTools } from './tools.js';
import type { Volumes } from './volumes.js';

export interface PodStarts {
  /** The kubelet heard of a pod bound to its node. */
  begin(pod: Pod, kubelet: Kubelet): void;
  /** Its containers have exited and are to run again. */
  restart(pod: Pod, kubelet: Kubelet, restarts: number): void;
  /** The pod is to stop; whether a container ran. */
  abandon(pod: Pod, kubelet: Kubelet): boolean;
}

export interface StartHelpers {
  readonly status: StatusManager;
  readonly relisting: Relisting;
  readonly volumes: Volumes;
  readonly occupancy: Occupancy;
}

export interface StartListener {
  /** The pod's containers run. */
  running(pod: Pod, startedUs: number): void;
}

export function createPodStarts(
  tools: NodeTools,
  { status, relisting, volumes, occupancy }: StartHelpers,
  listener: StartListener,
): PodStarts {
  const { kernel, local, kubelets, stages, ledger, draws, node, journeys } = tools;
  const runtime = createRuntime(tools);
  const probing = createProbing(tools);
  const pulls = createImagePulls(tools, { started: pullStarted, done: pullDone });
  const syncUs = sampler(node.syncUs);
  const initRunUs = sampler(node.initRunUs);
  const records = new Map<number, StartRecord>();

  const syncing = tools.step('kubelet/sync', admit);
  const mounted = tools.step('kubelet/mounted', makeSandbox);
  const sandboxMade = tools.step('runtime/sandbox', addNetwork);
  const networkAdded = tools.step('runtime/network', networkDone);
  const created = tools.step('runtime/created', startContainer);
  const started = tools.step('runtime/started', containerStarted);
  const initialized = tools.step('runtime/initialized', initDone);
  const observing = tools.step('kubelet/observed', observed);
  const probed = tools.step('kubelet/probed', ready);
  return { begin, restart, abandon };

  function recordOf({ index }: Pod): StartRecord {
    return records.get(index)!;
  }

  function begin(pod: Pod, kubelet: Kubelet): void {
    const record = new StartRecord(stages, pod.index, 0);
    records.set(pod.index, record);
    local.become(pod.index, 'starting', kubelet.row);
    record.move(null, 'kubelet/sync', kernel.nowUs());
    tools.after(draws.durationUs(syncUs, pod, drawOf.sync), syncing, pod);
  }

  function admit(pod: Pod, kubelet: Kubelet): void {
    const nowUs = kernel.nowUs();
    const object = kubelets.nodeOf(kubelet);
    const reason = object === null ? 'InvalidNodeInfo' : rejectionOf(pod, object, kubelet.room);
    if (reason !== null) return reject(pod, kubelet, reason);
    status.set(kubelet, pod, { startTimeUs: nowUs });
    recordOf(pod).move('kubelet/sync', 'kubelet/volumes', nowUs);
    tools.after(volumes.waitUs(pod, kubelet), mounted, pod);
    occupancy.take(pod, kubelet);
  }

  function reject(pod: Pod, kubelet: Kubelet, reason: string): void {
    const nowUs = kernel.nowUs();
    recordOf(pod).move('kubelet/sync', null, nowUs);
    const enteredUs = stages.enteredUs('kubelet/sync', pod.index);
    journeys.push({ object: `Pod/${pod.key}`, stage: `rejected: ${reason}`, enteredUs, leftUs: nowUs });
    records.delete(pod.index);
    local.become(pod.index, 'ended');
    status.set(kubelet, pod, { phase: 'Failed', ready: false });
  }

  function makeSandbox(pod: Pod, kubelet: Kubelet): void {
    const record = recordOf(pod);
    record.workersUs = kernel.nowUs();
    record.move('kubelet/volumes', 'runtime/sandbox', kernel.nowUs());
    holdStart(record, kubelet);
    tools.after(runtime.sandboxUs(pod, kubelet), sandboxMade, pod);
  }

  /** A pod in the host's network needs none of its own. */
  function addNetwork(pod: Pod, kubelet: Kubelet): void {
    const record = recordOf(pod);
    if (planOf(pod.spec).hostNetwork) {
      record.move('runtime/sandbox', null, kernel.nowUs());
      return beginContainers(pod, kubelet);
    }
    record.move('runtime/sandbox', 'runtime/network', kernel.nowUs());
    record.holdsNetwork = true;
    kubelet.addingNetworks++;
    tools.after(runtime.networkUs(pod, kubelet), networkAdded, pod);
  }

  function networkDone(pod: Pod, kubelet: Kubelet): void {
    const record = recordOf(pod);
    record.holdsNetwork = false;
    kubelet.addingNetworks--;
    record.move('runtime/network', null, kernel.nowUs());
    beginContainers(pod, kubelet);
  }

  function beginContainers(pod: Pod, kubelet: Kubelet): void {
    recordOf(pod).beginContainers(kernel.nowUs());
    nextContainer(pod, kubelet);
  }

  function nextContainer(pod: Pod, kubelet: Kubelet): void {
    const record = recordOf(pod);
    const container = planOf(pod.spec).containers[record.container];
    if (container === undefined) return observe(pod, kubelet);
    const need = pulls.needOf(container, kubelet);
    if (need === 'nothing') return create(pod, kubelet);
    record.begin('image/queue', kernel.nowUs());
    releaseStart(record, kubelet);
    // An image that is never pulled and not there keeps the pod waiting for ever.
    if (need === 'pull') pulls.pull(pod, kubelet, container.image, nthOf(record));
  }

  function pullStarted(pod: Pod): void {
    const record = recordOf(pod);
    record.spend('image/queue', kernel.nowUs());
    record.begin('image/pull', kernel.nowUs());
  }

  function pullDone(pod: Pod, kubelet: Kubelet): void {
    recordOf(pod).spend('image/pull', kernel.nowUs());
    create(pod, kubelet);
  }

  function create(pod: Pod, kubelet: Kubelet): void {
    const record = recordOf(pod);
    holdStart(record, kubelet);
    record.begin(stageOf(pod, record, 'runtime/create'), kernel.nowUs());
    tools.after(runtime.createUs(pod, kubelet, nthOf(record)), created, pod);
  }

  function startContainer(pod: Pod, kubelet: Kubelet): void {
    const record = recordOf(pod);
    record.spend(stageOf(pod, record, 'runtime/create'), kernel.nowUs());
    record.begin(stageOf(pod, record, 'runtime/start'), kernel.nowUs());
    tools.after(runtime.startUs(pod, kubelet, nthOf(record)), started, pod);
  }

  function containerStarted(pod: Pod, kubelet: Kubelet): void {
    const record = recordOf(pod);
    const nowUs = kernel.nowUs();
    record.startedUs[record.container] = nowUs;
    record.spend(stageOf(pod, record, 'runtime/start'), nowUs);
    const container = containerOf(pod, record);
    if (container.kind === 'app') return containerDone(pod, kubelet);
    releaseStart(record, kubelet);
    tools.after(container.kind === 'init' ? initUs(pod, record) : sidecarUs(pod, record), initialized, pod);
  }

  /** It runs, and the kubelet sees that it exited. */
  function initUs(pod: Pod, record: StartRecord): number {
    const nth = nthOf(record);
    return draws.durationUs(initRunUs, pod, drawOf.initRun, nth) + relisting.afterChangeUs(pod, nth);
  }

  /** The kubelet sees that it started. */
  function sidecarUs(pod: Pod, record: StartRecord): number {
    const nowUs = kernel.nowUs();
    const observedUs = nowUs + relisting.afterSyncUs(pod, nthOf(record));
    const { workersUs, startedUs, restarts } = record;
    return probing.startedUs(pod, record.container, { workersUs, startedUs, observedUs, restarts }) - nowUs;
  }

  function initDone(pod: Pod, kubelet: Kubelet): void {
    recordOf(pod).spend('runtime/init', kernel.nowUs());
    containerDone(pod, kubelet);
  }

  function containerDone(pod: Pod, kubelet: Kubelet): void {
    recordOf(pod).container++;
    nextContainer(pod, kubelet);
  }

  function observe(pod: Pod, kubelet: Kubelet): void {
    const record = recordOf(pod);
    releaseStart(record, kubelet);
    record.layOut();
    record.move(null, 'kubelet/observe', kernel.nowUs());
    tools.after(relisting.afterSyncUs(pod, nthOf(record)), observing, pod);
  }

  function observed(pod: Pod, kubelet: Kubelet): void {
    const record = recordOf(pod);
    const nowUs = kernel.nowUs();
    const readyUs = probing.readyUs(pod, { ...momentsOf(record), observedUs: nowUs });
    listener.running(pod, Math.max(...record.startedUs.filter((us) => us !== undefined)));
    if (readyUs === nowUs) {
      record.move('kubelet/observe', null, nowUs);
      return ready(pod, kubelet);
    }
    record.move('kubelet/observe', 'kubelet/probe', nowUs);
    status.set(kubelet, pod, { phase: 'Running' });
    tools.after(readyUs - nowUs, probed, pod);
  }

  function ready(pod: Pod, kubelet: Kubelet): void {
    const { index } = pod;
    const record = recordOf(pod);
    records.delete(index);
    local.rename(index, 'running');
    if (stages.enteredUs('kubelet/probe', index) >= 0) record.move('kubelet/probe', null, kernel.nowUs());
    record.move(null, 'status/ready', kernel.nowUs());
    status.set(kubelet, pod, { phase: 'Running', ready: true }, () => {
      if (record.restarts === 0) stages.leave('status/ready', index, ledger.readyUs[index]!);
    });
  }

  /** Its containers are started again in their sandbox, init containers left out. */
  function restart(pod: Pod, kubelet: Kubelet, restarts: number): void {
    const record = new StartRecord(stages, pod.index, restarts);
    records.set(pod.index, record);
    record.workersUs = kernel.nowUs();
    record.container = planOf(pod.spec).containers.findIndex(({ kind }) => kind === 'app');
    beginContainers(pod, kubelet);
  }

  function abandon({ index }: Pod, kubelet: Kubelet): boolean {
    const record = records.get(index);
    if (record === undefined) return true;
    records.delete(index);
    releaseStart(record, kubelet);
    if (record.holdsNetwork) kubelet.addingNetworks--;
    return record.startedUs.length > 0;
  }

  function holdStart(record: StartRecord, kubelet: Kubelet): void {
    if (!record.holdsStart) kubelet.startingPods++;
    record.holdsStart = true;
  }

  function releaseStart(record: StartRecord, kubelet: Kubelet): void {
    if (record.holdsStart) kubelet.startingPods--;
    record.holdsStart = false;
  }
}

function containerOf(pod: Pod, record: StartRecord): ContainerPlan {
  return planOf(pod.spec).containers[record.container]!;
}

/** Init containers' and sidecars' steps are one stage. */
function stageOf<S extends 'runtime/create' | 'runtime/start'>(pod: Pod, record: StartRecord, stage: S) {
  return containerOf(pod, record).kind === 'app' ? stage : 'runtime/init';
}

function nthOf({ container, restarts }: StartRecord): number {
  return container + restarts * maxContainers;
}

function momentsOf({ workersUs, startedUs, restarts }: StartRecord) {
  return { workersUs, startedUs, restarts };
}
