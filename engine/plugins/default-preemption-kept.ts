/** Outcomes of dry runs for one preemptor's spec, kept until the node, its pods, its nominations or a disruption budget change; only where verdicts hang on a node alone. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { type Handle, KeptByNode, type Status } from '../framework/index.js';
import type { Candidate } from './default-preemption-victims.js';

/** What a dry run on one node came to, and how many pods were tried to be kept. */
export interface Tried {
  readonly outcome: Candidate | Status;
  readonly tried: number;
}

export class KeptDryRuns {
  private spec: Pod['spec'] | null = null;
  private budgets = -1;
  private readonly kept: KeptByNode<Tried>;

  constructor(private readonly handle: Handle) {
    this.kept = new KeptByNode(handle);
  }

  /** Begins an attempt: what is kept for pods of another spec, or from before budgets changed, is forgotten. */
  begin({ spec }: Pod): void {
    const budgets = this.handle.cluster.objects.version('PodDisruptionBudget');
    if (spec === this.spec && budgets === this.budgets) return;
    this.spec = spec;
    this.budgets = budgets;
    this.kept.clear();
  }

  /** What is kept of the node, else what `run` finds out. */
  tried(node: NodeInfo, preemptor: Pod, run: (node: NodeInfo) => Tried): Tried {
    return this.kept.of(node, preemptor, run);
  }
}
