/** Runs that were ended from outside, and how far they had come. */
import { AbortedRun, type Progress } from '../../engine/index.js';

export class AbortedRuns extends AbortedRun {
  constructor(
    /** Of the run last heard of. */
    progress: Progress,
    readonly done: number,
    readonly of: number,
  ) {
    super(progress);
    this.name = 'AbortedRuns';
  }
}
