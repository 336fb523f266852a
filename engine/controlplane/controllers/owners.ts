/** Who owns what: controller references, and how they are resolved where an input left out uids. */
import type { KubeObject, OwnerReference } from '../../objects/index.js';
import type { TemplateOwner } from '../pod-templates.js';
import type { StoredObject } from '../store.js';

/** The parts of an owner reference that name the owner. */
export interface OwnerName {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** "ReplicaSet/shop/web-5d9c". */
export function ownerKey(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

/** The reference to the object's controller; null without one. */
export function controllerOf(object: KubeObject): OwnerReference | null {
  return object.metadata.ownerReferences?.find((reference) => reference.controller) ?? null;
}

/**
 * Whether a reference by this kind and name in the owner's namespace means this object, and not an earlier one of the same
 * name. Where either side came without a uid, the name decides.
 */
export function means(reference: OwnerName, owner: StoredObject): boolean {
  return reference.uid === '' || reference.uid === owner.uid || hasMadeUpUid(owner);
}

/** Objects that come without a uid get one made from their names (store.ts); a dump's references cannot know it. */
function hasMadeUpUid({ uid, kind, namespace, name, index, createdUs }: StoredObject): boolean {
  return createdUs === 0 && uid === `${kind.toLowerCase()}-${namespace}-${name}-${index}`;
}

const apiVersions: Readonly<Record<string, string>> = {
  ReplicationController: 'v1',
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
};

/** The object as an owner of pods or other objects. */
export function asOwner({ kind, name, uid }: StoredObject): TemplateOwner {
  return { apiVersion: apiVersions[kind] ?? 'v1', kind, name, uid };
}
