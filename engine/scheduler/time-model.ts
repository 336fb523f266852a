/** How much virtual time a scheduling cycle takes: what the real scheduler would have looked at, turned into microseconds. */
import type { CycleWork } from '../hotpath/index.js';

export interface TimeModel {
  /** Whole microseconds, 0 or more. */
  cycleUs(work: CycleWork): number;
}

/** A world in lockstep: cycles take no time. */
export const noTime: TimeModel = { cycleUs: () => 0 };
