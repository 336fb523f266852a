/** Pods as the scheduler's watch last saw them: those that are neither Succeeded nor Failed. */
import { type Pod, type PodShelf, PodsByIndex } from '../cluster/index.js';

export class PodStore {
  private readonly pods: PodsByIndex;

  constructor(shelf: PodShelf | null = null) {
    this.pods = new PodsByIndex(shelf);
  }

  get size(): number {
    return this.pods.size;
  }

  get(pod: number): Pod | undefined {
    return this.pods.get(pod);
  }

  set(pod: Pod): void {
    this.pods.set(pod);
  }

  delete(pod: number): void {
    this.pods.delete(pod);
  }
}
