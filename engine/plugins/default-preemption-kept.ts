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
  readonly nominated: readonly Pod[];
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

  /** What is kept of the node, else what `run` finds out. Where the preemptor itself is nominated it is tried each time. */
  tried(node: NodeInfo, preemptor: Pod, run: () => Tried): Tried {
    const { spec, podChanges, row } = node;
    const nominated = this.handle.nominatedPods(node.name);
    const kept = this.byRow[row];
    const holds =
      kept !== undefined &&
      kept.node === node &&
      kept.spec === spec &&
      kept.podChanges === podChanges &&
      kept.nominated === nominated;
    if (holds) return kept;
    const found = run();
    const isOwn = nominated.some(({ index }) => index === preemptor.index);
    this.byRow[row] = isOwn ? undefined : { ...found, node, spec, podChanges, nominated };
    return found;
  }
}
