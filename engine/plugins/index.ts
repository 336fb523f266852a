/** The default plugins, one factory each, in the order upstream's registry lists them. */
import type { PluginFactory } from '../framework/index.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import { nodeVolumeLimits } from './node-volume-limits.js';
import { podTopologySpread } from './pod-topology-spread.js';
import { volumeBinding } from './volume-binding.js';
import { volumeRestrictions } from './volume-restrictions.js';
import { volumeZone } from './volume-zone.js';

/** Every plugin a profile can name. */
export const plugins: readonly PluginFactory[] = [
  podTopologySpread,
  volumeBinding,
  volumeRestrictions,
  volumeZone,
  nodeVolumeLimits,
  interPodAffinity,
];
