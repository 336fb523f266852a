/** Pods as the scheduler's watch last saw them: those that are neither Succeeded nor Failed. */
import type { Pod } from '../cluster/index.js';

export class PodStore {
  private readonly pods: (Pod | undefined)[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  get(pod: number): Pod | undefined {
    return this.pods[pod];
  }

  set(pod: Pod): void {
    if (this.pods[pod.index] === undefined) this.count++;
    this.pods[pod.index] = pod;
  }

  delete(pod: number): void {
    if (this.pods[pod] !== undefined) this.count--;
    this.pods[pod] = undefined;
  }
}
