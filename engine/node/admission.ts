/** The kubelet's own admission of a pod bound to it, and why it may refuse. Upstream: pkg/kubelet/lifecycle/predicate.go and AdmissionCheck in pkg/scheduler/scheduler.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import {
  type Allocatable,
  amountIn,
  compileTaint,
  exactAmountIn,
  findUntolerated,
  int64,
  isExtendedResource,
  isSmall,
  labelsOf,
  type NodeV1,
  type PodSpec,
  type ResourceListV1,
  type Resources,
  resourceListOf,
  toAllocatable,
} from '../objects/index.js';
import type { Room } from './room.js';

/** The reason the pod's status gives ("OutOfcpu", "NodeAffinity"); null where it is admitted. */
export function rejectionOf(pod: Pod, node: NodeV1, room: Room): string | null {
  const { spec } = pod;
  const short = shortage(spec, allocatableOf(node), room);
  if (short !== null) return `OutOf${short}`;
  if (!matchesNode(spec, node)) return 'NodeAffinity';
  if (room.conflicts(spec)) return 'NodePorts';
  return toleratesExecution(spec, node) ? null : 'TaintToleration';
}

/** The first resource of which too little is left; extended resources that the node does not know are somebody else's. */
function shortage({ requests }: PodSpec, allocatable: Allocatable, room: Room): string | null {
  if (room.pods + 1 > allocatable.pods) return 'pods';
  const exceeds = (name: string, taken: number) => isTooMuch(name, requests, allocatable, room, taken);
  if (exceeds('cpu', room.cpuMilli)) return 'cpu';
  if (exceeds('memory', room.memoryBytes)) return 'memory';
  if (exceeds('ephemeral-storage', room.ephemeralStorageBytes)) return 'ephemeral-storage';
  for (const name of requests.scalars.keys()) {
    if (!allocatable.scalars.has(name) && isExtendedResource(name)) continue;
    if (exceeds(name, room.scalar(name))) return name;
  }
  return null;
}

/** Whether more is wanted than allocatable − taken. */
function isTooMuch(name: string, requests: Resources, allocatable: Allocatable, room: Room, taken: number): boolean {
  const wanted = amountIn(requests, name);
  const has = amountIn(allocatable, name);
  if (wanted === 0) return false;
  if (isSmall(wanted) && isSmall(has) && isSmall(taken)) return wanted > has - taken;
  return exactAmountIn(requests, name) > int64(exactAmountIn(allocatable, name) - room.exactly(name, taken));
}

function matchesNode({ nodeSelector }: PodSpec, { metadata }: NodeV1): boolean {
  return (
    nodeSelector === null || nodeSelector.matches({ name: metadata.name ?? '', labels: labelsOf(metadata.labels) })
  );
}

/** A kubelet heeds taints with NoExecute only. */
function toleratesExecution({ tolerations }: PodSpec, { spec }: NodeV1): boolean {
  const taints = spec?.taints ?? [];
  return taints.length === 0 || findUntolerated(taints.map(compileTaint), tolerations, ['NoExecute']) === undefined;
}

/** Nodes made from one template share their list, so it is read once. */
const readLists = new WeakMap<ResourceListV1, Allocatable>();
const nothing: ResourceListV1 = {};

/** What the node has for pods. */
export function allocatableOf({ status }: NodeV1): Allocatable {
  const written = status?.allocatable ?? nothing;
  let allocatable = readLists.get(written);
  if (allocatable === undefined) {
    allocatable = toAllocatable(resourceListOf(written));
    readLists.set(written, allocatable);
  }
  return allocatable;
}
