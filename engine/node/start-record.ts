/** A pod on its way from its node's kubelet to running: what is done, and what it took. */
import type { PodStage, StageTable } from '../metrics/index.js';
import type { Kubelet } from './kubelet.js';
import { maxContainers } from './probing.js';

/** Steps that a pod's containers take in turn; together they fill the time between its network and its last container. */
export const containerStages = [
  'image/queue',
  'image/pull',
  'runtime/init',
  'runtime/create',
  'runtime/start',
] as const satisfies readonly PodStage[];
export type ContainerStage = (typeof containerStages)[number];

export class StartRecord {
  /** The container whose turn it is. */
  container = 0;
  /** When the step under way began. */
  stepUs = 0;
  /** When volumes were there. */
  workersUs = 0;
  /** By container: when it ran. */
  readonly startedUs: number[] = [];
  private holdsStart = false;
  private holdsNetwork = false;
  private containersUs = 0;
  private readonly spentUs = new Map<ContainerStage, number>();

  constructor(
    private readonly stages: StageTable,
    private readonly pod: number,
    /** Restarts of its containers so far; the stages tell of the first start alone. */
    readonly restarts: number,
  ) {}

  /** Leaves one stage and enters the next. */
  move(from: PodStage | null, to: PodStage | null, nowUs: number): void {
    if (this.restarts > 0) return;
    if (from) this.stages.leave(from, this.pod, nowUs);
    if (to) this.stages.enter(to, this.pod, nowUs);
  }

  /** What keeps the draws of its container and restart apart from others. */
  get draws(): number {
    return this.container + this.restarts * maxContainers;
  }

  /** It is among the pods that the node is making, and slow each other. */
  holdStart(kubelet: Kubelet): void {
    kubelet.startingPods += Number(!this.holdsStart);
    this.holdsStart = true;
  }

  releaseStart(kubelet: Kubelet): void {
    kubelet.startingPods -= Number(this.holdsStart);
    this.holdsStart = false;
  }

  /** A CNI ADD for it is under way. */
  holdNetwork(kubelet: Kubelet): void {
    kubelet.addingNetworks++;
    this.holdsNetwork = true;
  }

  releaseNetwork(kubelet: Kubelet): void {
    kubelet.addingNetworks -= Number(this.holdsNetwork);
    this.holdsNetwork = false;
  }

  beginContainers(nowUs: number): void {
    this.containersUs = nowUs;
    this.stepUs = nowUs;
  }

  /** A container begins a step. */
  begin(stage: ContainerStage, nowUs: number): void {
    this.stepUs = nowUs;
    if (this.restarts === 0 && !this.spentUs.has(stage)) this.stages.enter(stage, this.pod, nowUs);
  }

  /** The step that began at stepUs is done; a pod that goes before all are is left with the steps that it took. */
  spend(stage: ContainerStage, nowUs: number): void {
    if (this.restarts === 0) this.stages.leave(stage, this.pod, nowUs);
    this.spentUs.set(stage, (this.spentUs.get(stage) ?? 0) + nowUs - this.stepUs);
    this.stepUs = nowUs;
  }

  /** Containers take the steps in turn; the stage table has room for one of each, so they stand there summed, end to end. */
  layOut(): void {
    if (this.restarts > 0) return;
    let atUs = this.containersUs;
    for (const stage of containerStages) {
      const spentUs = this.spentUs.get(stage);
      if (spentUs === undefined) continue;
      this.stages.span(stage, this.pod, atUs, atUs + spentUs);
      atUs += spentUs;
    }
  }
}
