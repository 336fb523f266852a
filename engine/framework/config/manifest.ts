/** KubeSchedulerConfiguration as users write it. Upstream: kube-scheduler/config/v1/types.go, v1.36 (and what 1.37 adds). */
import type { Duration } from './go-duration.js';

export interface ConfigurationV1 {
  apiVersion?: string;
  kind?: string;
  parallelism?: number;
  leaderElection?: LeaderElectionV1;
  clientConnection?: ClientConnectionV1;
  enableProfiling?: boolean;
  enableContentionProfiling?: boolean;
  percentageOfNodesToScore?: number;
  podInitialBackoffSeconds?: number;
  podMaxBackoffSeconds?: number;
  profiles?: ProfileV1[];
  extenders?: unknown[];
  delayCacheUntilActive?: boolean;
}

export interface LeaderElectionV1 {
  leaderElect?: boolean;
  leaseDuration?: Duration;
  renewDeadline?: Duration;
  retryPeriod?: Duration;
  resourceLock?: string;
  resourceName?: string;
  resourceNamespace?: string;
}

export interface ClientConnectionV1 {
  kubeconfig?: string;
  acceptContentTypes?: string;
  contentType?: string;
  qps?: number;
  burst?: number;
}

export interface ProfileV1 {
  schedulerName?: string;
  percentageOfNodesToScore?: number;
  plugins?: PluginsV1;
  pluginConfig?: PluginConfigV1[];
}

/** Extension points of the scheduling of one pod. */
export const podPoints = [
  'preEnqueue',
  'queueSort',
  'preFilter',
  'filter',
  'postFilter',
  'preScore',
  'score',
  'reserve',
  'permit',
  'preBind',
  'bind',
  'postBind',
] as const;

/** Extension points of the scheduling of groups of pods, which is not simulated: they are read and checked, and run nothing. */
export const groupPoints = ['placementGenerate', 'placementScore', 'podGroupPostFilter'] as const;

export type PodPoint = (typeof podPoints)[number];
export type ExtensionPoint = PodPoint | (typeof groupPoints)[number];
export type PluginsV1 = { [P in ExtensionPoint | 'multiPoint']?: PluginSetV1 };

export interface PluginSetV1 {
  enabled?: PluginV1[];
  disabled?: PluginV1[];
}

export interface PluginV1 {
  name?: string;
  weight?: number;
}

export interface PluginConfigV1 {
  name?: string;
  args?: unknown;
}
