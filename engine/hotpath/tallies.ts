/** A profile's tallies of topology domains, bounded in bytes: the one of a pod, made when it is first asked for. */
import type { Cluster, NodeInfo, Pod } from '../cluster/index.js';
import {
  type CycleState,
  type DomainTally,
  runPreScores,
  type Slotted,
  type Status,
  success,
} from '../framework/index.js';

/** One plugin's tally for pods that sign alike. */
export interface KeptTally {
  readonly slotted: Slotted;
  readonly text: string;
  readonly tally: DomainTally;
  /** Another one has another. */
  readonly id: number;
  /** In how many cycles it was asked for. */
  uses: number;
}

/** The tally of pods with one spec and one set of labels, as long as objects stay what they are. */
interface Known {
  readonly revision: number;
  readonly kept: KeptTally;
}

export class Tallies {
  /** In the order of their last use. */
  private readonly byText = new Map<string, KeptTally>();
  private made = 0;
  /** By slot, spec and labels. */
  private readonly known: WeakMap<Pod['spec'], WeakMap<Pod['labels'], Known>>[] = [];

  constructor(
    private readonly cluster: Cluster,
    private readonly maxBytes: number,
  ) {}

  /** The plugin's tally for this pod, as of its last repair. */
  of(slotted: Slotted, pod: Pod): KeptTally {
    const { revision } = this.cluster.objects;
    const { slot } = slotted;
    this.known[slot] ??= new WeakMap();
    let ofSpec = this.known[slot].get(pod.spec);
    if (ofSpec === undefined) {
      ofSpec = new WeakMap();
      this.known[slot].set(pod.spec, ofSpec);
    }
    const known = ofSpec.get(pod.labels);
    if (known?.revision === revision) return known.kept;
    const kept = this.find(slotted, pod);
    ofSpec.set(pod.labels, { revision, kept });
    return kept;
  }

  /** What PreScore plugins say of these nodes: from tallies where there are some, else asked. */
  preScore(preScores: readonly Slotted[], cycle: CycleState, pod: Pod, nodes: readonly NodeInfo[]): Status {
    for (const entry of preScores) {
      const { plugin, slot } = entry;
      if (plugin.domains === undefined || plugin.skipsScore?.(pod, cycle)) {
        const status = runPreScores({ preScores: [entry] }, cycle, pod, nodes);
        if (!status.isSuccess) return status;
        continue;
      }
      const { tally } = this.of(entry, pod);
      tally.repair();
      if (tally.skipsScore) cycle.skippedScores.add(slot);
      else cycle.scoreStates[slot] = tally.scoreState(nodes, nodes.length, () => 1);
    }
    return success;
  }

  private find(slotted: Slotted, pod: Pod): KeptTally {
    const domains = slotted.plugin.domains!;
    const text = `${slotted.slot} ${domains.signs(pod)}`;
    let kept = this.byText.get(text);
    if (kept === undefined) {
      kept = { slotted, text, tally: domains.tallyFor(pod), id: this.made++, uses: 0 };
      this.dropOldest();
    }
    this.byText.delete(text);
    this.byText.set(text, kept);
    return kept;
  }

  private dropOldest(): void {
    let bytes = 0;
    for (const { tally } of this.byText.values()) bytes += tally.bytes;
    for (const text of this.byText.keys()) {
      if (bytes <= this.maxBytes) return;
      bytes -= this.byText.get(text)!.tally.bytes;
      this.byText.delete(text);
    }
  }
}
