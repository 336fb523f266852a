/** Measuring a run: stages, series, summaries, the result. */
export { percentile, summarizeLatency } from './latency.js';
export { type MomentColumn, momentAt, momentColumn } from './moments.js';
export { type AttemptResult, Phase } from './phase.js';
export { PodLedger } from './pod-ledger.js';
export { createRecorder, type Recorder } from './recorder.js';
export { podColumns, stageSummaries } from './result-pods.js';
export * from './run-result.js';
export { type Gauges, Series } from './series.js';
export { type PodStage, podStages, StageTable } from './stages.js';
export { type TextColumn, textAt, textColumn } from './texts.js';
export { throughputOf } from './throughput.js';
