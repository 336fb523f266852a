/** The scheduler's view of the cluster: nodes and the pods on them as columns and lists, and the snapshot a cycle works on. Upstream: pkg/scheduler/backend/cache, v1.36. */
import { roomFor } from '../kernel/index.js';
import type { NodeSpec } from '../objects/index.js';
import { AffinityTotals } from './affinity-totals.js';
import { ImageRegistry } from './images.js';
import { NodeInfo } from './node-info.js';
import { NodeJournal } from './node-journal.js';
import { NodeShapes } from './node-shapes.js';
import { NodeTable } from './node-table.js';
import { NodeTree } from './node-tree.js';
import { ObjectStore } from './object-store.js';
import type { Pod } from './pod.js';
import { PodLinks } from './pod-links.js';
import type { PodShelf } from './pod-shelf.js';
import { PodsByIndex } from './pods-by-index.js';

/**
 * Where the snapshot's lists (nodes with affinity, claims in use) were made anew upstream: how many nodes were gone through, and the claims that their pods
 * use. Upstream: cache.go updateNodeInfoSnapshotList.
 */
export interface Relisted {
  readonly nodes: number;
  readonly claims: number;
}

const nothingRelisted: Relisted = { nodes: 0, claims: 0 };

export class Cluster {
  readonly table = new NodeTable();
  /** Changes of nodes, by their rows in the table. */
  readonly journal = new NodeJournal();
  readonly objects = new ObjectStore();
  /** Nodes in snapshot order as of the last `updateSnapshot`; another array whenever nodes came or went. */
  nodes: readonly NodeInfo[] = [];
  /** By row, the node's place in `nodes`; −1 where it has none. */
  positions = new Int32Array(0);
  /** By position in `nodes`, the node's row; in shared memory. */
  order = new Int32Array(new SharedArrayBuffer(0));
  readonly shapes = new NodeShapes();
  /** Pods the cache holds, assumed ones included. */
  podCount = 0;
  /** Of the same pods. */
  readonly affinityTotals = new AffinityTotals();
  private readonly tree = new NodeTree();
  private readonly images = new ImageRegistry();
  private readonly cached = new Map<string, NodeInfo>();
  /** Nodes that were removed and are in `nodes` still. */
  private readonly leaving = new Set<NodeInfo>();
  /** The pods that are here. */
  private readonly pods;
  private readonly links;
  /** By pod, 1 where it is only assumed to be here. */
  private assumed = new Uint8Array(1024);
  /** Nodes touched since the last snapshot. */
  private readonly touched = new Set<NodeInfo>();
  private listStale = false;
  /** Claims that pods on nodes use, each once a node. */
  private claimUses = 0;
  /** A node began or ceased to have pods with affinity, or to use a claim. */
  private relists = false;
  private relistedBefore: Relisted = nothingRelisted;
  private withAffinity: readonly NodeInfo[] | null = null;
  private withRequiredAntiAffinity: readonly NodeInfo[] | null = null;

  constructor(
    /** Where readers of one run leave pods about which nothing else is to say; null: nowhere. */
    readonly shelf: PodShelf | null = null,
  ) {
    this.pods = new PodsByIndex(shelf);
    this.links = new PodLinks(this.pods);
  }

  /** A node of the snapshot; undefined if it was not there when the cycle began. */
  node(name: string): NodeInfo | undefined {
    const info = this.cached.get(name);
    if (info === undefined || this.nodes[this.positions[info.row] ?? -1] !== info) return undefined;
    return this.leaving.has(info) ? undefined : info;
  }

  /** The cache's own entry, which may be newer than the snapshot. */
  cachedNode(name: string): NodeInfo | undefined {
    const info = this.cached.get(name);
    return info?.spec == null ? undefined : info;
  }

  get cachedNodeCount(): number {
    return this.tree.size;
  }

  /** Whether a node says that it holds an image. */
  get hasImages(): boolean {
    return this.images.hasAny;
  }

