/** What the plugins of one profile keep during one scheduling cycle, a slot for each. Upstream: pkg/scheduler/framework/cycle_state.go, v1.36. */
import type { Cluster } from '../cluster/index.js';
import type { Cycle } from './plugin.js';
import { SlotSet } from './slot-set.js';

export class CycleState implements Cycle {
  /** What each plugin's PreScore left, by slot. */
  readonly scoreStates: unknown[] = [];
  /** Slots whose PreScore said Skip. */
  readonly skippedScores = new SlotSet();
  /** Slots with nothing to do before binding. */
  readonly skippedPreBinds = new SlotSet();

  constructor(
    readonly cluster: Cluster,
    readonly attempt: number,
    private readonly slots: ReadonlyMap<string, number>,
    /** What each plugin's PreFilter left, by slot. */
    readonly filterStates: unknown[] = [],
    /** Slots whose PreFilter said Skip. */
    readonly skippedFilters = new SlotSet(),
  ) {}

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
