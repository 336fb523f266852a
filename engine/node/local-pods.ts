/** Where the kubelets' pods stand, as columns by pod index. */

/** gone: no kubelet has it (any more); ended: finished, its object still there. */
export const podStates = ['gone', 'starting', 'running', 'ended', 'stopping'] as const;
export type PodState = (typeof podStates)[number];

const firstRows = 1024;

/** Invariant: an event of a pod counts only while the pod's serial is the one it was scheduled with. */
export class LocalPods {
  private states = new Uint8Array(firstRows);
  private kubelets = new Int32Array(firstRows);
  private serials = new Int32Array(firstRows);
  private holding = new Uint8Array(firstRows);

  stateOf(pod: number): PodState {
    return podStates[this.states[pod] ?? 0]!;
  }

  kubeletOf(pod: number): number {
    return this.kubelets[pod]!;
  }

  serialOf(pod: number): number {
    return this.serials[pod] ?? 0;
  }

  /** The same doing under another name: events stay valid. */
  rename(pod: number, state: PodState): void {
    this.states[pod] = podStates.indexOf(state);
  }

  /** Notes that the pod holds its node's resources and volumes; false if it was noted before. */
  hold(pod: number, holds: boolean): boolean {
    const changes = this.holding[pod] !== Number(holds);
    this.holding[pod] = Number(holds);
    return changes;
  }

  /** The pod does something else from now on; events of what it did before are void. */
  become(pod: number, state: PodState, kubelet = this.kubeletOf(pod)): number {
    while (pod >= this.states.length) this.grow();
    this.states[pod] = podStates.indexOf(state);
    this.kubelets[pod] = kubelet;
    return ++this.serials[pod]!;
  }

  private grow(): void {
    const rows = this.states.length * 2;
    this.states = grown(this.states, new Uint8Array(rows));
    this.kubelets = grown(this.kubelets, new Int32Array(rows));
    this.serials = grown(this.serials, new Int32Array(rows));
    this.holding = grown(this.holding, new Uint8Array(rows));
  }
}

function grown<T extends Uint8Array | Int32Array>(old: T, next: T): T {
  next.set(old);
  return next;
}
