/** When each pod entered and left each stage of its way: two numbers in a column. */
import { roomFor } from '../kernel/index.js';
import { type MomentColumn, Moments } from './moments.js';

/** The stages in the order a pod meets them; HOUSE's "what happens" as a table. */
export const podStages = [
  'create/client',
  'create/request',
  'create/authentication',
  'create/authorization',
  'create/admission',
  'create/handler',
  'create/etcd',
  'watch/scheduler',
  'queue',
  'schedule',
  'bind/prebind',
  'bind/client',
  'bind/request',
  'bind/apiserver',
  'bind/etcd',
  'watch/kubelet',
  'kubelet/sync',
  'kubelet/volumes',
  'runtime/sandbox',
  'runtime/network',
  'image/queue',
  'image/pull',
  'runtime/init',
  'runtime/create',
  'runtime/start',
  'kubelet/observe',
  'kubelet/probe',
  'status/ready',
  'network/endpointslice',
  'network/proxy',
] as const;

export type PodStage = (typeof podStages)[number];

/** Columns grow with the pods and exist only for stages that were met; −1 where a pod never was. */
export class StageTable {
  /** By pod, the first moment that was told of it. */
  baseUs = new Float64Array(0);
  private readonly entered = new Map<PodStage, Moments>();
  private readonly left = new Map<PodStage, Moments>();

  /** The pod entered the stage; a pod that comes again starts it anew. */
  enter(stage: PodStage, pod: number, atUs: number): void {
    this.set(this.entered, stage, pod, atUs);
  }

  leave(stage: PodStage, pod: number, atUs: number): void {
    this.set(this.left, stage, pod, atUs);
  }

  /** Entered and left, where both are known at once. */
  span(stage: PodStage, pod: number, enteredUs: number, leftUs: number): void {
    this.enter(stage, pod, enteredUs);
    this.leave(stage, pod, leftUs);
  }

  enteredUs(stage: PodStage, pod: number): number {
    return this.entered.get(stage)?.at(pod) ?? -1;
  }

  leftUs(stage: PodStage, pod: number): number {
    return this.left.get(stage)?.at(pod) ?? -1;
  }

  /** Stages that any pod entered, in their order. */
  columns(): { stage: PodStage; entered: MomentColumn; left: MomentColumn }[] {
    return podStages
      .filter((stage) => this.entered.has(stage))
      .map((stage) => ({
        stage,
        entered: this.entered.get(stage)!.column(),
        left: (this.left.get(stage) ?? new Moments(this)).column(),
      }));
  }

  private set(columns: Map<PodStage, Moments>, stage: PodStage, pod: number, atUs: number): void {
    if (pod >= this.baseUs.length) this.makeRoom(pod);
    if (this.baseUs[pod]! < 0) this.baseUs[pod] = atUs;
    let column = columns.get(stage);
    if (column === undefined) {
      column = new Moments(this);
      columns.set(stage, column);
    }
    column.set(pod, atUs);
  }

  private makeRoom(pod: number): void {
    const { length } = this.baseUs;
    this.baseUs = roomFor(this.baseUs, pod);
    this.baseUs.fill(-1, length);
  }
}
