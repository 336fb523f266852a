/** Filter, score, select: who does it, and the cycle around it. */
export type { ColumnJob } from './column-jobs.js';
export { type CycleWork, noWork, type PluginWork } from './cycle-work.js';
export { type Decision, decide, type Failed } from './decide.js';
export type { Best, Executor, Findings, Search, WinnerScores } from './executor.js';
export { type ExplainOptions, explainPod } from './explain.js';
export type { Explanation, NodeExplanation, PluginExplanation, Verdict } from './explanation.js';
export { createIncremental, type IncrementalOptions } from './incremental.js';
export { Pool, type PoolOptions, worthSharing } from './pool.js';
export { reference } from './reference.js';
export { nodesToFind } from './sampling.js';
export {
  type Placed,
  type ScheduleOptions,
  type ScheduleResult,
  schedulePod,
  type Unplaced,
} from './schedule-pod.js';
export type { Sharing } from './sharing.js';
export { verifying } from './verifying.js';
