/** What a run remembers of each pod besides its stages: one row a pod, in creation order. */

const firstRows = 1024;

/** Moments and counts as columns; −1 where a moment never came. */
export class PodLedger {
  count = 0;
  /** Pods that are ready now. */
  readyCount = 0;
  readonly names: string[] = [];
  readonly namespaces: string[] = [];
  /** Index into `owners`. */
  owner = new Int32Array(firstRows);
  readonly owners: string[] = [''];
  readonly nodes: string[] = [];
  readonly phases: string[] = [];
  priority = new Int32Array(firstRows);
  /** What the pod's random draws are keyed by. */
  drawIds = new Float64Array(firstRows);
  attempts = new Int32Array(firstRows);
  preexisting = new Uint8Array(firstRows);
  evicted = new Uint8Array(firstRows);
  createdUs = new Float64Array(firstRows).fill(-1);
  boundUs = new Float64Array(firstRows).fill(-1);
  runningUs = new Float64Array(firstRows).fill(-1);
  readyUs = new Float64Array(firstRows).fill(-1);
  finishedUs = new Float64Array(firstRows).fill(-1);
  private readonly ownerRows = new Map<string, number>([['', 0]]);

  /** A row for a pod whose creation begins now. */
  add(pod: { index: number; namespace: string; name: string; owner: string; priority: number; drawId: number }): void {
    const row = pod.index;
    while (row >= this.owner.length) this.grow();
    this.count = Math.max(this.count, row + 1);
    this.names[row] = pod.name;
    this.namespaces[row] = pod.namespace;
    this.owner[row] = this.ownerRow(pod.owner);
    this.priority[row] = pod.priority;
    this.drawIds[row] = pod.drawId;
    this.nodes[row] = '';
    this.phases[row] = 'Pending';
  }

  private ownerRow(owner: string): number {
    const known = this.ownerRows.get(owner);
    if (known !== undefined) return known;
    this.ownerRows.set(owner, this.owners.length);
    return this.owners.push(owner) - 1;
  }

  private grow(): void {
    const rows = this.owner.length * 2;
    this.owner = grown(this.owner, new Int32Array(rows));
    this.priority = grown(this.priority, new Int32Array(rows));
    this.drawIds = grown(this.drawIds, new Float64Array(rows));
    this.attempts = grown(this.attempts, new Int32Array(rows));
    this.preexisting = grown(this.preexisting, new Uint8Array(rows));
    this.evicted = grown(this.evicted, new Uint8Array(rows));
    this.createdUs = grown(this.createdUs, new Float64Array(rows).fill(-1));
    this.boundUs = grown(this.boundUs, new Float64Array(rows).fill(-1));
    this.runningUs = grown(this.runningUs, new Float64Array(rows).fill(-1));
    this.readyUs = grown(this.readyUs, new Float64Array(rows).fill(-1));
    this.finishedUs = grown(this.finishedUs, new Float64Array(rows).fill(-1));
  }
}

function grown<T extends Int32Array | Uint8Array | Float64Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