  addNode(spec: NodeSpec): NodeInfo {
    const info = this.entry(spec.name);
    if (info.spec !== null) this.images.remove(info.spec);
    this.tree.add(spec.zoneKey, spec.name);
    this.setSpec(info, spec);
    this.listStale = true;
    return info;
  }

  updateNode(spec: NodeSpec): NodeInfo {
    const info = this.cached.get(spec.name);
    if (info?.spec == null) return this.addNode(spec);
    this.images.remove(info.spec);
    if (info.spec.zoneKey !== spec.zoneKey) {
      // As upstream, the order of the snapshot keeps its old shape until a node comes or goes.
      this.tree.remove(info.spec.zoneKey, spec.name);
      this.tree.add(spec.zoneKey, spec.name);
    }
    this.setSpec(info, spec);
    return info;
  }

  removeNode(name: string): void {
    const info = this.cached.get(name);
    if (info?.spec == null) return;
    this.tree.remove(info.spec.zoneKey, name);
    this.images.remove(info.spec);
    this.leaving.add(info);
    info.spec = null;
    this.listStale = true;
    this.dropIfEmpty(name, info);
  }

  /** Takes the pod as placed on pod.nodeName before its binding is confirmed. */
  assumePod(pod: Pod): void {
    this.place(pod, true);
  }

  /** Undoes `assumePod`. */
  forgetPod(pod: Pod): void {
    if (this.isAssumed(pod)) this.unplace(pod.index);
  }

  /** An assigned pod was seen: confirms an assumption, or adds it. */
  addPod(pod: Pod): void {
    const before = this.pods.get(pod.index);
    if (before !== undefined && holdsTheSame(before, pod)) {
      this.confirm(pod);
      return;
    }
    this.removePod(pod);
    this.place(pod, false);
  }

  /** An assigned pod changed. */
  updatePod(pod: Pod): void {
    this.addPod(pod);
  }

  removePod(pod: Pod): void {
    if (this.pods.has(pod.index)) this.unplace(pod.index);
  }

  isAssumed(pod: Pod): boolean {
    return this.assumed[pod.index] === 1;
  }

  /** The version of the pod that the cache holds. */
  cachedPod(index: number): Pod | undefined {
    return this.pods.get(index);
  }

  /** What the last `updateSnapshot` listed anew upstream. */
  get relisted(): Relisted {
    return this.relistedBefore;
  }

  /** Brings the snapshot up to date; called where a scheduling cycle begins. */
  updateSnapshot(): void {
    const relists = this.relists || this.listStale;
    this.relists = false;
    if (this.touched.size > 0) {
      for (const info of this.touched) if (info.spec !== null) this.lookAtImages(info, info.spec.name);
      this.touched.clear();
    }
    if (this.listStale) this.relist();
    this.relistedBefore = relists ? { nodes: this.nodes.length, claims: this.claimUses } : nothingRelisted;
  }

  /** Nodes of the snapshot with a pod that has any (anti-)affinity term, in snapshot order. */
  nodesWithAffinityPods(): readonly NodeInfo[] {
    this.withAffinity ??= this.nodes.filter((n) => n.podsWithAffinity.length > 0);
    return this.withAffinity;
  }

  /** Nodes of the snapshot with a pod that has a required anti-affinity term, in snapshot order. */
  nodesWithRequiredAntiAffinityPods(): readonly NodeInfo[] {
    this.withRequiredAntiAffinity ??= this.nodes.filter((n) => n.podsWithRequiredAntiAffinity.length > 0);
    return this.withRequiredAntiAffinity;
  }

  /** Whether a pod on some node uses the claim (namespace/name). */
  isClaimUsed(claim: string): boolean {
    for (const node of this.nodes) if (node.pvcRefCounts.has(claim)) return true;
    return false;
  }

  private entry(name: string): NodeInfo {
    let info = this.cached.get(name);
    if (info === undefined) {
      info = new NodeInfo(null, this.table, this.table.add(), this.links);
      this.cached.set(name, info);
    }
    return info;
  }

