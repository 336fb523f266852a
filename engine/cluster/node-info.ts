/** A node with its pods, as the scheduler's cache keeps it. Upstream: pkg/scheduler/framework/types.go NodeInfo, v1.36. */
import type { Labels, NodeSpec } from '../objects/index.js';
import { hasAffinity } from './affinity-totals.js';
import { HostPorts } from './host-ports.js';
import { noImages } from './images.js';
import { type Counting, columnsOf, type NodeTable } from './node-table.js';
import type { Pod } from './pod.js';
import type { PodLinks } from './pod-links.js';
import { exactCell } from './resource-columns.js';

/** An image as a node's last snapshot saw it: its size and on how many nodes it was. */
export interface ImageState {
  readonly sizeBytes: number;
  readonly nodes: number;
}

/** What some pods have and most nodes see none of. */
interface SpecialPods {
  /** Pods with any (anti-)affinity term. */
  withAffinity: readonly Pod[];
  withRequiredAntiAffinity: readonly Pod[];
  ports: HostPorts;
  claims: ReadonlyMap<string, number>;
}

export class NodeInfo {
  /** How many pods are here. */
  podCount = 0;
  /** How often a pod came, went or was replaced by another version. */
  podChanges = 0;
  /** Ends of the chain of its pods, as long as nobody asked for a list. */
  first = 0;
  last = 0;
  private listed: readonly Pod[] | null = null;
  private special: SpecialPods = nothingSpecial;
  images: ReadonlyMap<string, ImageState> = noImages;

  constructor(
    /** The node object; null for a node that is gone (or not here yet) while pods of it are. */
    public spec: NodeSpec | null,
    readonly table: NodeTable,
    readonly row: number,
    /** Where the cluster chains its pods; null: they are listed here. */
    private readonly links: PodLinks | null = null,
  ) {}

  /** Listed from the first time that somebody asks. */
  get pods(): readonly Pod[] {
    if (this.podCount === 0) return noPods;
    this.listed ??= this.links!.list(this);
    return this.listed;
  }

  /** Pods with any (anti-)affinity term. */
  get podsWithAffinity(): readonly Pod[] {
    return this.special.withAffinity;
  }
  get podsWithRequiredAntiAffinity(): readonly Pod[] {
    return this.special.withRequiredAntiAffinity;
  }
  get usedPorts(): HostPorts {
    return this.special.ports;
  }
  /** namespace/claim → how many of the node's pods use it. */
  get pvcRefCounts(): ReadonlyMap<string, number> {
    return this.special.claims;
  }

  get name(): string {
    return this.spec!.name;
  }
  get labels(): Labels {
    return this.spec!.labels;
  }

  get allocatableCpuMilli(): number {
    return this.table.cpuMilli.allocatable[this.row]!;
  }
  get allocatableMemoryBytes(): number {
    return this.table.memoryBytes.allocatable[this.row]!;
  }
  get allocatableEphemeralStorageBytes(): number {
    return this.table.ephemeralStorageBytes.allocatable[this.row]!;
  }
  get allocatablePods(): number {
    return this.table.pods.allocatable[this.row]!;
  }
  allocatableScalar(name: string): number {
    return this.table.scalars.get(name)?.allocatable[this.row] ?? 0;
  }

  get requestedCpuMilli(): number {
    return this.table.cpuMilli.requested[this.row]!;
  }
  get requestedMemoryBytes(): number {
    return this.table.memoryBytes.requested[this.row]!;
  }
  get requestedEphemeralStorageBytes(): number {
    return this.table.ephemeralStorageBytes.requested[this.row]!;
  }
  requestedScalar(name: string): number {
    return this.table.scalars.get(name)?.requested[this.row] ?? 0;
  }

  get nonZeroCpuMilli(): number {
    return this.table.nonZeroCpuMilli.requested[this.row]!;
  }
  get nonZeroMemoryBytes(): number {
    return this.table.nonZeroMemoryBytes.requested[this.row]!;
  }

  /** What it has of a resource and what its pods request, to the last unit. */
  exactly(resource: string, counting: Counting = 'requested'): { allocatable: bigint; requested: bigint } {
    const columns = columnsOf(this.table, resource, counting);
    return {
      allocatable: exactCell(columns, 'allocatable', this.row),
      requested: exactCell(columns, 'requested', this.row),
    };
  }

  addPod(pod: Pod): void {
    this.podChanges++;
    this.append(pod);
    this.listAffinity(pod);
    this.account(pod, 1);
  }

  /** Removes the pod with this index; the last pod takes its place, as upstream's list does. False if it is not here. */
  removePod(pod: Pod): boolean {
    const removed = this.cut(pod);
    if (removed === undefined) return false;
    this.podChanges++;
    if (hasAffinity(removed)) swapRemove(this.podsWithAffinity, pod.index);
    if (removed.spec.requiredAntiAffinity.length > 0) swapRemove(this.podsWithRequiredAntiAffinity, pod.index);
    this.account(removed, -1);
    return true;
  }

