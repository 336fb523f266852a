/** Which fields a KubeSchedulerConfiguration has. Upstream: kube-scheduler/config/v1/types.go and component-base/config/v1alpha1/types.go, v1.35 to v1.37. */
import type { Minor } from '../release-gates.js';
import {
  anything,
  type Decoder,
  duration,
  type Fields,
  flag,
  int32,
  int64,
  list,
  number,
  record,
  text,
} from './decode.js';
import {
  type ClientConnectionV1,
  type ConfigurationV1,
  type ExtensionPoint,
  type LeaderElectionV1,
  type PluginConfigV1,
  type PluginSetV1,
  type PluginsV1,
  type PluginV1,
  type ProfileV1,
  podPoints,
} from './manifest.js';

const plugin = record<PluginV1>({ name: text, weight: int32 });
const pluginSet = record<PluginSetV1>({ enabled: list(plugin, {}), disabled: list(plugin, {}) });
const pluginConfig = record<PluginConfigV1>({ name: text, args: anything });

const leaderElection = record<LeaderElectionV1>({
  leaderElect: flag,
  leaseDuration: duration,
  renewDeadline: duration,
  retryPeriod: duration,
  resourceLock: text,
  resourceName: text,
  resourceNamespace: text,
});

const clientConnection = record<ClientConnectionV1>({
  kubeconfig: text,
  acceptContentTypes: text,
  contentType: text,
  qps: number,
  burst: int32,
});

/** The extension points that a release's configuration can name. */
export function pointsOf(minor: Minor): ExtensionPoint[] {
  const points: ExtensionPoint[] = [...podPoints];
  if (minor >= '1.36') points.push('placementGenerate', 'placementScore');
  if (minor >= '1.37') points.push('podGroupPostFilter');
  return points;
}

/** Decodes a release's KubeSchedulerConfiguration; arguments of plugins are left as they are. */
export function configurationDecoder(minor: Minor): Decoder<ConfigurationV1> {
  const sets = [...pointsOf(minor), 'multiPoint'].map((point) => [point, pluginSet]);
  const profile = record<ProfileV1>({
    schedulerName: text,
    percentageOfNodesToScore: int32,
    plugins: record(Object.fromEntries(sets) as Fields<PluginsV1>),
    pluginConfig: list(pluginConfig, {}),
  });
  return record<ConfigurationV1>({
    apiVersion: text,
    kind: text,
    parallelism: int32,
    leaderElection,
    clientConnection,
    enableProfiling: flag,
    enableContentionProfiling: flag,
    percentageOfNodesToScore: int32,
    podInitialBackoffSeconds: int64,
    podMaxBackoffSeconds: int64,
    profiles: list(profile, {}),
    extenders: list(anything, {}),
    delayCacheUntilActive: flag,
  });
}
