/** The engine's public face: a RunSpec in, a RunResult out. */
export { type NodeInfo, Pod } from './cluster/index.js';
export {
  Action,
  type Code,
  type Cycle,
  type Dependency,
  type EventRegistration,
  type EventResource,
  type ExtensionPoint,
  failure,
  type Handle,
  type NodeVerdicts,
  nearestFirst,
  on,
  type PermitResult,
  type Plugin,
  type PluginCalls,
  type PodPoint,
  type PostFilterResult,
  type PreFilterResult,
  type PreScoreResult,
  parseFeatureGates,
  type QueuedPod,
  type QueueingHint,
  type QueueingHintFn,
  releaseOf,
  resembles,
  resolveConfiguration,
  Status,
  skip,
  success,
  type UserPlugin,
  type UserSteps,
  unresolvable,
  unschedulable,
  userPlugin,
  wait,
} from './framework/index.js';
export { AbortedRun, type Host, type Progress } from './host.js';
export type { Explanation, NodeExplanation } from './hotpath/index.js';
export { type Distribution, type Fault, validateDistribution } from './kernel/index.js';
export * from './metrics/run-result.js';
export {
  type AdmittedObject,
  admitObject,
  ConfigError,
  type FieldError,
  type KubeObject,
  kindOf,
  type NodeV1,
  type PodSpecV1,
  type PodTemplateV1,
  type PodV1,
  type PriorityClassV1,
  priorityClassesOf,
} from './objects/index.js';
export * from './run-spec.js';
export { simulate } from './simulate.js';
export { allModels } from './world/all-models.js';
export { version } from './world/version.js';
