/** What arrives: readers that make a RunSpec. */
export * from './manifests/index.js';
export * from './scenario/index.js';
export * from './scheduler-perf/index.js';
