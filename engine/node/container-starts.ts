/** The containers of a pod, one after another: image, create, start; an init container has to exit, a sidecar to have started, before the next one's turn. Upstream: pkg/kubelet/kuberuntime/{kuberuntime_manager,kuberuntime_container}.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import { ImageCatalog } from './image-catalog.js';
import { ImagePulls } from './image-pulls.js';
import { ImageReports } from './image-reports.js';
import type { Kubelet } from './kubelet.js';
import { type ContainerPlan, planOf } from './pod-plan.js';
import type { Probing } from './probing.js';
import type { Relisting } from './relisting.js';
import type { Runtime } from './runtime.js';
import type { StartRecord } from './start-record.js';
import type { NodeTools } from './tools.js';

export interface ContainerParts {
  readonly runtime: Runtime;
  readonly probing: Probing;
  readonly relisting: Relisting;
  /** Pods that are being started. */
  readonly records: ReadonlyMap<number, StartRecord>;
  /** The pod's last container was started. */
  allStarted(pod: Pod, kubelet: Kubelet): void;
}

export class ContainerStarts {
  private readonly initRunUs;
  private readonly pulls;
  private readonly created;
  private readonly started;
  private readonly initialized;

  constructor(
    private readonly tools: NodeTools,
    private readonly parts: ContainerParts,
  ) {
    this.initRunUs = sampler(tools.node.initRunUs);
    const catalog = new ImageCatalog(tools.kernel, tools.store, tools.images);
    const reports = new ImageReports(tools, catalog);
    this.pulls = new ImagePulls(tools, catalog, {
      started: (pod) => this.pullStarted(pod),
      done: (pod, kubelet) => this.pullDone(pod, kubelet),
      arrived: (kubelet) => reports.arrived(kubelet),
    });
    this.created = tools.step('runtime/created', (pod, kubelet) => this.startContainer(pod, kubelet));
    this.started = tools.step('runtime/started', (pod, kubelet) => this.containerStarted(pod, kubelet));
    this.initialized = tools.step('runtime/initialized', (pod, kubelet) => this.initDone(pod, kubelet));
  }

  begin(pod: Pod, kubelet: Kubelet): void {
    this.recordOf(pod).beginContainers(this.nowUs);
    this.next(pod, kubelet);
  }

  private get nowUs(): number {
    return this.tools.kernel.nowUs();
  }

  private recordOf({ index }: Pod): StartRecord {
    return this.parts.records.get(index)!;
  }

  private next(pod: Pod, kubelet: Kubelet): void {
    const record = this.recordOf(pod);
    const container = planOf(pod.spec).containers[record.container];
    if (container === undefined) return this.finish(pod, kubelet, record);
    const need = this.pulls.needOf(container, kubelet);
    if (need === 'nothing') return this.create(pod, kubelet);
    record.begin('image/queue', this.nowUs);
    record.releaseStart(kubelet);
    // An image that is never pulled and not there keeps the pod waiting for ever.
    if (need === 'pull') this.pulls.pull(pod, kubelet, container.image, record.draws);
  }

  private finish(pod: Pod, kubelet: Kubelet, record: StartRecord): void {
    record.releaseStart(kubelet);
    record.layOut();
    this.parts.allStarted(pod, kubelet);
  }

  private pullStarted(pod: Pod): void {
    const record = this.recordOf(pod);
    record.spend('image/queue', this.nowUs);
    record.begin('image/pull', this.nowUs);
  }

  private pullDone(pod: Pod, kubelet: Kubelet): void {
    this.recordOf(pod).spend('image/pull', this.nowUs);
    this.create(pod, kubelet);
  }

  private create(pod: Pod, kubelet: Kubelet): void {
    const record = this.recordOf(pod);
    record.holdStart(kubelet);
    record.begin(stageOf(pod, record, 'runtime/create'), this.nowUs);
    this.tools.after(this.parts.runtime.createUs(pod, kubelet, record.draws), this.created, pod);
  }

  private startContainer(pod: Pod, kubelet: Kubelet): void {
    const record = this.recordOf(pod);
    record.spend(stageOf(pod, record, 'runtime/create'), this.nowUs);
    record.begin(stageOf(pod, record, 'runtime/start'), this.nowUs);
    this.tools.after(this.parts.runtime.startUs(pod, kubelet, record.draws), this.started, pod);
  }

  private containerStarted(pod: Pod, kubelet: Kubelet): void {
    const record = this.recordOf(pod);
    record.startedUs[record.container] = this.nowUs;
    record.spend(stageOf(pod, record, 'runtime/start'), this.nowUs);
    const { kind } = containerOf(pod, record);
    if (kind === 'app') return this.turnOver(pod, kubelet);
    record.releaseStart(kubelet);
    this.tools.after(kind === 'init' ? this.initUs(pod, record) : this.sidecarUs(pod, record), this.initialized, pod);
  }

  /** It runs, and the kubelet sees that it exited. */
  private initUs(pod: Pod, record: StartRecord): number {
    const nth = record.draws;
    const runUs = this.tools.draws.durationUs(this.initRunUs, pod, drawOf.initRun, nth);
    return runUs + this.parts.relisting.afterChangeUs(pod, nth);
  }

  /** The kubelet sees that it started, by its startup probe where it has one. */
  private sidecarUs(pod: Pod, record: StartRecord): number {
    const { workersUs, startedUs, restarts } = record;
    const observedUs = this.nowUs + this.parts.relisting.afterSyncUs(pod, record.draws);
    const moments = { workersUs, startedUs, observedUs, restarts };
    return this.parts.probing.startedUs(pod, record.container, moments) - this.nowUs;
  }

  private initDone(pod: Pod, kubelet: Kubelet): void {
    this.recordOf(pod).spend('runtime/init', this.nowUs);
    this.turnOver(pod, kubelet);
  }

  private turnOver(pod: Pod, kubelet: Kubelet): void {
    this.recordOf(pod).container++;
    this.next(pod, kubelet);
  }
}

function containerOf(pod: Pod, record: StartRecord): ContainerPlan {
  return planOf(pod.spec).containers[record.container]!;
}

/** Init containers' and sidecars' steps are one stage. */
function stageOf(pod: Pod, record: StartRecord, stage: 'runtime/create' | 'runtime/start') {
  return containerOf(pod, record).kind === 'app' ? stage : 'runtime/init';
}
