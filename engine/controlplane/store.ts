/** What etcd holds: every object's current version. Pods have rows, other objects entries, both named by small numbers. */
import { type Pod, type PodShelf, PodsByIndex } from '../cluster/index.js';
import { hashString } from '../kernel/index.js';
import type { KubeObject } from '../objects/index.js';
import { GroupedObject, ObjectGroup, type ObjectTemplate } from './object-group.js';
import { PodKeys } from './pod-keys.js';

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
  /** Pods that are there. */
  readonly pods: PodsByIndex;
  private reserved = 0;
  readonly objects: StoredObject[] = [];
  private readonly podKeys: PodKeys;
  private readonly entries = new Map<string, StoredObject>();
  private readonly byKind = new Map<string, StoredObject[]>();
  private readonly groups: ObjectGroup[] = [];
  private revisionCount = 0;

  constructor(
    /** Where readers of one run leave pods about which nothing else is to say; null: nowhere. */
    readonly shelf: PodShelf | null = null,
  ) {
    this.pods = new PodsByIndex(shelf);
    this.podKeys = new PodKeys((pod) => this.pods.get(pod)?.key);
  }

  /** etcd's revision: how many writes were committed. */
  get revision(): number {
    return this.revisionCount;
  }

  /** Reserves a pod's row before its creation is committed, so that stages can be recorded. */
  reservePod(): number {
    return this.reserved++;
  }

  pod(index: number): Pod | null {
    return this.pods.get(index) ?? null;
  }

  podByKey(key: string): Pod | null {
    const pod = this.podKeys.find(key);
    return pod < 0 ? null : this.pod(pod);
  }

  putPod(pod: Pod): void {
    const isNew = !this.pods.has(pod.index);
    this.pods.set(pod);
    if (isNew) this.podKeys.add(pod.key, pod.index);
    this.revisionCount++;
  }

  deletePod(pod: Pod): void {
    this.podKeys.delete(pod.key, pod.index);
    this.pods.delete(pod.index);
    this.revisionCount++;
  }

  find(kind: string, namespace: string, name: string): StoredObject | undefined {
    const entry = this.entries.get(objectKey(kind, namespace, name)) ?? this.findGrouped(kind, namespace, name);
    return entry === undefined || isGone(entry) ? undefined : entry;
  }

  /** Current objects of a kind, in creation order. */
  list(kind: string): StoredObject[] {
    return (this.byKind.get(kind) ?? []).filter((entry) => !isGone(entry));
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

  /** Puts a group's objects there; none of their names is taken. */
  adoptGroup(template: ObjectTemplate, nowUs: number): void {
    const group = new ObjectGroup(template, this.objects.length, nowUs);
    this.groups.push(group);
    const alike = this.ofKind(template.kind);
    for (let ordinal = 0; ordinal < template.count; ordinal++) {
      const entry = new GroupedObject(group.first + ordinal, group);
      this.objects.push(entry);
      alike.push(entry);
    }
    this.revisionCount += template.count;
  }

  /** The object that a group brought under this name, be it gone or not. */
  findGrouped(kind: string, namespace: string, name: string): GroupedObject | undefined {
    if (namespace !== '') return undefined;
    for (const group of this.groups) {
      if (group.template.kind !== kind) continue;
      const index = group.indexOf(name);
      if (index >= 0) return this.objects[index] as GroupedObject;
    }
    return undefined;
  }

  private ofKind(kind: string): StoredObject[] {
    let alike = this.byKind.get(kind);
    if (alike === undefined) {
      alike = [];
      this.byKind.set(kind, alike);
    }
    return alike;
  }

  private create(object: KubeObject, namespace: string, name: string, nowUs: number): StoredObject {
    const index = this.objects.length;
    const uid = object.metadata.uid ?? objectUid(object.kind, namespace, name, index);
    const key = objectKey(object.kind, namespace, name);
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
    this.ofKind(object.kind).push(entry);
    this.entries.set(key, entry);
    return entry;
  }
}

/** Whether the object was deleted; asked without making it. */
export function isGone(entry: StoredObject): boolean {
  return entry instanceof GroupedObject ? entry.isGone : entry.current === null;
}

/** "Deployment/shop/web". */
export function objectKey(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

/** The uid of an object that brings none. */
export function objectUid(kind: string, namespace: string, name: string, index: number): string {
  return `${kind.toLowerCase()}-${namespace}-${name}-${index}`;
}
