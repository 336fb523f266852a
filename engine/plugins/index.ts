/** The default plugins, one factory each, in the order upstream's registry lists them. */
import type { PluginFactory } from '../framework/index.js';
import { defaultBinder } from './default-binder.js';
import { defaultPreemption } from './default-preemption.js';
import { dynamicResources } from './dynamic-resources.js';
import { imageLocality } from './image-locality.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import { nodeAffinity } from './node-affinity.js';
import { nodeDeclaredFeatures } from './node-declared-features.js';
import { nodeName } from './node-name.js';
import { nodePorts } from './node-ports.js';
import { nodeResourcesBalancedAllocation } from './node-resources-balanced-allocation.js';
import { nodeResourcesFit } from './node-resources-fit.js';
import { nodeUnschedulable } from './node-unschedulable.js';
import { nodeVolumeLimits } from './node-volume-limits.js';
import { podTopologySpread } from './pod-topology-spread.js';
import { prioritySort } from './priority-sort.js';
import { schedulingGates } from './scheduling-gates.js';
import { taintToleration } from './taint-toleration.js';
import { volumeBinding } from './volume-binding.js';
import { volumeRestrictions } from './volume-restrictions.js';
import { volumeZone } from './volume-zone.js';

export { readByRow } from './resource-columns.js';

/** Every plugin a profile can name. */
export const plugins: readonly PluginFactory[] = [
  dynamicResources,
  imageLocality,
  taintToleration,
  nodeName,
  nodePorts,
  nodeAffinity,
  nodeDeclaredFeatures,
  podTopologySpread,
  nodeUnschedulable,
  nodeResourcesFit,
  nodeResourcesBalancedAllocation,
  volumeBinding,
  volumeRestrictions,
  volumeZone,
  nodeVolumeLimits,
  interPodAffinity,
  prioritySort,
  defaultBinder,
  defaultPreemption,
  schedulingGates,
];
