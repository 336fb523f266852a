/** The API's verbs on objects that are not pods: apply, update, delete. */
import { type Digest, hashString, type Kernel } from '../kernel/index.js';
import type { JourneyRow } from '../metrics/index.js';
import type { KubeObject } from '../objects/index.js';
import type { ApiServer } from './api-server.js';
import type { ApiClient } from './client.js';
import { Parcels } from './parcels.js';
import type { ApiStore, StoredObject } from './store.js';
import type { Watches } from './watches.js';

export interface ObjectApi {
  /** Creates or replaces; the object is admitted already. `heard` gets the entry. */
  put(client: ApiClient, object: KubeObject, heard?: (entry: StoredObject) => void): void;
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
  readonly object: KubeObject;
  readonly heard: ((entry: StoredObject) => void) | undefined;
  readonly sentUs: number;
  readonly drawId: number;
  entry: StoredObject | null;
}

export function createObjectApi({ kernel, api, store, watches, digest, journeys }: ObjectApiParts): ObjectApi {
  const calls = new Parcels<Call>();
  const drawIdOf = (call: number) => calls.peek(call).drawId;
  const putting = api.operation({ name: 'apply objects', drawIdOf, commit: commitPut, reply: heardPut });
  const listeners = new Parcels<(() => void) | undefined>();
  const deleting = api.operation({
    name: 'delete objects',
    drawIdOf: (index) => store.objects[index]!.drawId,
    commit: (index) => commitDelete(store.objects[index]!),
    reply: (_index, listener) => listeners.take(listener)?.(),
  });
  return {
    put,
    delete: (client, entry, heard) => api.submit(deleting, client, entry.index, listeners.add(heard)),
    adopt,
  };

  function put(client: ApiClient, object: KubeObject, heard?: (entry: StoredObject) => void): void {
    const drawId = hashString(nameOf(object));
    api.submit(
      putting,
      client,
      calls.add({ object, heard, sentUs: kernel.nowUs(), drawId, entry: null }),
      0,
      store.revision,
    );
  }

  function adopt(object: KubeObject): StoredObject {
    return store.put(object, kernel.nowUs());
  }

  function commitPut(slot: number): boolean {
    const call = calls.peek(slot);
    const { object } = call;
    const before =
      store.find(object.kind, object.metadata.namespace ?? '', object.metadata.name ?? '')?.current ?? null;
    call.entry = store.put(object, kernel.nowUs());
    digest.text(nameOf(object));
    digest.number(kernel.nowUs());
    const stage = before === null ? 'create' : 'update';
    journeys.push({ object: nameOf(object), stage, enteredUs: call.sentUs, leftUs: kernel.nowUs() });
    watches.objectChanged(call.entry, before, call.entry.current);
    return true;
  }

  function heardPut(slot: number): void {
    const { heard, entry } = calls.take(slot);
    heard?.(entry!);
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

/** "Deployment/shop/frontend"; no namespace for cluster-scoped objects. */
function nameOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${object.kind}/${namespace}/${name}` : `${object.kind}/${name}`;
}
