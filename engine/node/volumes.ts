/** How long a pod waits for its volumes. Upstream: pkg/kubelet/volumemanager/volume_manager.go, v1.36: loops of 100 ms find and mount them, a poll of 300 ms sees that they are there. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import type { CSIDriverV1, PersistentVolumeClaimV1, PersistentVolumeV1 } from '../objects/index.js';
import { drawOf } from './draws.js';
import type { Kubelet } from './kubelet.js';
import { type ClaimPlan, claimName, planOf } from './pod-plan.js';
import type { NodeTools } from './tools.js';

/** Source: podAttachAndMountRetryInterval. */
const pollUs = 300_000;
/** Source: desiredStateOfWorldPopulatorLoopSleepPeriod and reconcilerLoopSleepPeriod. */
const loopUs = 100_000;

export interface Volumes {
  /** From the kubelet's first look to the poll that finds everything mounted. */
  waitUs(pod: Pod, kubelet: Kubelet): number;
}

export function createVolumes({ node, draws, store }: NodeTools): Volumes {
  const mount = sampler(node.mountUs);
  const attach = sampler(node.attachUs);
  const mountClaim = sampler(node.mountClaimUs);
  return { waitUs };

  /** 300 ms · ⌈(populator + reconciler + the slowest volume) / 300 ms⌉ */
  function waitUs(pod: Pod, kubelet: Kubelet): number {
    const { mounts, claims } = planOf(pod.spec);
    if (!mounts) return 0;
    const foundUs = (draws.uniform(pod, drawOf.populator) + draws.uniform(pod, drawOf.reconciler)) * loopUs;
    let slowestUs = draws.durationUs(mount, pod, drawOf.mount);
    for (const [i, claim] of claims.entries()) slowestUs = Math.max(slowestUs, claimUs(pod, kubelet, claim, i));
    return Math.ceil((foundUs + slowestUs) / pollUs) * pollUs;
  }

  /** Attached, if that has to be, and mounted; a volume that is attached to the node already is only mounted. */
  function claimUs(pod: Pod, kubelet: Kubelet, claim: ClaimPlan, i: number): number {
    const name = claimName(pod, claim);
    const volume = volumeOf(pod.namespace, name);
    if (volume !== undefined && isOnNode(volume)) return draws.durationUs(mount, pod, drawOf.mount, i + 1);
    const mountedUs = draws.durationUs(mountClaim, pod, drawOf.mountClaim, i);
    if (kubelet.claims.has(`${pod.namespace}/${name}`) || !needsAttaching(volume)) return mountedUs;
    return draws.durationUs(attach, pod, drawOf.attach, i) + mountedUs;
  }

  function volumeOf(namespace: string, claim: string): PersistentVolumeV1 | undefined {
    const bound = store.find('PersistentVolumeClaim', namespace, claim)?.current as PersistentVolumeClaimV1 | undefined;
    const name = bound?.spec.volumeName;
    return name ? (store.find('PersistentVolume', '', name)?.current as PersistentVolumeV1 | undefined) : undefined;
  }

  function needsAttaching(volume: PersistentVolumeV1 | undefined): boolean {
    if (volume?.spec['nfs']) return false;
    const driver = volume?.spec.csi?.driver;
    const object = driver ? (store.find('CSIDriver', '', driver)?.current as CSIDriverV1 | undefined) : undefined;
    return object?.spec.attachRequired ?? true;
  }
}

/** A directory or disk of the node itself. */
function isOnNode({ spec }: PersistentVolumeV1): boolean {
  return spec['hostPath'] !== undefined || spec['local'] !== undefined;
}
