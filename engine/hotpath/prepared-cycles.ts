/** What PreFilter says to pods of one spec, kept as long as no plugin would say anything else. */
import type { Pod } from '../cluster/index.js';
import {
  type CycleState,
  type Framework,
  type PreFilterPoint,
  runPreFilters,
  type Slotted,
} from '../framework/index.js';
import { BySpec } from './by-spec.js';
import type { Begun } from './executor.js';
import type { KeptTally, Tallies } from './tallies.js';

/** One spec's beginning, and what has to hold for it to hold. */
interface Prepared {
  readonly begun: Begun;
  /** These have to say for each pod that they skip it. */
  readonly skipping: readonly PreFilterPoint<unknown>[];
  /** These have to be the pod's tallies, and say of skipping what they said. */
  readonly tallied: readonly { readonly kept: KeptTally; readonly skips: boolean }[];
}

export class PreparedCycles {
  private readonly ofSpec = new BySpec<Prepared>();

  constructor(
    private readonly framework: Framework,
    private readonly tallies: Tallies,
  ) {}

  begin(pod: Pod, attempt: number): Begun {
    const kept = this.ofSpec.get(pod);
    if (kept !== null && this.holds(kept, pod))
      return { cycle: kept.begun.cycle.again(attempt), preFilter: kept.begun.preFilter };
    return this.run(pod, attempt);
  }

  /** How pods like this one begin where no tally has a say; null where that is not kept. */
  keptFor(pod: Pod): Begun | null {
    const kept = this.ofSpec.get(pod);
    return kept?.tallied.length === 0 ? kept.begun : null;
  }

  private holds({ skipping, tallied }: Prepared, pod: Pod): boolean {
    const { cluster } = this.framework;
    for (let i = 0; i < skipping.length; i++) if (!skipping[i]!.skipsFilter!(pod, cluster)) return false;
    for (let i = 0; i < tallied.length; i++) {
      const { kept, skips } = tallied[i]!;
      if (this.tallies.of(kept.slotted, pod) !== kept) return false;
      kept.tally.repair();
      if (kept.tally.skipsFilter !== skips) return false;
    }
    return true;
  }

  private run(pod: Pod, attempt: number): Begun {
    const { cluster, preFilters } = this.framework;
    const tallying = preFilters.filter(
      ({ plugin }) => plugin.domains !== undefined && !plugin.preFilter!.skipsFilter?.(pod, cluster),
    );
    const others = tallying.length === 0 ? preFilters : preFilters.filter((entry) => !tallying.includes(entry));
    const cycle = this.framework.newCycle(attempt);
    const preFilter = runPreFilters({ preFilters: others }, cycle, pod);
    if (!preFilter.status.isSuccess) return this.runAll(pod, attempt);
    const tallied = tallying.map((entry) => this.tally(entry, pod, cycle));
    const begun = { cycle, preFilter };
    const skipping = this.skippingNow(others, pod);
    if (skipping !== null) this.ofSpec.set(pod, { begun, skipping, tallied });
    return begun;
  }

  /** The plain way: where one plugin rejects, others may not be asked any more. */
  private runAll(pod: Pod, attempt: number): Begun {
    const cycle = this.framework.newCycle(attempt);
    return { cycle, preFilter: runPreFilters(this.framework, cycle, pod) };
  }

  private tally(slotted: Slotted, pod: Pod, cycle: CycleState): Prepared['tallied'][number] {
    const kept = this.tallies.of(slotted, pod);
    kept.tally.repair();
    const skips = kept.tally.skipsFilter;
    if (skips) cycle.skippedFilters.add(slotted.slot);
    cycle.filterStates[slotted.slot] = kept.tally.filterState;
    return { kept, skips };
  }

  /** The plugins that skip the pod as things are now, where all others say the same to all pods of its spec; null where one does not. */
  private skippingNow(preFilters: readonly Slotted[], pod: Pod): PreFilterPoint<unknown>[] | null {
    const skipping: PreFilterPoint<unknown>[] = [];
    for (const { plugin } of preFilters) {
      const point = plugin.preFilter!;
      if (point.isSameForSpec?.(pod)) continue;
      if (!point.skipsFilter?.(pod, this.framework.cluster)) return null;
      skipping.push(point);
    }
    return skipping;
  }
}