  /** Puts another version of a pod that is here in its place; it moves to the end, as upstream's does. */
  replacePod(pod: Pod): void {
    this.podChanges++;
    if (this.listed === null) this.links?.moveToEnd(this, pod.index);
    else {
      swapRemove(this.listed, pod.index);
      this.listed = withPod(this.listed, pod);
    }
    if (hasAffinity(pod)) swapRemove(this.podsWithAffinity, pod.index);
    if (pod.spec.requiredAntiAffinity.length > 0) swapRemove(this.podsWithRequiredAntiAffinity, pod.index);
    this.listAffinity(pod);
  }

  /** A copy on a row of its own, to try changes on; give the row back with `table.remove(row)`. */
  clone(table: NodeTable = this.table): NodeInfo {
    const row = table.add();
    table.copyRow(row, this.table, this.row);
    const copy = new NodeInfo(this.spec, table, row);
    copy.podCount = this.podCount;
    if (this.podCount > 0) copy.listed = this.listed?.slice() ?? this.links!.list(this);
    copy.special = copyOf(this.special);
    copy.images = this.images;
    return copy;
  }

  private listAffinity(pod: Pod): void {
    if (!hasAffinity(pod)) return;
    const special = this.ownSpecial();
    special.withAffinity = withPod(special.withAffinity, pod);
    if (pod.spec.requiredAntiAffinity.length > 0)
      special.withRequiredAntiAffinity = withPod(special.withRequiredAntiAffinity, pod);
  }

  private append(pod: Pod): void {
    // A node that has none begins its chain, whatever was listed before.
    if (this.podCount === 0) {
      this.listed = null;
      this.first = 0;
      this.last = 0;
    }
    this.podCount++;
    if (this.links !== null && this.listed === null) this.links.append(this, pod.index);
    else this.listed = withPod(this.listed ?? noPods, pod);
  }

  /** The version that was here. */
  private cut(pod: Pod): Pod | undefined {
    if (this.podCount === 0) return undefined;
    if (this.listed !== null) {
      const removed = swapRemove(this.listed, pod.index);
      if (removed !== undefined) this.podCount--;
      return removed;
    }
    this.links!.remove(this, pod.index);
    this.podCount--;
    return pod;
  }

  private account(pod: Pod, sign: 1 | -1): void {
    this.table.addRequests(this.row, pod.spec.requests, pod.spec.nonZeroRequests, sign);
    const { hostPorts, raw } = pod.spec;
    if (hostPorts.length > 0)
      for (const port of hostPorts) sign > 0 ? this.ownPorts().add(port) : this.ownPorts().remove(port);
    if (raw.volumes == null) return;
    for (const volume of raw.volumes) {
      if (volume.persistentVolumeClaim)
        this.countClaim(`${pod.namespace}/${volume.persistentVolumeClaim.claimName}`, sign);
    }
  }

  private countClaim(claim: string, sign: 1 | -1): void {
    const claims = this.ownClaims();
    const count = (claims.get(claim) ?? 0) + sign;
    if (count > 0) claims.set(claim, count);
    else claims.delete(claim);
  }

  private ownPorts(): HostPorts {
    const special = this.ownSpecial();
    if (special.ports === noPorts) special.ports = new HostPorts();
    return special.ports;
  }

  private ownClaims(): Map<string, number> {
    const special = this.ownSpecial();
    if (special.claims === noClaims) special.claims = new Map();
    return special.claims as Map<string, number>;
  }

  private ownSpecial(): SpecialPods {
    if (this.special === nothingSpecial) this.special = { ...nothingSpecial };
    return this.special;
  }
}

/** What nodes share as long as they have none of their own; never changed. */
const noPods: readonly Pod[] = [];
const noPorts = new HostPorts();
const noClaims: ReadonlyMap<string, number> = new Map();
const nothingSpecial: SpecialPods = {
  withAffinity: noPods,
  withRequiredAntiAffinity: noPods,
  ports: noPorts,
  claims: noClaims,
};

function copyOf(special: SpecialPods): SpecialPods {
  if (special === nothingSpecial) return special;
  return {
    withAffinity: special.withAffinity.slice(),
    withRequiredAntiAffinity: special.withRequiredAntiAffinity.slice(),
    ports: special.ports === noPorts ? noPorts : special.ports.copy(),
    claims: special.claims === noClaims ? noClaims : new Map(special.claims),
  };
}

/** The list with the pod at its end: grown in place, except that the first few get no room to spare. */
function withPod(pods: readonly Pod[], pod: Pod): readonly Pod[] {
  if (pods.length >= 4) {
    (pods as Pod[]).push(pod);
    return pods;
  }
  return pods.length === 0 ? [pod] : [...pods, pod];
}

function swapRemove(list: readonly Pod[], index: number): Pod | undefined {
  const pods = list as Pod[];
  let at = pods.length - 1;
  while (at >= 0 && pods[at]!.index !== index) at--;
  if (at < 0) return undefined;
  const removed = pods[at]!;
  const last = pods.pop()!;
  if (at < pods.length) pods[at] = last;
  return removed;
}
