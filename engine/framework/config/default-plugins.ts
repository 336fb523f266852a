/** The in-tree plugins: at which extension points each one runs, and which of them a profile has by default. Upstream: pkg/scheduler/framework/plugins/registry.go and apis/config/v1/default_plugins.go, v1.35 to v1.37. */
import type { Release } from '../release.js';
import type { Minor } from '../release-gates.js';
import type { ExtensionPoint, PluginV1 } from './manifest.js';

export interface PluginPoints {
  /** Where it runs. */
  readonly points: readonly ExtensionPoint[];
  /** Where it may be enabled as well without doing anything. */
  readonly idlePoints?: readonly ExtensionPoint[];
}

interface InTreePlugin extends PluginPoints {
  /** The first release that has it; absent: all that we follow. */
  readonly since?: Minor;
  /** Without this gate it does nothing. */
  readonly gate?: string;
  /** As `idlePoints`, in one release: what it does there waits for a gate that is not simulated. */
  readonly idleIn?: { readonly [M in Minor]?: readonly ExtensionPoint[] };
}

const inTree: Readonly<Record<string, InTreePlugin>> = {
  DefaultBinder: { points: ['bind'] },
  DefaultPreemption: { points: ['preEnqueue', 'postFilter'], idlePoints: ['podGroupPostFilter'] },
  DeferredPodScheduling: {
    points: ['preFilter', 'filter', 'permit'],
    since: '1.37',
    gate: 'InPlacePodVerticalScalingSchedulerPreemption',
  },
  DynamicResources: {
    points: ['preEnqueue', 'preFilter', 'filter', 'postFilter', 'score', 'reserve', 'preBind'],
    gate: 'DynamicResourceAllocation',
    idleIn: { '1.37': ['podGroupPostFilter'] },
  },
  GangScheduling: { points: ['preEnqueue', 'permit'], gate: 'GenericWorkload', idleIn: { '1.35': ['reserve'] } },
  ImageLocality: { points: ['score'] },
  InterPodAffinity: { points: ['preFilter', 'filter', 'preScore', 'score'] },
  NodeAffinity: { points: ['preFilter', 'filter', 'preScore', 'score'] },
  NodeDeclaredFeatures: { points: ['preFilter', 'filter'], gate: 'NodeDeclaredFeatures' },
  NodeName: { points: ['filter'], idleIn: { '1.37': ['preFilter'] } },
  NodePorts: { points: ['preFilter', 'filter'] },
  NodeResourcesBalancedAllocation: { points: ['preScore', 'score'] },
  NodeResourcesFit: { points: ['preFilter', 'filter', 'preScore', 'score'], idlePoints: ['placementScore'] },
  NodeUnschedulable: { points: ['filter'], idleIn: { '1.37': ['preFilter'] } },
  NodeVolumeLimits: { points: ['preFilter', 'filter'] },
  PodGroupPodsCount: { points: ['placementScore'], since: '1.36', gate: 'TopologyAwareWorkloadScheduling' },
  PodTopologySpread: { points: ['preFilter', 'filter', 'preScore', 'score'] },
  PrioritySort: { points: ['queueSort'] },
  SchedulingGates: { points: ['preEnqueue'] },
  TaintToleration: { points: ['filter', 'preScore', 'score'], idleIn: { '1.37': ['preFilter'] } },
  TopologyPlacementGenerator: {
    points: ['placementGenerate'],
    since: '1.36',
    gate: 'TopologyAwareWorkloadScheduling',
  },
  VolumeBinding: { points: ['preFilter', 'filter', 'preScore', 'score', 'reserve', 'preBind'] },
  VolumeRestrictions: { points: ['preFilter', 'filter'] },
  VolumeZone: { points: ['preFilter', 'filter'] },
};

/** The release's in-tree plugins by name; one whose gate is off is known but idle. */
export function inTreePlugins(release: Release): Map<string, PluginPoints> {
  const known = Object.entries(inTree).filter(
    ([, plugin]) => plugin.since === undefined || plugin.since <= release.minor,
  );
  return new Map(known.map(([name, plugin]) => [name, pointsIn(release, plugin)]));
}

function pointsIn(release: Release, plugin: InTreePlugin): PluginPoints {
  const { points, idlePoints = [], idleIn = {}, gate } = plugin;
  const idle = [...idlePoints, ...(idleIn[release.minor] ?? [])];
  if (gate === undefined || release.gate(gate)) return { points, idlePoints: idle };
  return { points: [], idlePoints: [...points, ...idle] };
}

/** What a profile enables at all points by default, in order. */
export function defaultMultiPoint(release: Release): PluginV1[] {
  const plugins: PluginV1[] = [{ name: 'SchedulingGates' }, { name: 'PrioritySort' }];
  const byNode = [{ name: 'NodeUnschedulable' }, { name: 'NodeName' }];
  plugins.push(...(release.behaviour.nodeNameComesBeforeUnschedulable ? byNode.reverse() : byNode));
  plugins.push({ name: 'TaintToleration', weight: 3 }, { name: 'NodeAffinity', weight: 2 }, { name: 'NodePorts' });
  if (release.gate('InPlacePodVerticalScalingSchedulerPreemption')) plugins.push({ name: 'DeferredPodScheduling' });
  plugins.push({ name: 'NodeResourcesFit', weight: 1 }, { name: 'VolumeRestrictions' }, { name: 'NodeVolumeLimits' });
  plugins.push({ name: 'VolumeBinding' }, { name: 'VolumeZone' });
  plugins.push({ name: 'PodTopologySpread', weight: 2 }, { name: 'InterPodAffinity', weight: 2 });
  if (release.gate('DynamicResourceAllocation')) plugins.push({ name: 'DynamicResources', weight: 2 });
  plugins.push({ name: 'DefaultPreemption' }, { name: 'NodeResourcesBalancedAllocation', weight: 1 });
  plugins.push({ name: 'ImageLocality', weight: 1 }, { name: 'DefaultBinder' });
  if (release.gate('NodeDeclaredFeatures')) plugins.push({ name: 'NodeDeclaredFeatures' });
  return plugins;
}
