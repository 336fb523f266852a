/** The controllers' shared informers: what the watches have delivered so far, and who wants to hear of it. Upstream: one SharedInformerFactory for all controllers, cmd/kube-controller-manager, v1.36. */
import { never, type Pod, type PodShelf, PodsByIndex } from '../../cluster/index.js';
import type { KubeObject, PodSpec } from '../../objects/index.js';
import { GroupedObject } from '../object-group.js';
import { type ApiStore, isGone, type StoredObject } from '../store.js';
import type { ObjectChangeEvent, PodChangeEvent, Watches } from '../watches.js';
import { Groups } from './groups.js';
import { ListedGroups } from './listed-groups.js';
import { controllerOf, means, ownerKey } from './owners.js';
import { PodsByNode } from './pods-by-node.js';

/** An object as last delivered. */
export interface Known<T extends KubeObject = KubeObject> {
  readonly entry: StoredObject;
  readonly object: T;
}

/** before is null for a new object, after for one that is gone. */
export type ObjectHandler = (entry: StoredObject, before: KubeObject | null, after: KubeObject | null) => void;
/** before is null for a new pod, after for one that is gone. */
export type PodHandler = (before: Pod | null, after: Pod | null) => void;
/** The same, of the pods of an owner. */
export type OwnedPodHandler = (owner: Known, before: Pod | null, after: Pod | null) => void;

/** Invariant: everything it tells was delivered, in the order of its watch; nothing is read from the store after the start. */
export class Informers {
  private readonly objects = new Map<number, Known>();
  private readonly byKind = new Map<string, Map<string, Known>>();
  private readonly children = new Groups<Known>();
  private readonly listed = new ListedGroups();
  private readonly objectHandlers = new Map<string, ObjectHandler[]>();
  private readonly pods: PodsByIndex;
  private readonly podsByOwner = new Groups<Pod>();
  private readonly podsByNode: PodsByNode;
  /** Kept only once somebody asks. */
  private podsByNamespace: Groups<Pod> | null = null;
  private readonly podHandlers: PodHandler[] = [];
  private readonly ownedPodHandlers = new Map<string, OwnedPodHandler[]>();
  /** Of pods that an object controls. */
  private readonly readySince = new Map<number, number>();

  constructor(
    private readonly watches: Watches,
    private readonly nowUs: () => number,
    private readonly readyAtBinding: boolean,
    shelf: PodShelf | null = null,
  ) {
    this.pods = new PodsByIndex(shelf);
    this.podsByNode = new PodsByNode(this.pods);
    watches.onPods({
      name: 'controllers/pods',
      wants: () => true,
      deliver: (event) => this.podDelivered(event),
    });
  }

  /** Hears of a kind's changes; its handlers run in the order they were added. */
  onObjects(kind: string, handler: ObjectHandler): void {
    this.watch(kind);
    this.objectHandlers.get(kind)!.push(handler);
  }

  onPods(handler: PodHandler): void {
    this.podHandlers.push(handler);
  }

  /** Hears of the pods that objects of a kind control. */
  onPodsOf(kind: string, handler: OwnedPodHandler): void {
    const handlers = this.ownedPodHandlers.get(kind);
    if (handlers) handlers.push(handler);
    else this.ownedPodHandlers.set(kind, [handler]);
  }

  /** Keeps a kind, without hearing of its changes. */
  watch(kind: string): void {
    if (this.objectHandlers.has(kind)) return;
    this.objectHandlers.set(kind, []);
    this.byKind.set(kind, new Map());
    this.watches.onObjects({
      name: `controllers/${kind}`,
      kinds: new Set([kind]),
      deliver: (event) => this.objectDelivered(event),
    });
  }

  /** The initial list: what is there when the run begins. Handlers hear of objects first, then of pods. */
  start(store: ApiStore): void {
    this.listed.list(store);
    const entries = store.objects.filter((entry) => this.byKind.has(entry.kind) && !isGone(entry));
    const pods = [...store.pods];
    for (const entry of entries) if (!(entry instanceof GroupedObject)) this.keepObject(entry, null, entry.current);
    for (const pod of pods) this.keepPod(null, pod);
    for (const entry of entries) this.tell(entry, null, entry instanceof GroupedObject ? entry.made() : entry.current);
    for (const pod of pods) this.tellOfPod(null, pod);
  }

  object<T extends KubeObject>(index: number): Known<T> | undefined {
    return (this.objects.get(index) ?? this.listed.object(index)) as Known<T> | undefined;
  }

  find<T extends KubeObject>(kind: string, namespace: string, name: string): Known<T> | undefined {
    const known =
      this.byKind.get(kind)?.get(ownerKey(kind, namespace, name)) ?? this.listed.find(kind, namespace, name);
    return known as Known<T> | undefined;
  }

  /** In the order they were delivered. */
  list<T extends KubeObject>(kind: string): Iterable<Known<T>> {
    const kept = this.byKind.get(kind)?.values() ?? [];
    return (this.listed.has(kind) ? this.listed.merge(kind, kept) : kept) as Iterable<Known<T>>;
  }

  /** Objects of a kind that this one controls. */
  childrenOf<T extends KubeObject>(owner: StoredObject, kind: string): Known<T>[] {
    const key = ownerKey(owner.kind, owner.namespace, owner.name);
    const found = [...this.children.of(key)].filter(
      ({ entry, object }) => entry.kind === kind && means(controllerOf(object)!, owner),
    );
    return found as Known<T>[];
  }

