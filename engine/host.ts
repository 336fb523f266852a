/** What whoever starts a run brings besides its data; nothing of it changes an answer. */
import type { UserPlugin } from './framework/index.js';

export interface Host {
  /**
   * The spec's user plugins, in the same order, imported (and their hashes compared) by whoever starts the run. Without a configuration
   * they run at all their points in the default profile.
   */
  readonly plugins?: readonly UserPlugin[];
  /** Threads of the hot path, this one included; 0 and 1: no pool. Absent: 1, and 2 where the executor is the pool. */
  readonly workers?: number;
  /** Makes every decision again the plain way, and throws where it differs. */
  readonly verify?: boolean;
  /** Hears when everything is made and virtual time begins to run. */
  onStart?(): void;
  /** Hears, now and then, how far the run is: whenever `isDue` says so, and at the end. */
  onProgress?(progress: Progress): void;
  /** Asked every few events whether progress is to be told and an abort heard now; absent: every 20,000 events. */
  isDue?(): boolean;
  /** Hears at the end how many scans were shared, and among how many threads; never where there was no pool. */
  onShared?(scans: number, threads: number): void;
  /** Hears when a program's measured phase begins and ends. */
  onPhase?(name: string, state: 'begins' | 'ends'): void;
  /** Ends the run early: simulate rejects with an AbortedRun. */
  readonly signal?: AbortSignal;
}

export interface Progress {
  readonly nowUs: number;
  /** The run's end if it has a given one, else null. */
  readonly untilUs: number | null;
  readonly eventsRun: number;
  readonly podsCreated: number;
  readonly podsBound: number;
  readonly podsPending: number;
}

/** A run that was ended from outside, and how far it had come. */
export class AbortedRun extends Error {
  constructor(readonly progress: Progress) {
    super('the run was interrupted');
    this.name = 'AbortedRun';
  }
}
