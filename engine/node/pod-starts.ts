/** A kubelet starts a pod: admission, volumes, sandbox, network, containers, until it sees them run and ready. Upstream: SyncPod in pkg/kubelet/kubelet.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { rejectionOf } from './admission.js';
import { ContainerStarts } from './container-starts.js';
import { drawOf } from './draws.js';
import type { Kubelet } from './kubelet.js';
import type { Occupancy } from './occupancy.js';
import { planOf } from './pod-plan.js';
import { createProbing } from './probing.js';
import type { Relisting } from './relisting.js';
import { createRuntime } from './runtime.js';
import { StartRecord } from './start-record.js';
import type { StatusManager } from './status-manager.js';
import type { NodeTools } from './tools.js';
import { createVolumes } from './volumes.js';

export interface PodStarts {
  /** The kubelet heard of a pod bound to its node. */
  begin(pod: Pod, kubelet: Kubelet): void;
  /** Its containers have exited and are to run again, in their sandbox and without init containers. */
  restart(pod: Pod, kubelet: Kubelet, restarts: number): void;
  /** The pod is to stop; whether a container ran. */
  abandon(pod: Pod, kubelet: Kubelet): boolean;
}

export interface StartParts {
  readonly status: StatusManager;
  readonly relisting: Relisting;
  readonly occupancy: Occupancy;
  /** The pod was admitted. */
  admitted(): void;
  /** The pod's containers run. */
  running(pod: Pod, startedUs: number): void;
}

export class FullStarts implements PodStarts {
  private readonly records = new Map<number, StartRecord>();
  private readonly syncUs;
  private readonly volumes;
  private readonly runtime;
  private readonly probing;
  private readonly containers;
  private readonly syncing;
  private readonly mounted;
  private readonly sandboxMade;
  private readonly networkAdded;
  private readonly observing;
  private readonly probed;

  constructor(
    private readonly tools: NodeTools,
    private readonly parts: StartParts,
  ) {
    const { records } = this;
    this.syncUs = sampler(tools.node.syncUs);
    this.volumes = createVolumes(tools);
    this.runtime = createRuntime(tools);
    this.probing = createProbing(tools, parts.relisting);
    const { runtime, probing } = this;
    const allStarted = (pod: Pod) => this.observe(pod);
    this.containers = new ContainerStarts(tools, { ...parts, runtime, probing, records, allStarted });
    this.syncing = tools.step('kubelet/sync', (pod, kubelet) => this.admit(pod, kubelet));
    this.mounted = tools.step('kubelet/mounted', (pod, kubelet) => this.makeSandbox(pod, kubelet));
    this.sandboxMade = tools.step('runtime/sandbox', (pod, kubelet) => this.addNetwork(pod, kubelet));
    this.networkAdded = tools.step('runtime/network', (pod, kubelet) => this.networkDone(pod, kubelet));
    this.observing = tools.step('kubelet/observed', (pod, kubelet) => this.observed(pod, kubelet));
    this.probed = tools.step('kubelet/probed', (pod, kubelet) => this.ready(pod, kubelet));
  }

  begin(pod: Pod, kubelet: Kubelet): void {
    const { local, stages, draws } = this.tools;
    const record = new StartRecord(stages, pod.index, 0);
    this.records.set(pod.index, record);
    local.become(pod.index, 'starting', kubelet.row);
    record.move(null, 'kubelet/sync', this.nowUs);
    this.tools.after(draws.durationUs(this.syncUs, pod, drawOf.sync), this.syncing, pod);
  }

  restart(pod: Pod, kubelet: Kubelet, restarts: number): void {
    const record = new StartRecord(this.tools.stages, pod.index, restarts);
    this.records.set(pod.index, record);
    record.workersUs = this.nowUs;
    record.container = planOf(pod.spec).containers.findIndex(({ kind }) => kind === 'app');
    this.containers.begin(pod, kubelet);
  }

  abandon({ index }: Pod, kubelet: Kubelet): boolean {
    const record = this.records.get(index);
    if (record === undefined) return true;
    this.records.delete(index);
    record.releaseStart(kubelet);
    record.releaseNetwork(kubelet);
    return record.startedUs.length > 0;
  }

