/** Many runs of one question: independent of one another, so that each can have a thread of its own. */
export { AbortedRuns } from './aborted-runs.js';
export { type RunManyOptions, runEach, runMany } from './run-many.js';
