/** The API's verbs on objects that are not pods: apply, update, delete. */

import { type Digest, hashString, type Kernel, Parcels } from '../kernel/index.js';
import type { JourneyRow } from '../metrics/index.js';
import type { KubeObject } from '../objects/index.js';
import type { ApiServer } from './api-server.js';
import type { ApiClient } from './client.js';
import { objectName } from './object-name.js';
import type { ApiStore, StoredObject } from './store.js';
import type { Watches } from './watches.js';

export interface ObjectApi {
  /** Creates or replaces; the object is admitted already. `heard` gets the entry. */
  put(client: ApiClient, object: KubeObject, heard?: (entry: StoredObject) => void): void;
  /** Changes what is there when the call is committed; nothing happens to an object that is gone by then. */
  patch(client: ApiClient, entry: StoredObject, change: (current: KubeObject) => KubeObject): void;
  delete(client: ApiClient, entry: StoredObject, heard?: () => void): void;
  /** Puts an object there without any call: it existed when the run began. */
  adopt(object: KubeObject): StoredObject;
}

export interface ObjectApiParts {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly store: ApiStore;
  readonly watches: Watches;
  readonly digest: Digest;
  /** Ways of objects, for the result. */
  readonly journeys: JourneyRow[];
}

interface Call {
  readonly key: ObjectKey;
  /** The object to store; null leaves all as it is. */
  readonly next: (current: KubeObject | null) => KubeObject | null;
  readonly heard: ((entry: StoredObject) => void) | undefined;
  readonly sentUs: number;
  readonly drawId: number;
  /** As it was when the call was sent. */
  readonly object: KubeObject | null;
  entry: StoredObject | null;
}

interface ObjectKey {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export function createObjectApi({ kernel, api, store, watches, digest, journeys }: ObjectApiParts): ObjectApi {
  const calls = new Parcels<Call>();
  const drawIdOf = (call: number) => calls.peek(call).drawId;
  const putting = api.operation({ name: 'apply objects', bytesOf, drawIdOf, commit: commitPut, reply: heardPut });
  const listeners = new Parcels<(() => void) | undefined>();
  const deleting = api.operation({
    name: 'delete objects',
    drawIdOf: (index) => store.objects[index]!.drawId,
    commit: (index) => commitDelete(store.objects[index]!),
    reply: (_index, listener) => listeners.take(listener)?.(),
  });
  return {
    put: (client, object, heard) =>
      send(client, keyOf(object), object, (current) => keepingStatus(object, current), heard),
    patch: (client, entry, change) => send(client, entry, entry.current, (current) => current && change(current)),
    delete: (client, entry, heard) => api.submit(deleting, client, entry.index, listeners.add(heard)),
    adopt,
  };

  function send(
    client: ApiClient,
    key: ObjectKey,
    object: Call['object'],
    next: Call['next'],
    heard?: Call['heard'],
  ): void {
    const drawId = hashString(textOf(key));
    const call: Call = { key, object, next, heard, sentUs: kernel.nowUs(), drawId, entry: null };
    api.submit(putting, client, calls.add(call), 0, store.revision);
  }

  function adopt(object: KubeObject): StoredObject {
    return store.put(object, kernel.nowUs());
  }

  function commitPut(slot: number): boolean {
    const call = calls.peek(slot);
    const { kind, namespace, name } = call.key;
    const before = store.find(kind, namespace, name)?.current ?? null;
    const next = call.next(before);
    if (next === null) return false;
    call.entry = store.put(next, kernel.nowUs());
    const object = textOf(call.key);
    digest.text(object);
    digest.number(kernel.nowUs());
    const stage = before === null ? 'create' : 'update';
    journeys.push({ object, stage, enteredUs: call.sentUs, leftUs: kernel.nowUs() });
    watches.objectChanged(call.entry, before, call.entry.current);
    return true;
  }

  function bytesOf(slot: number): number {
    return JSON.stringify(calls.peek(slot).object).length;
  }

  function heardPut(slot: number): void {
    const { heard, entry } = calls.take(slot);
    if (entry !== null) heard?.(entry);
  }

  function commitDelete(entry: StoredObject): boolean {
    const before = entry.current;
    if (before === null) return false;
    store.delete(entry);
    digest.text(`delete ${entry.kind}/${entry.namespace}/${entry.name}`);
    digest.number(kernel.nowUs());
    watches.objectChanged(entry, before, null);
    return true;
  }
}

/** Status is a subresource: who writes an object without one leaves it as it is. */
function keepingStatus(object: KubeObject, current: KubeObject | null): KubeObject {
  if (object['status'] !== undefined || current?.['status'] === undefined) return object;
  return { ...object, status: current['status'] };
}

function keyOf({ kind, metadata }: KubeObject): ObjectKey {
  return { kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
}

/** "Deployment/shop/frontend"; no namespace for cluster-scoped objects. */

function textOf({ kind, namespace, name }: ObjectKey): string {
  return objectName(kind, namespace, name);
}
