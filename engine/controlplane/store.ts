/** What etcd holds: every object's current version. Pods have rows, other objects entries, both named by small numbers. */
import type { Pod } from '../cluster/index.js';
import { hashString } from '../kernel/index.js';
import type { KubeObject } from '../objects/index.js';

/** An object that is not a pod; the entry outlives the object's versions. */
export interface StoredObject {
  readonly index: number;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** null once deleted. */
  current: KubeObject | null;
  readonly createdUs: number;
  /** What its random draws are keyed by. */
  readonly drawId: number;
}

export class ApiStore {
  /** By pod index; null once the object is gone. */
  readonly pods: (Pod | null)[] = [];
  readonly objects: StoredObject[] = [];
  private readonly podRows = new Map<string, number>();
  private readonly entries = new Map<string, StoredObject>();
  private readonly byKind = new Map<string, StoredObject[]>();
  private revisionCount = 0;

  /** etcd's revision: how many writes were committed. */
  get revision(): number {
    return this.revisionCount;
  }

  /** Reserves a pod's row before its creation is committed, so that stages can be recorded. */
  reservePod(): number {
    return this.pods.push(null) - 1;
  }

  pod(index: number): Pod | null {
    return this.pods[index] ?? null;
  }

  podByKey(key: string): Pod | null {
    const row = this.podRows.get(key);
    return row === undefined ? null : this.pod(row);
  }

  putPod(pod: Pod): void {
    if (this.pods[pod.index] == null) this.podRows.set(pod.key, pod.index);
    this.pods[pod.index] = pod;
    this.revisionCount++;
  }

  deletePod(pod: Pod): void {
    this.pods[pod.index] = null;
    if (this.podRows.get(pod.key) === pod.index) this.podRows.delete(pod.key);
    this.revisionCount++;
  }

  find(kind: string, namespace: string, name: string): StoredObject | undefined {
    const entry = this.entries.get(keyOf(kind, namespace, name));
    return entry?.current == null ? undefined : entry;
  }

  /** Current objects of a kind, in creation order. */
  list(kind: string): StoredObject[] {
    return (this.byKind.get(kind) ?? []).filter((entry) => entry.current !== null);
  }

  /** Writes a version; makes the entry when the object is new. */
  put(object: KubeObject, nowUs: number): StoredObject {
    const namespace = object.metadata.namespace ?? '';
    const name = object.metadata.name ?? '';
    const entry = this.find(object.kind, namespace, name) ?? this.create(object, namespace, name, nowUs);
    entry.current = { ...object, metadata: { ...object.metadata, uid: entry.uid } };
    this.revisionCount++;
    return entry;
  }

  delete(entry: StoredObject): void {
    entry.current = null;
    this.revisionCount++;
  }

  private create(object: KubeObject, namespace: string, name: string, nowUs: number): StoredObject {
    const index = this.objects.length;
    const uid = object.metadata.uid ?? `${object.kind.toLowerCase()}-${namespace}-${name}-${index}`;
    const key = keyOf(object.kind, namespace, name);
    const drawId = hashString(key);
    const entry: StoredObject = {
      index,
      kind: object.kind,
      namespace,
      name,
      uid,
      current: null,
      createdUs: nowUs,
      drawId,
    };
    this.objects.push(entry);
    const alike = this.byKind.get(object.kind);
    if (alike === undefined) this.byKind.set(object.kind, [entry]);
    else alike.push(entry);
    this.entries.set(key, entry);
    return entry;
  }
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}
