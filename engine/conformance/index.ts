/** Conformance: runs cases that the real kube-scheduler has judged, in a world in lockstep. */
export type * from './case.js';
export { type Comparison, compare, type Difference, decisionsOf } from './compare.js';
export { runCase } from './run-case.js';
