/** Conformance: runs cases that the real kube-scheduler has judged, in a world in lockstep. */
export type * from './case.js';
export { runCase } from './run-case.js';