  private get nowUs(): number {
    return this.tools.kernel.nowUs();
  }

  private recordOf({ index }: Pod): StartRecord {
    return this.records.get(index)!;
  }

  private admit(pod: Pod, kubelet: Kubelet): void {
    const object = this.tools.kubelets.nodeOf(kubelet);
    const reason = object === null ? 'InvalidNodeInfo' : rejectionOf(pod, object, kubelet.room);
    if (reason !== null) return this.reject(pod, kubelet, reason);
    this.parts.admitted();
    this.parts.status.set(kubelet, pod, { startTimeUs: this.nowUs });
    this.recordOf(pod).move('kubelet/sync', 'kubelet/volumes', this.nowUs);
    this.tools.after(this.volumes.waitUs(pod, kubelet), this.mounted, pod);
    this.parts.occupancy.take(pod, kubelet);
  }

  private reject(pod: Pod, kubelet: Kubelet, reason: string): void {
    const { stages, journeys, local } = this.tools;
    this.recordOf(pod).move('kubelet/sync', null, this.nowUs);
    const enteredUs = stages.enteredUs('kubelet/sync', pod.index);
    journeys.push({ object: `Pod/${pod.key}`, stage: `rejected: ${reason}`, enteredUs, leftUs: this.nowUs });
    this.records.delete(pod.index);
    local.become(pod.index, 'ended');
    this.parts.status.set(kubelet, pod, { phase: 'Failed', ready: false });
  }

  private makeSandbox(pod: Pod, kubelet: Kubelet): void {
    const record = this.recordOf(pod);
    record.workersUs = this.nowUs;
    record.move('kubelet/volumes', 'runtime/sandbox', this.nowUs);
    record.holdStart(kubelet);
    this.tools.after(this.runtime.sandboxUs(pod, kubelet), this.sandboxMade, pod);
  }

  /** A pod in the host's network needs none of its own. */
  private addNetwork(pod: Pod, kubelet: Kubelet): void {
    const record = this.recordOf(pod);
    if (planOf(pod.spec).hostNetwork) {
      record.move('runtime/sandbox', null, this.nowUs);
      return this.containers.begin(pod, kubelet);
    }
    record.move('runtime/sandbox', 'runtime/network', this.nowUs);
    record.holdNetwork(kubelet);
    this.tools.after(this.runtime.networkUs(pod, kubelet), this.networkAdded, pod);
  }

  private networkDone(pod: Pod, kubelet: Kubelet): void {
    const record = this.recordOf(pod);
    record.releaseNetwork(kubelet);
    record.move('runtime/network', null, this.nowUs);
    this.containers.begin(pod, kubelet);
  }

  private observe(pod: Pod): void {
    const record = this.recordOf(pod);
    record.move(null, 'kubelet/observe', this.nowUs);
    this.tools.after(this.parts.relisting.afterSyncUs(pod, record.draws), this.observing, pod);
  }

  private observed(pod: Pod, kubelet: Kubelet): void {
    const record = this.recordOf(pod);
    const observedUs = this.nowUs;
    const { workersUs, startedUs, restarts } = record;
    const readyUs = this.probing.readyUs(pod, { workersUs, startedUs, observedUs, restarts });
    this.parts.running(pod, startedUs.at(-1)!);
    if (readyUs === observedUs) {
      record.move('kubelet/observe', null, observedUs);
      return this.ready(pod, kubelet);
    }
    record.move('kubelet/observe', 'kubelet/probe', observedUs);
    this.parts.status.set(kubelet, pod, { phase: 'Running' });
    this.tools.after(readyUs - observedUs, this.probed, pod);
  }

  private ready(pod: Pod, kubelet: Kubelet): void {
    const { local, stages, ledger } = this.tools;
    const { index } = pod;
    const record = this.recordOf(pod);
    this.records.delete(index);
    local.rename(index, 'running');
    if (stages.enteredUs('kubelet/probe', index) >= 0) record.move('kubelet/probe', null, this.nowUs);
    record.move(null, 'status/ready', this.nowUs);
    this.parts.status.set(kubelet, pod, { phase: 'Running', ready: true }, () => {
      if (record.restarts === 0) stages.leave('status/ready', index, ledger.readyUs.at(index));
    });
  }
}
