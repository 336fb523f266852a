/** The plugin framework: contract and runtime; it knows no plugin. */
export * from './config/index.js';
export {
  Action,
  type ClusterEvent,
  type EventRegistration,
  type EventResource,
  on,
  type QueueingHint,
  type QueueingHintFn,
} from './events.js';
export type { Handle, PluginCalls } from './handle.js';
export * from './plugin.js';
export type { Release, ReleaseBehaviour } from './release.js';
export { parseFeatureGates } from './release-gate-parsing.js';
export type { Minor } from './release-gates.js';
export { releaseOf } from './release-of.js';
export { implementsPoint, type ResolvedPoints, type ResolvedProfile, type WeightedPlugin } from './resolved-profile.js';
export { type Code, failure, Status, skip, success, unresolvable, unschedulable } from './status.js';