  private setSpec(info: NodeInfo, spec: NodeSpec): void {
    info.spec = spec;
    this.table.setAllocatable(info.row, spec.allocatable);
    this.table.shape[info.row] = this.shapes.of(spec);
    this.images.add(spec);
    this.touched.add(info);
    this.journal.note(info.row, 'object');
  }

  private lookAtImages(info: NodeInfo, name: string): void {
    const images = this.images.stateOf(name);
    if (images === info.images) return;
    info.images = images;
    this.journal.note(info.row, 'object');
  }

  private relist(): void {
    this.nodes = this.tree.list().map((name) => this.cached.get(name)!);
    this.leaving.clear();
    this.positions = new Int32Array(this.table.rows).fill(-1);
    this.order = withRoom(this.order, this.nodes.length);
    for (const [position, { row }] of this.nodes.entries()) {
      this.positions[row] = position;
      this.order[position] = row;
    }
    this.listStale = false;
    this.forgetLists();
  }

  private place(pod: Pod, assumed: boolean): void {
    const info = this.entry(pod.nodeName);
    this.pods.set(pod);
    const { affineNodes } = this;
    const claims = info.pvcRefCounts.size;
    info.addPod(pod);
    this.affinityTotals.added(pod, info);
    this.noteListed(info.pvcRefCounts.size - claims, affineNodes);
    if (assumed) this.markAssumed(pod.index);
    this.podCount++;
    this.podsChanged(info, pod, true);
  }

  /** Another version of a pod that is here: nothing changes for whoever keeps something about the node. */
  private confirm(pod: Pod): void {
    const info = this.cached.get(pod.nodeName)!;
    info.replacePod(pod);
    this.pods.set(pod);
    this.assumed[pod.index] = 0;
    if (info.images.size > 0) this.touched.add(info);
  }

  private unplace(index: number): void {
    const pod = this.pods.get(index)!;
    const info = this.cached.get(pod.nodeName)!;
    const { affineNodes } = this;
    const claims = info.pvcRefCounts.size;
    info.removePod(pod);
    this.affinityTotals.removed(pod, info);
    this.noteListed(info.pvcRefCounts.size - claims, affineNodes);
    this.pods.delete(index);
    this.assumed[index] = 0;
    this.podCount--;
    this.podsChanged(info, pod, false);
    this.dropIfEmpty(pod.nodeName, info);
  }

  private markAssumed(index: number): void {
    this.assumed = roomFor(this.assumed, index);
    this.assumed[index] = 1;
  }

  private podsChanged(info: NodeInfo, pod: Pod, came: boolean): void {
    if (info.images.size > 0) this.touched.add(info);
    this.journal.notePod(info.row, pod, came);
    if (pod.spec.raw.affinity != null) this.forgetLists();
  }

  /** Places in the lists of nodes with affinity. */
  private get affineNodes(): number {
    return this.affinityTotals.nodes + this.affinityTotals.nodesWithRequiredAntiAffinity;
  }

  private noteListed(claims: number, affineNodesBefore: number): void {
    this.claimUses += claims;
    if (claims !== 0 || this.affineNodes !== affineNodesBefore) this.relists = true;
  }

  private forgetLists(): void {
    this.withAffinity = null;
    this.withRequiredAntiAffinity = null;
  }

  private dropIfEmpty(name: string, info: NodeInfo): void {
    if (info.spec !== null || info.podCount > 0) return;
    this.cached.delete(name);
    this.touched.delete(info);
    this.table.remove(info.row);
  }
}

/** Whether two versions of a pod take the same of the same node and look alike to others. */
function holdsTheSame(a: Pod, b: Pod): boolean {
  return a.nodeName === b.nodeName && a.spec === b.spec && a.labels === b.labels && a.isTerminating === b.isTerminating;
}

/** A column of so many cells at least, over the same memory if that suffices. */
function withRoom(column: Int32Array<SharedArrayBuffer>, cells: number): Int32Array<SharedArrayBuffer> {
  if (column.length >= cells) return column;
  return new Int32Array(new SharedArrayBuffer(Math.ceil(cells * 1.25) * Int32Array.BYTES_PER_ELEMENT));
}