  pod(index: number): Pod | undefined {
    return this.pods.get(index);
  }

  /** Pods that this object controls, in the order they were delivered. */
  podsOf(owner: StoredObject): Pod[] {
    const key = ownerKey(owner.kind, owner.namespace, owner.name);
    return [...this.podsByOwner.of(key)].filter((pod) => means(pod.spec.controllerRef!, owner));
  }

  podsOn(node: string): Iterable<Pod> {
    return this.podsByNode.of(node);
  }

  podsIn(namespace: string): Iterable<Pod> {
    if (this.podsByNamespace === null) {
      this.podsByNamespace = new Groups();
      for (const pod of this.pods) this.podsByNamespace.move(pod.index, null, pod.namespace, pod);
    }
    return this.podsByNamespace.of(namespace);
  }

  /** The object that controls the pod, if it was delivered and is still there. */
  ownerOf(pod: Pod): Known | undefined {
    const reference = pod.spec.controllerRef;
    if (reference === null) return undefined;
    const known = this.byKind.get(reference.kind)?.get(podOwnersKey(pod.spec)!);
    return known && means(reference, known.entry) ? known : undefined;
  }

  /** The object that controls this one. */
  controllerOf(object: KubeObject): Known | undefined {
    const reference = controllerOf(object);
    if (reference === null) return undefined;
    const known = this.find(reference.kind, object.metadata.namespace ?? '', reference.name);
    return known && means(reference, known.entry) ? known : undefined;
  }

  isReady(pod: Pod): boolean {
    return this.readyAtBinding ? pod.nodeName !== '' && !pod.isTerminal && !pod.isTerminating : pod.ready;
  }

  /** When the pod was seen to become ready; `never` if it is not, before everything if it was when the run began. */
  readySinceUs(pod: Pod): number {
    return this.readySince.get(pod.index) ?? never;
  }

  /** Ready for at least so long. Upstream: IsPodAvailable in pkg/api/v1/pod/util.go. */
  isAvailable(pod: Pod, minReadySeconds: number): boolean {
    if (!this.isReady(pod)) return false;
    return minReadySeconds === 0 || this.readySinceUs(pod) + minReadySeconds * 1e6 <= this.nowUs();
  }

  private objectDelivered({ entry, before, after }: ObjectChangeEvent): void {
    this.listed.changed(entry);
    this.keepObject(entry, this.objects.get(entry.index)?.object ?? null, after);
    this.tell(entry, before, after);
  }

  private tell(entry: StoredObject, before: KubeObject | null, after: KubeObject | null): void {
    for (const handle of this.objectHandlers.get(entry.kind)!) handle(entry, before, after);
  }

  private keepObject(entry: StoredObject, before: KubeObject | null, after: KubeObject | null): void {
    const key = ownerKey(entry.kind, entry.namespace, entry.name);
    const ofKind = this.byKind.get(entry.kind)!;
    const known = after === null ? null : { entry, object: after };
    this.children.move(entry.index, before && ownersKey(before), after && ownersKey(after), known);
    if (known) {
      this.objects.set(entry.index, known);
      ofKind.set(key, known);
    } else {
      this.objects.delete(entry.index);
      if (ofKind.get(key)?.entry === entry) ofKind.delete(key);
    }
  }

  private podDelivered({ before, after }: PodChangeEvent): void {
    const known = this.pods.get((after ?? before)!.index) ?? null;
    this.keepPod(known, after);
    this.tellOfPod(before, after);
  }

  private tellOfPod(before: Pod | null, after: Pod | null): void {
    for (const handle of this.podHandlers) handle(before, after);
    const owner = this.ownerOf((after ?? before)!);
    if (owner === undefined) return;
    for (const handle of this.ownedPodHandlers.get(owner.entry.kind) ?? []) handle(owner, before, after);
  }

  private keepPod(before: Pod | null, after: Pod | null): void {
    const { index, namespace } = (after ?? before)!;
    if (after === null) this.pods.delete(index);
    else this.pods.set(after);
    this.podsByOwner.move(index, before && podOwnersKey(before.spec), after && podOwnersKey(after.spec), after);
    this.podsByNode.changed(before, after);
    this.podsByNamespace?.move(index, before && namespace, after && namespace, after);
    this.keepReadiness(before, after);
  }

  private keepReadiness(before: Pod | null, after: Pod | null): void {
    const ready = after !== null && this.isReady(after);
    const { index, spec } = (after ?? before)!;
    if (spec.controllerRef === null) return;
    if (!ready) this.readySince.delete(index);
    else if (!this.readySince.has(index)) this.readySince.set(index, this.nowUs() > 0 ? this.nowUs() : longAgoUs);
  }
}

/** Ready before the run began, since nobody knows when. */
const longAgoUs = -1e15;

function ownersKey(object: KubeObject): string | null {
  const reference = controllerOf(object);
  return reference && ownerKey(reference.kind, object.metadata.namespace ?? '', reference.name);
}

/** Pods of one template share its spec, so their key is made once. */
const podOwnersKeys = new WeakMap<PodSpec, string>();

function podOwnersKey(spec: PodSpec): string | null {
  if (spec.controllerRef === null) return null;
  let key = podOwnersKeys.get(spec);
  if (key === undefined) {
    key = ownerKey(spec.controllerRef.kind, spec.namespace, spec.controllerRef.name);
    podOwnersKeys.set(spec, key);
  }
  return key;
}
