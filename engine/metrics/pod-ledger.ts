/** What a run remembers of each pod besides its stages: one row a pod, in creation order. */
import type { PodFacts } from '../cluster/index.js';
import { roomFor } from '../kernel/index.js';
import { Moments } from './moments.js';
import { Texts } from './texts.js';

/** Moments and counts as columns; −1 where a moment never came. */
export class PodLedger implements PodFacts {
  count = 0;
  /** Pods that are ready now. */
  readyCount = 0;
  readonly names = new Texts(null, { numbered: true, unique: true });
  readonly namespaces = new Texts(null);
  readonly owners = new Texts('');
  readonly nodes = new Texts('', { numbered: true });
  readonly phases = new Texts('Pending');
  priority = new Int32Array(0);
  /** What the pod's random draws are keyed by. */
  drawIds = new Float64Array(0);
  attempts = new Int32Array(0);
  preexisting = new Uint8Array(0);
  evicted = new Uint8Array(0);
  createdUs = new Float64Array(0);
  boundUs = new Float64Array(0);
  readonly runningUs = this.sinceCreation();
  readonly readyUs = this.sinceCreation();
  readonly finishedUs = this.sinceCreation();

  /** A row for a pod whose creation begins now. */
  add(pod: { index: number; namespace: string; name: string; owner: string; priority: number; drawId: number }): void {
    const row = pod.index;
    if (row >= this.createdUs.length) this.grow(row);
    this.count = Math.max(this.count, row + 1);
    this.names.set(row, pod.name);
    this.namespaces.set(row, pod.namespace);
    this.owners.set(row, pod.owner);
    this.priority[row] = pod.priority;
    this.drawIds[row] = pod.drawId;
  }

  nameOf(pod: number): string {
    return this.names.at(pod);
  }
  nodeOf(pod: number): string {
    return this.nodes.at(pod);
  }
  createdUsOf(pod: number): number {
    return this.createdUs[pod]!;
  }
  drawIdOf(pod: number): number {
    return this.drawIds[pod]!;
  }

  private sinceCreation(): Moments {
    const ledger = this;
    return new Moments({
      get baseUs() {
        return ledger.createdUs;
      },
    });
  }

  private grow(row: number): void {
    const { length } = this.createdUs;
    this.priority = roomFor(this.priority, row);
    this.drawIds = roomFor(this.drawIds, row);
    this.attempts = roomFor(this.attempts, row);
    this.preexisting = roomFor(this.preexisting, row);
    this.evicted = roomFor(this.evicted, row);
    this.createdUs = roomFor(this.createdUs, row).fill(-1, length);
    this.boundUs = roomFor(this.boundUs, row).fill(-1, length);
  }
}
