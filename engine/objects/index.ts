/** Kubernetes objects as the simulator needs them. */
export {
  type AdmissionContext,
  type Admitted,
  admitPod,
  type PriorityClasses,
  priorityClassesOf,
} from './admission.js';
export { type AdmitContext, type AdmittedObject, admitObject } from './admit-object.js';
export type * from './api.js';
export { type ApiRules, defaultApiRules } from './api-rules.js';
export { compileNode, zoneKeyOf } from './compile-node.js';
export { compileAffinityTerm, compilePod } from './compile-pod.js';
export { ConfigError } from './config-error.js';
export { copyObject } from './copy-object.js';
export { defaultPodLevelOnCreation } from './defaulting/pod-level.js';
export { withDefaults } from './defaulting.js';
export {
  aggregateLimits,
  aggregateRequests,
  effectiveRequests,
  nonZeroRequests,
  podRequests,
} from './effective-requests.js';
export {
  child,
  duplicate,
  type FieldError,
  fieldErrorText,
  fieldSentence,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  refusalText,
  required,
} from './field-error.js';
export { beyondFloat64, int64, isSmall } from './int64.js';
export { type KindInfo, kindKey, kindOf, understoodKinds } from './kinds.js';
export { compileRequirement, type LabelRequirement, parseInt64, requirementErrors } from './label-requirement.js';
export { type Labels, labelsOf, noLabels, sameLabels } from './labels.js';
export * from './names.js';
export {
  aggregate,
  compileNodeSelector,
  compilePreferredTerms,
  compileTerms,
  type NodeSelector,
  nodeSelectorErrors,
  type PreferredNodeTerm,
  type PreferredNodeTerms,
  type SelectableNode,
} from './node-selector.js';
export type { NodeSpec } from './node-spec.js';
export { besidesVolumes, sharesAllButVolumes, withVolumesOf } from './other-volumes.js';
export type { AffinityTerm, HostPort, PodSpec, WeightedAffinityTerm } from './pod-spec.js';
export { mergeLabelKeys } from './prepare-pod.js';
export { type QosClass, qosClass } from './qos-class.js';
export * from './quantity.js';
export {
  defaultResizeRules,
  isSidecar,
  type Resize,
  type ResizeRules,
} from './resizes.js';
export { addList, type ResourceList, raiseList, resourceListOf, toAllocatable, toResources } from './resource-list.js';
export * from './resource-names.js';
export {
  type Allocatable,
  amountIn,
  defaultCpuMilliForScoring,
  defaultMemoryBytesForScoring,
  exactAmountIn,
  type NonZeroRequests,
  type Resources,
} from './resources.js';
export { compileLabelMap, compileSelector, conjunction, everything, type LabelSelector, nothing } from './selector.js';
export { checkShape, type ShapeFindings } from './shape.js';
export { SharedSpecs } from './shared-specs.js';
export { systemPriorities } from './system-priorities.js';
export * from './time/calendar.js';
export { parseSchedule, type Schedule } from './time/schedule.js';
export {
  compileTaint,
  compileToleration,
  defaultTolerationGates,
  findUntolerated,
  type Taint,
  type Toleration,
  type TolerationGates,
  tolerates,
  toleratesAny,
} from './toleration.js';
export { nodeAffinityErrors } from './validation/affinity.js';
export { labelSelectorErrors, requiredNodeSelectorErrors } from './validation/selectors.js';
export { validationErrors } from './validation.js';
