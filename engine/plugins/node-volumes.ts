/** The CSI volumes on every node of the snapshot and how many more its drivers attach, kept up to date: a node is counted again when a pod leaves it, or an object changes that was looked up for it. */
import { type Cluster, NodeFollower, type NodeInfo, type Pod } from '../cluster/index.js';
import type { CSINodeV1 } from '../objects/index.js';
import {
  type AttachedVolumes,
  type CountProblem,
  claimDependency,
  nodeOfAttachment,
  type VolumeCounter,
  volumeDependency,
} from './node-volume-limits-count.js';
import { migratedPluginsOf } from './volume-csi-translation.js';

/** What is counted of one node. */
export interface VolumesOnNode {
  readonly csiNode: CSINodeV1 | undefined;
  /** By driver, how many volumes it attaches at most; empty where nothing is limited, and nothing counted then. */
  readonly limits: ReadonlyMap<string, number>;
  readonly problem: CountProblem | null;
  /** Volumes of the node's pods. */
  readonly used: ReadonlyMap<string, string>;
  /** By driver, how many those are, and others that are attached. */
  readonly taken: ReadonlyMap<string, number>;
}

/** What was counted, to be added to. */
interface Counted extends VolumesOnNode {
  readonly used: AttachedVolumes;
  readonly taken: Map<string, number>;
  /** What is attached, whether pods here use it or not. */
  readonly attached: AttachedVolumes;
}

interface Kept extends Counted {
  readonly node: NodeInfo;
  /** Claims and volumes that were looked up. */
  readonly lookedUp: string[];
}

/** Shared by nodes with nothing to count; never changed. */
const nothing = new Map<string, never>();

export class NodeVolumes {
  private readonly byRow: (Kept | undefined)[] = [];
  /** By claim and volume, the rows of nodes for which it was looked up. */
  private readonly rowsOf = new Map<string, Set<number>>();
  private readonly stale = new Set<number>();
  private allStale = false;
  /** By driver, no node has less room than this. */
  private readonly leastRoom = new Map<string, number>();
  private problems = 0;
  private countsSinceLeast = 0;
  /** By what a CSINode says of migration, one of those that say so, and how many nodes have such. */
  private readonly migrations = new Map<string, { readonly csiNode: CSINodeV1 | undefined; nodes: number }>();
  private readonly follower: NodeFollower;

  constructor(
    private readonly cluster: Cluster,
    private readonly counter: VolumeCounter,
  ) {
    this.follower = new NodeFollower(cluster, {
      came: (node) => this.count(node),
      changed: (node) => this.count(node),
      podChanged: (node, pod, amount) => this.podChanged(node, pod, amount),
      left: (row) => this.forget(row),
    });
    const { objects } = cluster;
    objects.onChange('PersistentVolumeClaim', ({ metadata }) =>
      this.changed(claimDependency(metadata.namespace ?? '', metadata.name ?? '')),
    );
    objects.onChange('PersistentVolume', (object) => this.changed(volumeDependency(object.metadata.name ?? '')));
    objects.onChange('CSINode', ({ metadata }) => this.nodeChanged(metadata.name ?? ''));
    objects.onChange('VolumeAttachment', (attachment) => this.nodeChanged(nodeOfAttachment(attachment)));
    objects.onChange('StorageClass', () => {
      this.allStale = true;
    });
  }

  /** What is on the node; undefined for one that is not the snapshot's own, as a copy to try things on. */
  on(node: NodeInfo): VolumesOnNode | undefined {
    this.repair();
    const kept = this.byRow[node.row];
    return kept?.node === node ? kept : undefined;
  }

  /** Whether every node surely takes so many volumes more of each driver. */
  haveRoomFor(wanted: ReadonlyMap<string, number>): boolean {
    this.repair();
    if (this.problems > 0) return false;
    if (this.isWithinLeast(wanted)) return true;
    // Rooms that grew are not noticed one by one; a look at all nodes is worth it once many were counted again.
    if (4 * this.countsSinceLeast < this.cluster.nodes.length) return false;
    this.leastRoom.clear();
    this.countsSinceLeast = 0;
    for (const kept of this.byRow) if (kept !== undefined) this.noteRoom(kept);
    return this.isWithinLeast(wanted);
  }

  /** One CSINode for each way in which nodes differ in what has moved to CSI there; undefined for nodes without any. */
  *kindsOfNodes(): Iterable<CSINodeV1 | undefined> {
    this.repair();
    for (const { csiNode } of this.migrations.values()) yield csiNode;
  }

  private isWithinLeast(wanted: ReadonlyMap<string, number>): boolean {
    for (const [driver, count] of wanted) if (count > (this.leastRoom.get(driver) ?? count)) return false;
    return true;
  }

  private nodeChanged(name: string): void {
    const node = this.cluster.cachedNode(name);
    if (node !== undefined) this.stale.add(node.row);
  }

  private changed(dependency: string): void {
    for (const row of this.rowsOf.get(dependency) ?? []) this.stale.add(row);
  }

