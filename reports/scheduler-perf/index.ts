/** scheduler_perf's results, told. */
export { type DataItems, perfDash } from './perf-dash.js';
export type { MeasuredThroughput, Percentiles, PerfRow, PerfRun, SkippedWorkload } from './perf-row.js';
export { perfTable } from './perf-table.js';
