/** When each pod entered and left each stage of its way: two numbers in a column. */

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

const firstRows = 1024;

/** Columns grow with the pods and exist only for stages that were met; −1 where a pod never was. */
export class StageTable {
  private readonly entered = new Map<PodStage, Float64Array>();
  private readonly left = new Map<PodStage, Float64Array>();

  /** The pod entered the stage; a pod that comes again starts it anew. */
  enter(stage: PodStage, pod: number, atUs: number): void {
    columnFor(this.entered, stage, pod)[pod] = atUs;
  }

  leave(stage: PodStage, pod: number, atUs: number): void {
    columnFor(this.left, stage, pod)[pod] = atUs;
  }

  /** Entered and left, where both are known at once. */
  span(stage: PodStage, pod: number, enteredUs: number, leftUs: number): void {
    this.enter(stage, pod, enteredUs);
    this.leave(stage, pod, leftUs);
  }

  enteredUs(stage: PodStage, pod: number): number {
    return this.entered.get(stage)?.[pod] ?? -1;
  }

  leftUs(stage: PodStage, pod: number): number {
    return this.left.get(stage)?.[pod] ?? -1;
  }

  /** Stages that any pod entered, in their order, with columns of exactly `pods` rows. */
  columns(pods: number): { stage: PodStage; enteredUs: Float64Array; leftUs: Float64Array }[] {
    return podStages
      .filter((stage) => this.entered.has(stage))
      .map((stage) => ({
        stage,
        enteredUs: exact(this.entered.get(stage), pods),
        leftUs: exact(this.left.get(stage), pods),
      }));
  }
}

function columnFor(columns: Map<PodStage, Float64Array>, stage: PodStage, pod: number): Float64Array {
  const column = columns.get(stage);
  if (column !== undefined && pod < column.length) return column;
  let size = column?.length ?? firstRows;
  while (size <= pod) size *= 2;
  const grown = new Float64Array(size).fill(-1);
  if (column) grown.set(column);
  columns.set(stage, grown);
  return grown;
}

function exact(column: Float64Array | undefined, rows: number): Float64Array {
  const out = new Float64Array(rows).fill(-1);
  if (column) out.set(column.subarray(0, rows));
  return out;
}
