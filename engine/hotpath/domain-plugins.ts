/** Which plugins of a profile have tallies, and the tallies at work for one pod in one cycle. */
import type { Pod } from '../cluster/index.js';
import type { CycleState, Framework, Slotted } from '../framework/index.js';
import type { PlacedAsked, TalliedPlugins } from './domain-overlay.js';
import type { PlacedScore } from './node-local.js';
import type { KeptTally, Tallies } from './tallies.js';

/** A tally that younger is not worth a class of its own: pods that share it with no others would each make one. */
const ripeAfterUses = 2;

interface DomainPlugin extends Slotted {
  readonly filter: PlacedAsked | null;
  readonly score: PlacedScore | null;
}

/** One plugin's tally at work; null where the plugin has no say about the pod. */
export type TallyAtWork = KeptTally | null;

export class DomainPlugins {
  private readonly plugins: readonly DomainPlugin[];

  constructor(
    private readonly framework: Framework,
    private readonly tallies: Tallies,
    /** How long tallies have to prove themselves, in shares of `ripeAfterUses`. */
    private readonly patience: number,
  ) {
    this.plugins = framework.plugins.flatMap((plugin, slot) => {
      const placed = plugin.domains === undefined ? null : this.place(slot);
      return placed === null ? [] : [placed];
    });
  }

  /** The tallies at work, in the order of the plugins; null where they are not worth a class. */
  at(pod: Pod, cycle: CycleState): readonly TallyAtWork[] | null {
    const { plugins } = this;
    const found: TallyAtWork[] = [];
    let isAny = false;
    let areRipe = true;
    for (let i = 0; i < plugins.length; i++) {
      const entry = plugins[i]!;
      const kept = this.filters(entry, cycle) || scores(entry, pod, cycle) ? this.tallies.of(entry, pod) : null;
      found.push(kept);
      if (kept === null) continue;
      isAny = true;
      kept.tally.repair();
      if (kept.uses++ < ripeAfterUses * this.patience) areRipe = false;
    }
    return isAny && areRipe ? found : null;
  }

  /** What these tallies are for. */
  split(tallies: readonly TallyAtWork[], pod: Pod, cycle: CycleState): TalliedPlugins {
    const atWork = this.plugins.flatMap((entry, i) => {
      const tally = tallies[i]?.tally;
      return tally === undefined ? [] : [{ entry, tally }];
    });
    const filtering = atWork.filter(({ entry }) => this.filters(entry, cycle));
    const scoring = atWork.filter(({ entry }) => scores(entry, pod, cycle));
    return {
      filters: filtering.map(({ tally }) => tally),
      asked: filtering.map(({ entry }) => entry.filter!).sort((a, b) => a.order - b.order),
      scores: scoring.map(({ entry, tally }) => ({ score: entry.score!, tally })),
    };
  }

  private filters({ filter, slot }: DomainPlugin, cycle: CycleState): boolean {
    return filter !== null && !cycle.skippedFilters.has(slot);
  }

  /** Null where the profile leaves out a step that the tally stands for. */
  private place(slot: number): DomainPlugin | null {
    const { preFilters, filters, preScores, scores } = this.framework;
    const order = filters.findIndex((filter) => filter.slot === slot);
    const place = scores.findIndex((score) => score.slot === slot);
    const has = (list: readonly Slotted[]) => list.some((entry) => entry.slot === slot);
    if ((order >= 0 && !has(preFilters)) || (place >= 0 && !has(preScores))) return null;
    const plugin = this.framework.plugins[slot]!;
    const score = place < 0 ? null : { ...scores[place]!, order: place, followsUsage: false, followsCounts: false };
    return { name: plugin.name, slot, plugin, filter: order < 0 ? null : { ...filters[order]!, order }, score };
  }
}

function scores({ score, plugin }: DomainPlugin, pod: Pod, cycle: CycleState): boolean {
  return score !== null && plugin.skipsScore?.(pod, cycle) !== true;
}
