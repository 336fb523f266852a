/** NodeVolumeLimits keeps a node's CSI volumes within what its CSINode says each driver can attach. Upstream: plugins/nodevolumelimits/csi.go, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import {
  definePlugin,
  failure,
  type Handle,
  type PluginFactory,
  type Status,
  skip,
  success,
  unresolvable,
  unschedulable,
} from '../framework/index.js';
import type { CSINodeV1 } from '../objects/index.js';
import { type AttachedVolumes, type CountProblem, VolumeCounter } from './node-volume-limits-count.js';
import { nodeVolumeLimitsEvents } from './node-volume-limits-hints.js';
import { inlinePlugin } from './volume-csi-translation.js';
import { claimUseOf, volumeSignature, volumesOf, volumesReadBesides } from './volume-sources.js';
import { limitsLooks } from './volume-work.js';

const limitExceeded = unschedulable('node(s) exceed max volume count');

/** Makes the plugin for a profile. */
export const nodeVolumeLimits: PluginFactory = {
  name: 'NodeVolumeLimits',
  create(_args, handle) {
    const counter = new VolumeCounter(handle.cluster.objects, handle.release);
    return definePlugin({
      name: 'NodeVolumeLimits',
      signs: volumeSignature,
      readsBesides: volumesReadBesides,
      preFilter: { check: (pod) => ({ status: mayAttach(pod) ? success : skip }), isSameForSpec: () => true },
      filter: {
        dependsOn: ['node-usage', 'objects'],
        check: (pod, node) => check(pod, node, handle, counter),
      },
      requeueOn: nodeVolumeLimitsEvents,
      work: { filter: (pod, cluster, visited) => ({ terms: limitsLooks(pod, cluster, visited) }) },
    });
  },
};

/** Whether a volume of the pod may be one that a driver attaches. */
function mayAttach(pod: Pod): boolean {
  return volumesOf(pod).some((volume) => claimUseOf(pod, volume) !== null || inlinePlugin(volume) !== undefined);
}

function check(pod: Pod, node: NodeInfo, { cluster, release }: Handle, counter: VolumeCounter): Status {
  const csiNode = cluster.objects.get('CSINode', '', node.name);
  const wanted: AttachedVolumes = new Map();
  const problem = counter.add(wanted, pod, csiNode, true);
  if (problem !== null) return statusOf(problem);
  if (wanted.size === 0) return success;
  if (release.gate('VolumeLimitScaling')) {
    const missing = [...wanted.values()].find((driver) => isMissing(driver, csiNode, cluster, release));
    if (missing !== undefined) return unschedulable(`${missing} CSI driver is not installed on the node`);
  }
  const limits = limitsOf(csiNode);
  return limits.size === 0 ? success : checkLimits(wanted, node, csiNode, limits, counter);
}

/** For each driver: volumes of pods here + volumes attached besides + volumes that only this pod brings ≤ limit. */
function checkLimits(
  wanted: AttachedVolumes,
  node: NodeInfo,
  csiNode: CSINodeV1 | undefined,
  limits: ReadonlyMap<string, number>,
  counter: VolumeCounter,
): Status {
  const used: AttachedVolumes = new Map();
  for (const pod of node.pods) {
    const problem = counter.add(used, pod, csiNode, false);
    if (problem !== null) return statusOf(problem);
  }
  for (const volume of used.keys()) wanted.delete(volume);
  const attached = counter.attachedTo(node.name);
  for (const volume of used.keys()) attached.delete(volume);
  for (const [driver, added] of countByDriver(wanted)) {
    const limit = limits.get(driver);
    const current = (countByDriver(used).get(driver) ?? 0) + (countByDriver(attached).get(driver) ?? 0);
    if (limit !== undefined && current + added > limit) return limitExceeded;
  }
  return success;
}

/** A claim that is not there keeps the pod off every node; anything else is an error. */
function statusOf({ problem, missingClaim }: CountProblem): Status {
  return missingClaim ? unresolvable(problem) : failure(problem);
}

/** Whether the driver is known, has to be on the node for the pod to go there, and is not. */
function isMissing(
  driver: string,
  csiNode: CSINodeV1 | undefined,
  { objects }: Handle['cluster'],
  { behaviour }: Handle['release'],
): boolean {
  const csiDriver = objects.get('CSIDriver', '', driver);
  if (csiDriver === undefined) return false;
  if (behaviour.volumeLimitScalingIsOptIn && csiDriver.spec['preventPodSchedulingIfMissing'] !== true) return false;
  return !csiNode?.spec.drivers?.some((installed) => installed.name === driver);
}

function limitsOf(csiNode: CSINodeV1 | undefined): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const { name, allocatable } of csiNode?.spec.drivers ?? [])
    if (allocatable?.count != null) limits.set(name, allocatable.count);
  return limits;
}

function countByDriver(volumes: AttachedVolumes): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const driver of volumes.values()) counts.set(driver, (counts.get(driver) ?? 0) + 1);
  return counts;
}
