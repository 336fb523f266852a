/** Hints from one pod to the next of its like: the runner-up of the last scoring, once the last winner is full. Upstream: framework/runtime/batch.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import type { CycleState } from './cycle-state.js';
import { runFilters } from './filtering.js';
import type { Framework } from './framework.js';
import type { Plugin } from './plugin.js';
import { podSignature, signersOf } from './pod-signature.js';
import type { ScoreHeap } from './score-heap.js';

/** How long runners-up are good for, µs. Upstream: maxBatchAge. Upstream looks at the machine's clock, a run at its virtual time. */
const maxBatchAgeUs = 500_000;

interface Batch {
  readonly signature: string;
  readonly runnersUp: ScoreHeap;
  readonly createdUs: number;
}

export class OpportunisticBatch {
  private readonly signers: readonly Plugin[] | null;
  private batch: Batch | null = null;
  private lastCycle = -1;
  private lastNode = '';

  constructor(
    private readonly framework: Framework,
    private readonly nowUs: () => number,
  ) {
    this.signers = signersOf(framework);
  }

  /** undefined: no hints for this pod, nor from it. */
  signatureOf(pod: Pod): string | undefined {
    return this.signers === null ? undefined : podSignature(this.signers, pod);
  }

  /** The node to try first; "" without a hint. `cycleNumber` counts the pods popped. The hint is given again until it is taken. */
  hintFor(pod: Pod, signature: string | undefined, cycle: CycleState, cycleNumber: number): string {
    return this.isUsable(pod, signature, cycle, cycleNumber) ? this.batch!.runnersUp.peek()! : '';
  }

  /** The hint was given to a cycle: nobody gets it again. */
  take(): void {
    this.batch?.runnersUp.pop();
  }

  /** Remembers how a cycle ended; `runnersUp` null where nothing was scored. */
  store(
    signature: string | undefined,
    hint: string,
    chosenNode: string,
    runnersUp: ScoreHeap | null,
    cycleNumber: number,
  ): void {
    this.lastCycle = cycleNumber;
    this.lastNode = chosenNode;
    if (hint === chosenNode) return;
    const worthKeeping = signature !== undefined && runnersUp !== null && runnersUp.size > 0;
    this.batch = worthKeeping ? { signature, runnersUp, createdUs: this.nowUs() } : null;
  }

  /** Only the very next pod, of the same signature, soon, and only if the last winner takes no other like it: else it might win again. */
  private isUsable(pod: Pod, signature: string | undefined, cycle: CycleState, cycleNumber: number): boolean {
    const { batch } = this;
    if (batch === null || batch.runnersUp.size === 0) return false;
    if (cycleNumber !== this.lastCycle + 1 || signature === undefined || signature !== batch.signature) return false;
    if (this.nowUs() > batch.createdUs + maxBatchAgeUs) return false;
    const last = this.framework.cluster.node(this.lastNode);
    return last !== undefined && runFilters(this.framework, cycle, pod, last).isRejected;
  }
}
