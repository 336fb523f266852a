/** Objects other than pods and nodes that plugins look up: claims, volumes, classes, services, owners, namespaces. */
import type {
  CSIDriverV1,
  CSINodeV1,
  CSIStorageCapacityV1,
  KubeObject,
  NamespaceV1,
  PersistentVolumeClaimV1,
  PersistentVolumeV1,
  PodDisruptionBudgetV1,
  ReplicaSetV1,
  ServiceV1,
  StatefulSetV1,
  StorageClassV1,
} from '../objects/index.js';
import { ObjectIndex } from './object-index.js';

/** The kinds a lister knows, and their types. */
export interface StoredKinds {
  Namespace: NamespaceV1;
  Service: ServiceV1;
  ReplicationController: KubeObject;
  ReplicaSet: ReplicaSetV1;
  StatefulSet: StatefulSetV1;
  PersistentVolumeClaim: PersistentVolumeClaimV1;
  PersistentVolume: PersistentVolumeV1;
  StorageClass: StorageClassV1;
  CSINode: CSINodeV1;
  CSIDriver: CSIDriverV1;
  CSIStorageCapacity: CSIStorageCapacityV1;
  VolumeAttachment: KubeObject;
  PodDisruptionBudget: PodDisruptionBudgetV1;
}
export type StoredKind = keyof StoredKinds;

export class ObjectStore {
  /** Grows with every change of any kind. */
  revision = 0;
  private readonly byKind = new Map<StoredKind, Map<string, KubeObject>>();
  /** Grows with every change of a kind, so that what was derived from it can be kept until then. */
  private readonly changes = new Map<StoredKind, number>();
  private readonly listeners = new Map<StoredKind, ((object: KubeObject) => void)[]>();
  /** Indexes by kind and by the function they group by. */
  private readonly indexes = new Map<StoredKind, Map<unknown, ObjectIndex>>();

  /** The object of this kind; namespace "" for cluster-scoped kinds. */
  get<K extends StoredKind>(kind: K, namespace: string, name: string): StoredKinds[K] | undefined {
    return this.byKind.get(kind)?.get(keyOf(namespace, name)) as StoredKinds[K] | undefined;
  }

  /** All objects of a kind, in the order they were created. */
  list<K extends StoredKind>(kind: K): Iterable<StoredKinds[K]> {
    return (this.byKind.get(kind)?.values() ?? []) as Iterable<StoredKinds[K]>;
  }

  /** The objects of a kind that `groupOf` puts into this group, in the order they came to it; the same function is the same index. */
  grouped<K extends StoredKind>(
    kind: K,
    groupOf: (object: StoredKinds[K]) => string,
    group: string,
  ): ReadonlyMap<string, StoredKinds[K]> {
    const index = this.indexes.get(kind)?.get(groupOf) ?? this.makeIndex(kind, groupOf);
    return index.group(group) as ReadonlyMap<string, StoredKinds[K]>;
  }

  /** Adds or replaces; returns what was there. */
  set(kind: StoredKind, object: KubeObject): KubeObject | undefined {
    let objects = this.byKind.get(kind);
    if (objects === undefined) {
      objects = new Map();
      this.byKind.set(kind, objects);
    }
    const key = keyOf(object.metadata.namespace ?? '', object.metadata.name ?? '');
    const old = objects.get(key);
    objects.set(key, object);
    for (const index of this.indexesOf(kind))
      old === undefined ? index.add(key, object) : index.replace(key, old, object);
    this.touch(kind);
    if (old !== undefined) this.tell(kind, old);
    this.tell(kind, object);
    return old;
  }

  delete(kind: StoredKind, namespace: string, name: string): KubeObject | undefined {
    const objects = this.byKind.get(kind);
    const key = keyOf(namespace, name);
    const old = objects?.get(key);
    objects?.delete(key);
    if (old === undefined) return undefined;
    for (const index of this.indexesOf(kind)) index.remove(key, old);
    this.touch(kind);
    this.tell(kind, old);
    return old;
  }

  /** `listener` hears of each object of the kind that comes or goes, and of both versions of one that changes. */
  onChange(kind: StoredKind, listener: (object: KubeObject) => void): void {
    const listeners = this.listeners.get(kind);
    if (listeners === undefined) this.listeners.set(kind, [listener]);
    else listeners.push(listener);
  }

  /** How often objects of the kind changed. */
  version(kind: StoredKind): number {
    return this.changes.get(kind) ?? 0;
  }

  /** Counts a change of the kind that the store itself does not hold, as when the scheduler assumes an object changed. */
  touch(kind: StoredKind): void {
    this.changes.set(kind, this.version(kind) + 1);
    this.revision++;
  }

  private tell(kind: StoredKind, object: KubeObject): void {
    for (const listener of this.listeners.get(kind) ?? nobody) listener(object);
  }

  private indexesOf(kind: StoredKind): Iterable<ObjectIndex> {
    return this.indexes.get(kind)?.values() ?? [];
  }

  private makeIndex<K extends StoredKind>(kind: K, groupOf: (object: StoredKinds[K]) => string): ObjectIndex {
    const index = new ObjectIndex(groupOf as (object: KubeObject) => string);
    for (const [key, object] of this.byKind.get(kind) ?? []) index.add(key, object);
    const indexes = this.indexes.get(kind) ?? new Map<unknown, ObjectIndex>();
    this.indexes.set(kind, indexes.set(groupOf, index));
    return index;
  }
}

const nobody: readonly ((object: KubeObject) => void)[] = [];

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
