/** What the plugins of one profile keep during one scheduling cycle, a slot for each. Upstream: pkg/scheduler/framework/cycle_state.go, v1.36. */
import type { Cluster } from '../cluster/index.js';
import type { Cycle } from './plugin.js';
import { SlotSet } from './slot-set.js';

export class CycleState implements Cycle {
  private scores: unknown[] | null = null;
  private scoresSkipped: SlotSet | null = null;
  private preBindsSkipped: SlotSet | null = null;

  constructor(
    readonly cluster: Cluster,
    readonly attempt: number,
    private readonly slots: ReadonlyMap<string, number>,
    /** What each plugin's PreFilter left, by slot. */
    readonly filterStates: unknown[] = [],
    /** Slots whose PreFilter said Skip. */
    readonly skippedFilters = new SlotSet(),
  ) {}

  /** What each plugin's PreScore left, by slot. */
  get scoreStates(): unknown[] {
    this.scores ??= [];
    return this.scores;
  }

  /** Slots whose PreScore said Skip. */
  get skippedScores(): SlotSet {
    this.scoresSkipped ??= new SlotSet();
    return this.scoresSkipped;
  }

  /** Takes a set that others may share; nothing is added to it any more. */
  set skippedScores(skipped: SlotSet) {
    this.scoresSkipped = skipped;
  }

  /** Slots with nothing to do before binding. */
  get skippedPreBinds(): SlotSet {
    this.preBindsSkipped ??= new SlotSet();
    return this.preBindsSkipped;
  }

  /** A new cycle with what PreFilter plugins left in this one; nothing of it is changed in either. */
  again(attempt: number): CycleState {
    return new CycleState(this.cluster, attempt, this.slots, this.filterStates, this.skippedFilters);
  }

  filterState(plugin: string): unknown {
    const slot = this.slots.get(plugin);
    return slot === undefined ? undefined : this.filterStates[slot];
  }

  skipsFilter(plugin: string): boolean {
    const slot = this.slots.get(plugin);
    return slot !== undefined && this.skippedFilters.has(slot);
  }

  /** A state of its own, each plugin's filter state passed through `copy`. */
  clone(copy: (state: unknown, slot: number) => unknown): CycleState {
    const twin = new CycleState(this.cluster, this.attempt, this.slots);
    for (const [slot, state] of this.filterStates.entries())
      twin.filterStates[slot] = state === undefined ? undefined : copy(state, slot);
    twin.scoreStates.push(...this.scoreStates);
    twin.skippedFilters.addAll(this.skippedFilters);
    twin.skippedScores.addAll(this.skippedScores);
    return twin;
  }
}
