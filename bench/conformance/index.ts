/** Conformance with the real kube-scheduler, from files. */
export { bundledCases } from './bundled-cases.js';
export { type JudgedCase, readCases } from './read-cases.js';
export { type ConformanceOptions, runConformance } from './run-conformance.js';
