/** scheduler_perf beside the real one: our measurements, and workloads run and timed. */
export { measuredThroughputs } from './measured.js';
export { type RunWorkloadOptions, runWorkload } from './run-workload.js';
