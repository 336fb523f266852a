/** Many runs of one question: independent of one another, so that each can have a thread of its own. */
export { type RunManyOptions, runMany } from './run-many.js';
