/** The plugin framework: contract and runtime; it knows no plugin. */
export { apiRulesOf } from './api-rules.js';
export { type NodeHint, OpportunisticBatch } from './batch.js';
export { runBinds, runPostBinds, runPreBindPreFlights, runPreBinds } from './binding.js';
export * from './config/index.js';
export { CycleState } from './cycle-state.js';
export type { DomainPoint, DomainTally } from './domain-tally.js';
export {
  Action,
  type ClusterEvent,
  type EventRegistration,
  type EventResource,
  on,
  type QueueingHint,
  type QueueingHintFn,
} from './events.js';
export {
  judgesNodesAlone,
  type PreFilterOutcome,
  runFilters,
  runFiltersWithNominated,
  runPostFilters,
  runPreFilters,
} from './filtering.js';
export { Diagnosis, type FitError, fitErrorMessage, rejectedOn, unavailableMessage } from './fit-error.js';
export {
  createFramework,
  Framework,
  type FrameworkParts,
  type PluginRegistry,
  type Slotted,
  type Weighted,
} from './framework.js';
export type { Handle, PluginCalls } from './handle.js';
export { KeptByNode } from './kept-by-node.js';
export { countAlike, NodeStatuses, type RejectedByNode } from './node-statuses.js';
export * from './plugin.js';
export { canonical, podSignature } from './pod-signature.js';
export { type RankedNode, Ranking } from './ranking.js';
export type { PodFeature, Release, ReleaseBehaviour } from './release.js';
export { parseFeatureGates } from './release-gate-parsing.js';
export type { Minor } from './release-gates.js';
export { releaseOf } from './release-of.js';
export { type PermitOutcome, runPermits, runReserves, runUnreserves } from './reserving.js';
export { resizeRulesOf } from './resize-rules.js';
export { implementsPoint, type ResolvedPoints, type ResolvedProfile, type WeightedPlugin } from './resolved-profile.js';
export { ScoreHeap } from './score-heap.js';
export {
  contributions,
  maxNodeScore,
  type PluginScores,
  rawScores,
  runPreScores,
  runScores,
  type Scores,
  weighScores,
} from './scoring.js';
export { SlotSet } from './slot-set.js';
export { type Code, failure, Status, skip, success, unresolvable, unschedulable, wait } from './status.js';
export {
  pointsOf,
  type QuietStatus,
  refuseTwins,
  type UserPlugin,
  type UserPreBind,
  type UserPreFilter,
  type UserReserve,
  type UserScore,
  type UserSteps,
  userPlugin,
  watchedPlugin,
} from './user-plugins/index.js';
