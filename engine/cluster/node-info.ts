/** A node with its pods, as the scheduler's cache keeps it. Upstream: pkg/scheduler/framework/types.go NodeInfo, v1.36. */
import type { Labels, NodeSpec } from '../objects/index.js';
import { hasAffinity } from './affinity-totals.js';
import { HostPorts } from './host-ports.js';
import { noImages } from './images.js';
import type { NodeTable } from './node-table.js';
import type { Pod } from './pod.js';

/** An image as a node's last snapshot saw it: its size and on how many nodes it was. */
export interface ImageState {
  readonly sizeBytes: number;
  readonly nodes: number;
}

export class NodeInfo {
  pods: Pod[] = [];
  /** Pods with any (anti-)affinity term. */
  podsWithAffinity: Pod[] = [];
  podsWithRequiredAntiAffinity: Pod[] = [];
  readonly usedPorts = new HostPorts();
  /** namespace/claim → how many of the node's pods use it. */
  readonly pvcRefCounts = new Map<string, number>();
  images: ReadonlyMap<string, ImageState> = noImages;

  constructor(
    /** The node object; null for a node that is gone (or not here yet) while pods of it are. */
    public spec: NodeSpec | null,
    readonly table: NodeTable,
    readonly row: number,
  ) {}

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
    return this.table.nonZeroCpuMilli[this.row]!;
  }
  get nonZeroMemoryBytes(): number {
    return this.table.nonZeroMemoryBytes[this.row]!;
  }

  addPod(pod: Pod): void {
    this.pods.push(pod);
    if (hasAffinity(pod)) this.podsWithAffinity.push(pod);
    if (pod.spec.requiredAntiAffinity.length > 0) this.podsWithRequiredAntiAffinity.push(pod);
    this.account(pod, 1);
  }

  /** Removes the pod with this index; the last pod takes its place, as upstream's list does. False if it is not here. */
  removePod(pod: Pod): boolean {
    const removed = swapRemove(this.pods, pod.index);
    if (removed === undefined) return false;
    if (hasAffinity(removed)) swapRemove(this.podsWithAffinity, pod.index);
    if (removed.spec.requiredAntiAffinity.length > 0) swapRemove(this.podsWithRequiredAntiAffinity, pod.index);
    this.account(removed, -1);
    return true;
  }

  /** Puts another version of a pod that is here in its place; it moves to the end, as upstream's does. */
  replacePod(pod: Pod): void {
    swapRemove(this.pods, pod.index);
    this.pods.push(pod);
    if (hasAffinity(pod)) {
      swapRemove(this.podsWithAffinity, pod.index);
      this.podsWithAffinity.push(pod);
    }
    if (pod.spec.requiredAntiAffinity.length === 0) return;
    swapRemove(this.podsWithRequiredAntiAffinity, pod.index);
    this.podsWithRequiredAntiAffinity.push(pod);
  }

  /** A copy on a row of its own, to try changes on; give the row back with `table.remove(row)`. */
  clone(table: NodeTable = this.table): NodeInfo {
    const row = table.add();
    table.copyRow(row, this.table, this.row);
    const copy = new NodeInfo(this.spec, table, row);
    copy.pods = this.pods.slice();
    copy.podsWithAffinity = this.podsWithAffinity.slice();
    copy.podsWithRequiredAntiAffinity = this.podsWithRequiredAntiAffinity.slice();
    copy.usedPorts.copyFrom(this.usedPorts);
    for (const [claim, count] of this.pvcRefCounts) copy.pvcRefCounts.set(claim, count);
    copy.images = this.images;
    return copy;
  }

  private account(pod: Pod, sign: 1 | -1): void {
    this.table.addRequests(this.row, pod.spec.requests, pod.spec.nonZeroRequests, sign);
    const { hostPorts, raw } = pod.spec;
    if (hostPorts.length > 0)
      for (const port of hostPorts) sign > 0 ? this.usedPorts.add(port) : this.usedPorts.remove(port);
    if (raw.volumes == null) return;
    for (const volume of raw.volumes) {
      if (volume.persistentVolumeClaim)
        this.countClaim(`${pod.namespace}/${volume.persistentVolumeClaim.claimName}`, sign);
    }
  }

  private countClaim(claim: string, sign: 1 | -1): void {
    const count = (this.pvcRefCounts.get(claim) ?? 0) + sign;
    if (count > 0) this.pvcRefCounts.set(claim, count);
    else this.pvcRefCounts.delete(claim);
  }
}

function swapRemove(pods: Pod[], index: number): Pod | undefined {
  let at = pods.length - 1;
  while (at >= 0 && pods[at]!.index !== index) at--;
  if (at < 0) return undefined;
  const removed = pods[at]!;
  const last = pods.pop()!;
  if (at < pods.length) pods[at] = last;
  return removed;
}