  private repair(): void {
    this.follower.follow();
    if (this.allStale) for (const row of this.byRow.keys()) this.stale.add(row);
    this.allStale = false;
    if (this.stale.size === 0) return;
    const rows = [...this.stale];
    this.stale.clear();
    for (const row of rows) {
      const kept = this.byRow[row];
      if (kept !== undefined) this.count(kept.node);
    }
  }

  private count(node: NodeInfo): void {
    const { row } = node;
    this.forget(row);
    const csiNode = this.cluster.objects.get('CSINode', '', node.name);
    const lookedUp: string[] = [];
    const kept = { ...volumesOn(node, csiNode, this.counter, lookedUp), node, lookedUp };
    this.byRow[row] = kept;
    for (const key of kept.lookedUp) this.register(key, row);
    const migration = this.migrations.get(migrationOf(csiNode));
    if (migration === undefined) this.migrations.set(migrationOf(csiNode), { csiNode, nodes: 1 });
    else migration.nodes++;
    if (kept.problem !== null) this.problems++;
    this.noteRoom(kept);
    this.countsSinceLeast++;
  }

  /** A pod that came adds its volumes; one that left may have shared them. */
  private podChanged(node: NodeInfo, pod: Pod, amount: 1 | -1): void {
    const kept = this.byRow[node.row]!;
    if (kept.limits.size === 0) return;
    const lookedUp: string[] = [];
    const isAdded = amount === 1 && kept.problem === null && addVolumes(kept, pod, this.counter, lookedUp);
    if (!isAdded) return this.count(node);
    for (const key of lookedUp) this.register(key, node.row);
    kept.lookedUp.push(...lookedUp);
    this.noteRoom(kept);
    this.countsSinceLeast++;
  }

  private noteRoom({ limits, taken }: Kept): void {
    for (const [driver, limit] of limits) {
      const room = limit - (taken.get(driver) ?? 0);
      if (room < (this.leastRoom.get(driver) ?? Number.POSITIVE_INFINITY)) this.leastRoom.set(driver, room);
    }
  }

  private forget(row: number): void {
    const kept = this.byRow[row];
    if (kept === undefined) return;
    this.byRow[row] = undefined;
    for (const key of kept.lookedUp) this.unregister(key, row);
    const key = migrationOf(kept.csiNode);
    const migration = this.migrations.get(key)!;
    if (--migration.nodes === 0) this.migrations.delete(key);
    if (kept.problem !== null) this.problems--;
  }

  private register(key: string, row: number): void {
    const rows = this.rowsOf.get(key);
    if (rows === undefined) this.rowsOf.set(key, new Set([row]));
    else rows.add(row);
  }

  private unregister(key: string, row: number): void {
    const rows = this.rowsOf.get(key);
    rows?.delete(row);
    if (rows?.size === 0) this.rowsOf.delete(key);
  }
}

/** Counts one node; what is looked up for it is named in `lookedUp`. */
export function volumesOn(
  node: NodeInfo,
  csiNode: CSINodeV1 | undefined,
  counter: VolumeCounter,
  lookedUp?: string[],
): Counted {
  const limits = limitsOf(csiNode);
  if (limits.size === 0) return { csiNode, limits, problem: null, used: nothing, taken: nothing, attached: nothing };
  const used: AttachedVolumes = new Map();
  let problem: CountProblem | null = null;
  for (const pod of node.pods) problem ??= counter.add(used, pod, csiNode, false, lookedUp);
  const taken = new Map<string, number>();
  for (const driver of used.values()) countOne(taken, driver);
  const attached = counter.attachedTo(node.name, lookedUp);
  for (const [volume, driver] of attached) if (!used.has(volume)) countOne(taken, driver);
  return { csiNode, limits, problem, used, taken, attached };
}

/** Adds the volumes of one pod more; false where something is wrong with them: then nothing is added. */
function addVolumes(
  { csiNode, used, taken, attached }: Counted,
  pod: Pod,
  counter: VolumeCounter,
  lookedUp: string[],
): boolean {
  const volumes: AttachedVolumes = new Map();
  if (counter.add(volumes, pod, csiNode, false, lookedUp) !== null) return false;
  for (const [volume, driver] of volumes) {
    if (used.has(volume)) continue;
    used.set(volume, driver);
    if (!attached.has(volume)) countOne(taken, driver);
  }
  return true;
}

function countOne(counts: Map<string, number>, driver: string): void {
  counts.set(driver, (counts.get(driver) ?? 0) + 1);
}

/** By driver, how many volumes it attaches to the node at most. */
function limitsOf(csiNode: CSINodeV1 | undefined): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  for (const { name, allocatable } of csiNode?.spec.drivers ?? [])
    if (allocatable?.count != null) limits.set(name, allocatable.count);
  return limits.size === 0 ? nothing : limits;
}

/** What of a CSINode a pod's volumes are counted by. */
function migrationOf(csiNode: CSINodeV1 | undefined): string {
  return csiNode === undefined ? 'no CSINode' : `migrated: ${migratedPluginsOf(csiNode)}`;
}
