/** Upstream's scheduler_perf: its configs as programs. */
export { harnessModelsAt, machineSpeed, type RequestCosts, requestCosts } from './harness.js';
export { labelsOf, type PerfConfig, readPerfConfig, type TestCase, type Workload } from './perf-config.js';
export { type PreparedWorkload, prepareWorkload, type WorkloadOptions } from './prepare-workload.js';
