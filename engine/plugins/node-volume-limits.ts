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
import { NodeVolumes, type VolumesOnNode, volumesOn } from './node-volumes.js';
import { inlinePlugin } from './volume-csi-translation.js';
import { claimUseOf, volumeSignature, volumesOf, volumesReadBesides } from './volume-sources.js';
import { limitsLooks } from './volume-work.js';

const limitExceeded = unschedulable('node(s) exceed max volume count');

/** Makes the plugin for a profile. */
export const nodeVolumeLimits: PluginFactory = {
  name: 'NodeVolumeLimits',
  create(_args, handle) {
    const checks = new LimitChecks(handle);
    return definePlugin({
      name: 'NodeVolumeLimits',
      signs: volumeSignature,
      readsBesides: volumesReadBesides,
      preFilter: { check: (pod) => ({ status: mayAttach(pod) ? success : skip }), isSameForSpec: () => true },
      filter: {
        dependsOn: ['node-usage', 'objects'],
        check: (pod, node) => checks.check(pod, node),
        allowsAll: (pod) => checks.allowAll(pod),
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

/** What a waiting pod's volumes count as on nodes of one kind. */
interface Wanted {
  readonly problem: CountProblem | null;
  readonly volumes: AttachedVolumes;
}

/** One profile's checks. What is on nodes is counted once, from the first pod with volumes on. */
class LimitChecks {
  private readonly counter: VolumeCounter;
  private readonly scales: boolean;
  private kept: NodeVolumes | null = null;

  constructor(private readonly handle: Handle) {
    this.counter = new VolumeCounter(handle.cluster.objects, handle.release);
    this.scales = handle.release.gate('VolumeLimitScaling');
  }

  check(pod: Pod, node: NodeInfo): Status {
    const { cluster } = this.handle;
    const known = this.nodes().on(node);
    const csiNode = known === undefined ? cluster.objects.get('CSINode', '', node.name) : known.csiNode;
    const { problem, volumes } = this.wantedBy(pod, csiNode);
    if (problem !== null) return statusOf(problem);
    if (volumes.size === 0) return success;
    const missing = this.scales ? this.missingOn(csiNode, volumes) : undefined;
    if (missing !== undefined) return unschedulable(`${missing} CSI driver is not installed on the node`);
    return this.checkLimits(volumes, known ?? volumesOn(node, csiNode, this.counter));
  }

  /** Whether on nodes of every kind no driver has to be there first, and all have room for what the pod brings. */
  allowAll(pod: Pod): boolean {
    const nodes = this.nodes();
    for (const csiNode of nodes.kindsOfNodes()) {
      const { problem, volumes } = this.wantedBy(pod, csiNode);
      if (problem !== null) return false;
      if (volumes.size === 0) continue;
      const counts = countByDriver(volumes);
      if (this.scales && [...counts.keys()].some((driver) => this.hasToBeThere(driver))) return false;
      if (!nodes.haveRoomFor(counts)) return false;
    }
    return true;
  }

  private nodes(): NodeVolumes {
    this.kept ??= new NodeVolumes(this.handle.cluster, this.counter);
    return this.kept;
  }

  private wantedBy(pod: Pod, csiNode: CSINodeV1 | undefined): Wanted {
    const volumes: AttachedVolumes = new Map();
    return { problem: this.counter.add(volumes, pod, csiNode, true), volumes };
  }

  /** For each driver: volumes of pods here + volumes attached besides + volumes that only this pod brings ≤ limit. */
  private checkLimits(wanted: AttachedVolumes, { limits, problem, used, taken }: VolumesOnNode): Status {
    if (limits.size === 0) return success;
    if (problem !== null) return statusOf(problem);
    for (const volume of wanted.keys()) if (used.has(volume)) wanted.delete(volume);
    for (const [driver, added] of countByDriver(wanted)) {
      const limit = limits.get(driver);
      if (limit !== undefined && (taken.get(driver) ?? 0) + added > limit) return limitExceeded;
    }
    return success;
  }

  private missingOn(csiNode: CSINodeV1 | undefined, volumes: AttachedVolumes): string | undefined {
    for (const driver of volumes.values())
      if (this.hasToBeThere(driver) && !csiNode?.spec.drivers?.some(({ name }) => name === driver)) return driver;
    return undefined;
  }

  /** Whether the driver is known, and has to be on a node for the pod to go there. */
  private hasToBeThere(driver: string): boolean {
    const csiDriver = this.handle.cluster.objects.get('CSIDriver', '', driver);
    if (csiDriver === undefined) return false;
    const { volumeLimitScalingIsOptIn } = this.handle.release.behaviour;
    return !volumeLimitScalingIsOptIn || csiDriver.spec['preventPodSchedulingIfMissing'] === true;
  }
}

/** A claim that is not there keeps the pod off every node; anything else is an error. */
function statusOf({ problem, missingClaim }: CountProblem): Status {
  return missingClaim ? unresolvable(problem) : failure(problem);
}

function countByDriver(volumes: AttachedVolumes): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const driver of volumes.values()) counts.set(driver, (counts.get(driver) ?? 0) + 1);
  return counts;
}
