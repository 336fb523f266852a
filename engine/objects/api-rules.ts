/** What the API server does to objects that releases and feature gates change. */
import type { PodLevelDefaulting } from './defaulting/pod-level.js';
import { defaultTolerationGates, type TolerationGates } from './toleration.js';

export interface ApiRules extends TolerationGates {
  /** When a pod's resources as a whole are defaulted. */
  readonly podLevelDefaulting: PodLevelDefaulting;
  /** Whether a container's restart rules may restart all containers. */
  readonly restartsAllContainers: boolean;
}

/** As in Kubernetes 1.36, gates as they are by default. */
export const defaultApiRules: ApiRules = {
  ...defaultTolerationGates,
  podLevelDefaulting: 'on reading',
  restartsAllContainers: true,
};
