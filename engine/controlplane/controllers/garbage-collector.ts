/** The garbage collector: what an object owned goes after it (background deletion). Upstream: pkg/controller/garbagecollector, v1.36. */
import type { KubeObject } from '../../objects/index.js';
import type { StoredObject } from '../store.js';
import type { OwnerName } from './owners.js';
import { controllerOf, means } from './owners.js';
import { type Sync, until } from './sync.js';
import type { Toolbox } from './toolbox.js';

/** Source: pkg/controller/garbagecollector/config/v1alpha1/defaults.go. */
const workers = 20;
/** Kinds that own others, and kinds that others own. */
const owners = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job'];
const dependants = ['ReplicaSet', 'Job', 'ControllerRevision', 'PersistentVolumeClaim'];

/**
 * Each deletion takes a look at the object and the DELETE itself; the client has twice the others' rate for that
 * (cmd/kube-controller-manager/app/core.go), so that here one token a deletion stands for both.
 */
export function createGarbageCollector(tools: Toolbox): void {
  const { informers, writes, store, kernel } = tools;
  const client = tools.clientFor('generic-garbage-collector');
  /** Claims that are to go once no pod uses them. */
  const inUse = new Set<number>();
  const queue = tools.loop({ name: 'garbage-collector', workers, sync, drawIdOf });

  for (const kind of owners) {
    informers.onObjects(kind, (entry, _before, after) => {
      if (after === null) collectFrom(entry);
    });
  }
  for (const kind of dependants) {
    informers.onObjects(kind, (entry, before, after) => {
      // What was there when the run began may have owners that were left out of the input.
      if (before === null && after !== null && kernel.nowUs() > 0 && isOrphaned(after))
        queue.add(objectKey(entry.index));
    });
  }
  informers.onPods((before, after) => {
    if (inUse.size > 0 && (after === null || after.isTerminal)) lookAgain();
    if (before !== null || after === null || kernel.nowUs() === 0) return;
    const reference = after.spec.controllerRef;
    if (reference && owners.includes(reference.kind) && !informers.ownerOf(after)) queue.add(podKey(after.index));
  });

  /** A pod that used them may have been the last. */
  function lookAgain(): void {
    for (const key of inUse) queue.add(key);
    inUse.clear();
  }

  function collectFrom(owner: StoredObject): void {
    for (const pod of informers.podsOf(owner)) queue.add(podKey(pod.index));
    for (const kind of dependants)
      for (const { entry } of informers.childrenOf(owner, kind)) queue.add(objectKey(entry.index));
  }

  function isOrphaned(object: KubeObject): boolean {
    const reference = controllerOf(object);
    return reference !== null && owners.includes(reference.kind) && !informers.controllerOf(object);
  }

  function* sync(key: number): Sync<boolean> {
    return key % 2 === 0 ? yield* collectPod(key / 2) : yield* collectObject((key - 1) / 2);
  }

  function* collectPod(index: number): Sync<boolean> {
    const pod = informers.pod(index);
    if (!pod || pod.isTerminating || ownerLives(pod.spec.controllerRef, pod.namespace)) return true;
    yield* until<boolean>((heard) => tools.pods.delete(client, index, heard));
    return true;
  }

  function* collectObject(index: number): Sync<boolean> {
    const known = informers.object(index);
    if (!known || ownerLives(controllerOf(known.object), known.entry.namespace)) return true;
    if (known.entry.kind === 'PersistentVolumeClaim' && isInUse(known.entry)) inUse.add(objectKey(index));
    else yield* writes.delete(client, known.entry);
    return true;
  }

  /** Asked of the API server, not of the informers, which may lag behind. */
  function ownerLives(reference: OwnerName | null, namespace: string): boolean {
    if (reference === null || !owners.includes(reference.kind)) return true;
    const owner = store.find(reference.kind, namespace, reference.name);
    return owner !== undefined && means(reference, owner);
  }

  /** A claim that pods use is protected until they are gone. Upstream: pkg/controller/volume/pvcprotection. */
  function isInUse({ namespace, name }: StoredObject): boolean {
    for (const pod of informers.podsIn(namespace)) {
      const uses = pod.spec.raw.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === name);
      if (uses && !pod.isTerminal) return true;
    }
    return false;
  }

  function drawIdOf(key: number): number {
    return key % 2 === 0 ? (informers.pod(key / 2)?.drawId ?? key) : store.objects[(key - 1) / 2]!.drawId;
  }
}

function podKey(index: number): number {
  return 2 * index;
}

function objectKey(index: number): number {
  return 2 * index + 1;
}
