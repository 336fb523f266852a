/** The default plugins, one factory each, in the order upstream's registry lists them. */
import type { PluginFactory } from '../framework/index.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import { podTopologySpread } from './pod-topology-spread.js';

/** Every plugin a profile can name. */
export const plugins: readonly PluginFactory[] = [podTopologySpread, interPodAffinity];
