/** Hints from one pod to the next of its like: the runner-up of the last scoring, once the last winner is full. Upstream: framework/runtime/batch.go, v1.36 and v1.37. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { CycleState } from './cycle-state.js';
import { runFilters } from './filtering.js';
import type { Framework } from './framework.js';
import { signersOf } from './pod-signature.js';
import { PodSigner } from './pod-signer.js';
import type { Ranking } from './ranking.js';
import { scoredAgain } from './rescoring.js';

/** How long runners-up are good for, µs. Upstream: maxBatchAge. */
const maxBatchAgeUs = 500_000;

interface Batch {
  readonly signature: string;
  readonly runnersUp: Ranking;
  readonly createdUs: number;
}

/** A node to try first, and the ranking it leads. */
export interface NodeHint {
  readonly nodeName: string;
  readonly ranking: Ranking;
}

export class OpportunisticBatch {
  /** Null where a plugin signs no pod at all. */
  private readonly signer: PodSigner | null;
  private batch: Batch | null = null;
  private lastCycle = -1;
  private lastNode = '';

  constructor(
    private readonly framework: Framework,
    private readonly nowUs: () => number,
  ) {
    const signers = signersOf(framework);
    this.signer = signers === null ? null : new PodSigner(signers);
  }

  /** undefined: no hints for this pod, nor from it. */
  signatureOf(pod: Pod): string | undefined {
    return this.signer?.signatureOf(pod);
  }

  /** The node to try first; null without a hint. `cycleNumber` counts the pods popped. Asking changes nothing. */
  hintFor(pod: Pod, signature: string | undefined, cycle: CycleState, cycleNumber: number): NodeHint | null {
    if (!this.isAlike(pod, signature, cycleNumber)) return null;
    const last = this.framework.cluster.node(this.lastNode);
    const ranking = last === undefined ? null : this.rankingBeside(last, pod, cycle, this.batch!.runnersUp);
    return ranking === null ? null : { nodeName: ranking.peek()!.name, ranking };
  }

  /** The hint is given to a cycle: nobody gets it again. */
  take({ ranking }: NodeHint): void {
    ranking.pop();
    this.batch = { ...this.batch!, runnersUp: ranking };
  }

  /** Remembers how a cycle ended; `runnersUp` null where nothing was scored. */
  store(
    signature: string | undefined,
    hintedNode: string,
    chosenNode: string,
    runnersUp: Ranking | null,
    cycleNumber: number,
  ): void {
    this.lastCycle = cycleNumber;
    this.lastNode = chosenNode;
    if (hintedNode === chosenNode) return;
    const worthKeeping = signature !== undefined && runnersUp !== null && runnersUp.size > 0;
    this.batch = worthKeeping ? { signature, runnersUp, createdUs: this.nowUs() } : null;
  }

  /** Only the very next pod, of the same signature, soon. */
  private isAlike(pod: Pod, signature: string | undefined, cycleNumber: number): boolean {
    const { batch } = this;
    if (batch === null || batch.runnersUp.size === 0) return false;
    if (cycleNumber !== this.lastCycle + 1 || signature === undefined || signature !== batch.signature) return false;
    const { batchSkipsNominatedPods } = this.framework.handle.release.behaviour;
    if (batchSkipsNominatedPods && pod.nominatedNodeName !== '') return false;
    return this.nowUs() <= batch.createdUs + maxBatchAgeUs;
  }

  /** The runners-up, where the last winner takes no other pod like it. Where it does it might win again: it is scored anew (1.37), or there is no hint. */
  private rankingBeside(last: NodeInfo, pod: Pod, cycle: CycleState, runnersUp: Ranking): Ranking | null {
    const status = runFilters(this.framework, cycle, pod, last);
    if (status.isRejected) return runnersUp;
    const { batchRescoresLastNode } = this.framework.handle.release.behaviour;
    return status.isSuccess && batchRescoresLastNode ? scoredAgain(this.framework, cycle, pod, runnersUp, last) : null;
  }
}
