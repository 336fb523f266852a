/** Outcomes of dry runs for one preemptor's spec, kept until the node, its pods or a disruption budget change; only where verdicts hang on a node alone. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { Handle, Status } from '../framework/index.js';
import type { Candidate } from './default-preemption-victims.js';

/** What a dry run on one node came to, and how many pods were tried to be kept. */
export interface Tried {
  readonly outcome: Candidate | Status;
  readonly tried: number;
}

interface Kept extends Tried {
  readonly node: NodeInfo;
  readonly spec: NodeInfo['spec'];
  readonly podChanges: number;
}

export class KeptDryRuns {
  private spec: Pod['spec'] | null = null;
  private labels: Pod['labels'] | null = null;
  private budgets = -1;
  private readonly byRow: (Kept | undefined)[] = [];

  constructor(private readonly handle: Handle) {}

  /** Begins an attempt: what is kept of pods that are not like this one, or from before budgets changed, is forgotten. */
  begin({ spec, labels }: Pod): void {
    const budgets = this.handle.cluster.objects.version('PodDisruptionBudget');
    if (spec === this.spec && labels === this.labels && budgets === this.budgets) return;
    this.spec = spec;
    this.labels = labels;
    this.budgets = budgets;
    this.byRow.length = 0;
  }

  /** What is kept of the node, else what `run` finds out. A node that pods are nominated to is tried each time. */
  tried(node: NodeInfo, run: () => Tried): Tried {
    const kept = this.byRow[node.row];
    if (kept !== undefined && kept.node === node && kept.spec === node.spec && kept.podChanges === node.podChanges)
      if (this.isFree(node)) return kept;
    const found = run();
    const { spec, podChanges } = node;
    this.byRow[node.row] = this.isFree(node) ? { ...found, node, spec, podChanges } : undefined;
    return found;
  }

  private isFree(node: NodeInfo): boolean {
    return this.handle.nominatedPods(node.name).length === 0;
  }
}
