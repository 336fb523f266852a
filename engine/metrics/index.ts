/** Measuring a run: stages, series, the result. */
export { PodLedger } from './pod-ledger.js';
export * from './run-result.js';
export { type PodStage, podStages, StageTable } from './stages.js';
