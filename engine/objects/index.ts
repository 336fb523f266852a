/** Kubernetes objects as the simulator needs them. */
export type * from './api.js';
export { ConfigError } from './config-error.js';
export { type Labels, labelsOf, noLabels, sameLabels } from './labels.js';
export type { NodeSelector, PreferredNodeTerm, SelectableNode } from './node-selector.js';
export type { NodeSpec } from './node-spec.js';
export type { AffinityTerm, HostPort, PodSpec, WeightedAffinityTerm } from './pod-spec.js';
export {
  type Allocatable,
  defaultCpuMilliForScoring,
  defaultMemoryBytesForScoring,
  type Resources,
} from './resources.js';
export type { LabelSelector } from './selector.js';
export type { Taint, Toleration } from './toleration.js';
