/** The API's verbs on pods, for whoever calls them: create, bind, patch, delete, and the kubelet's final removal. */
import { never, Pod, type PodChange } from '../cluster/index.js';
import { type Digest, type Kernel, Parcels } from '../kernel/index.js';
import type { PodLedger } from '../metrics/index.js';
import type { Labels, PodSpec } from '../objects/index.js';
import type { ApiServer } from './api-server.js';
import type { ApiClient } from './client.js';
import type { ApiStore } from './store.js';
import type { Watches } from './watches.js';

/** A pod about to be created. */
export interface PodDraft {
  readonly name: string;
  readonly spec: PodSpec;
  readonly labels: Labels;
  /** "ReplicaSet/web-5d9c"; "" for a bare pod. */
  readonly owner: string;
  /** What its random draws are keyed by: owner and ordinal hashed. */
  readonly drawId: number;
  readonly uid?: string;
  /** It has a finalizer that nobody takes: once deleted it stays, being deleted. */
  readonly kept?: boolean;
}

export type Heard = (ok: boolean) => void;

export interface PodApi {
  /** Sends a creation; returns the index that the pod has from now on. */
  create(client: ApiClient, draft: PodDraft, heard?: Heard): number;
  /** Puts a pod there without any call: it existed when the run began. */
  adopt(draft: PodDraft, state: PodChange & { createdUs: number }): Pod;
  bind(client: ApiClient, pod: number, nodeName: string, heard: Heard): void;
  patch(client: ApiClient, pod: number, change: PodChange, nth: number, heard?: Heard): void;
  /** Asks for deletion: a pod without a node goes at once, another ends its grace period on its node first. */
  delete(client: ApiClient, pod: number, heard?: Heard): void;
  /** Takes the object away: the kubelet's last word, or a garbage collector's. */
  remove(client: ApiClient, pod: number): void;
}

export interface PodApiParts {
  readonly kernel: Kernel;
  readonly api: ApiServer;
  readonly store: ApiStore;
  readonly watches: Watches;
  readonly ledger: PodLedger;
  readonly digest: Digest;
  /** Whether kubelets are simulated; where they are not, a deleted pod goes at once. */
  readonly kubelets: boolean;
}

interface Creation {
  readonly draft: PodDraft;
  readonly heard: Heard | undefined;
}
interface Call<T> {
  readonly value: T;
  readonly heard: Heard | undefined;
}

export function createPodApi({ kernel, api, store, watches, ledger, digest, kubelets }: PodApiParts): PodApi {
  const creations: (Creation | undefined)[] = []; // by pod, until it is answered
  const calls = new Parcels<Call<string | PodChange | null>>();
  const kept = new Set<number>();
  const drawIdOf = (pod: number) => ledger.drawIds[pod]!;

  const creating = api.operation({
    name: 'create pods',
    stages: 'create',
    bytesOf: (index) => bytesOf(creations[index]!.draft.spec),
    drawIdOf,
    commit: commitCreate,
    reply: created,
    isAwaited: isCreationAwaited,
  });
  const bound = { stages: 'bind', drawIdOf, commit: commitBind, reply: hear } as const;
  const binding = api.operation({ name: 'create pods/binding', ...bound });
  const patched = { bytesOf: bytesOfPatched, drawIdOf, commit: commitPatch, reply: hear };
  const patching = api.operation({ name: 'patch pods/status', pricedAs: 'patch', ...patched });
  const deleted = { pricedAs: 'deletion', drawIdOf } as const;
  const deleting = api.operation({ name: 'delete pods', ...deleted, commit: commitDelete, reply: hear });
  const removing = api.operation({ name: 'delete pods (grace 0)', ...deleted, commit: commitRemove });

  return {
    create,
    adopt,
    bind: (client, pod, nodeName, heard) => api.submit(binding, client, pod, calls.add({ value: nodeName, heard })),
    patch: (client, pod, change, nth, heard) =>
      api.submit(patching, client, pod, calls.add({ value: change, heard }), nth),
    delete: (client, pod, heard) => api.submit(deleting, client, pod, calls.add({ value: null, heard })),
    remove: (client, pod) => api.submit(removing, client, pod),
  };

  /** A patch is applied to the whole object, as JSON. */
  function bytesOfPatched(index: number): number {
    return bytesOf(store.pod(index)?.spec);
  }

  function row(draft: PodDraft): number {
    const index = store.reservePod();
    if (draft.kept) kept.add(index);
    const { namespace, priority } = draft.spec;
    const { name, owner, drawId } = draft;
    ledger.add({ index, namespace, name, owner, priority, drawId });
    return index;
  }

  function create(client: ApiClient, draft: PodDraft, heard?: Heard): number {
    const index = row(draft);
    creations[index] = { draft, heard };
    api.submit(creating, client, index);
    return index;
  }

  function commitCreate(index: number): boolean {
    const { draft } = creations[index]!;
    if (store.podByKey(`${draft.spec.namespace}/${draft.name}`) !== null) return false;
    const pod = podOf(index, draft, kernel.nowUs(), draft.spec.nodeName);
    ledger.createdUs[index] = kernel.nowUs();
    write(null, pod);
    return true;
  }

  function created(index: number, _b: number, ok: boolean): void {
    const { heard } = creations[index]!;
    creations[index] = undefined;
    heard?.(ok);
  }

  function isCreationAwaited(index: number): boolean {
    if (creations[index]!.heard) return true;
    creations[index] = undefined;
    return false;
  }

  function adopt(draft: PodDraft, state: PodChange & { createdUs: number }): Pod {
    const index = row(draft);
    const pod = podOf(index, draft, state.createdUs, '').with(state);
    ledger.preexisting[index] = 1;
    ledger.createdUs[index] = 0;
    ledger.nodes.set(index, pod.nodeName);
    ledger.phases.set(index, pod.phase);
    ledger.readyCount += Number(pod.ready);
    store.putPod(pod);
    return pod;
  }

  function commitBind(index: number, call: number): boolean {
    const pod = store.pod(index);
    if (pod === null || pod.isTerminating || pod.nodeName !== '') return false;
    const nodeName = calls.peek(call).value as string;
    ledger.boundUs[index] = kernel.nowUs();
    ledger.nodes.set(index, nodeName);
    digest.text(nodeName);
    write(pod, pod.with({ nodeName, nominatedNodeName: '' }));
    return true;
  }

  function commitPatch(index: number, call: number): boolean {
    const pod = store.pod(index);
    if (pod === null) return false;
    const after = pod.with(calls.peek(call).value as PodChange);
    note(pod, after);
    write(pod, after);
    return true;
  }

  /** Keeps the moments that the result tells. */
  function note(before: Pod, after: Pod): void {
    const nowUs = kernel.nowUs();
    const { index } = after;
    ledger.readyCount += Number(after.ready) - Number(before.ready);
    if (after.phase !== before.phase) ledger.phases.set(index, after.phase);
    if (after.phase === 'Running' && ledger.runningUs.at(index) === never) ledger.runningUs.set(index, nowUs);
    if (after.ready && ledger.readyUs.at(index) === never) ledger.readyUs.set(index, nowUs);
    if (after.isTerminal && !before.isTerminal) ledger.finishedUs.set(index, nowUs);
  }

  function commitDelete(index: number): boolean {
    const pod = store.pod(index);
    if (pod === null) return false;
    if (pod.isTerminating) return true;
    const graceUs = (pod.spec.raw.terminationGracePeriodSeconds ?? 30) * 1e6;
    const atOnce = pod.nodeName === '' || pod.isTerminal || graceUs === 0 || !kubelets;
    if (atOnce && !kept.has(index)) return commitRemove(index);
    ledger.readyCount -= Number(pod.ready);
    write(pod, pod.with({ deletionUs: kernel.nowUs() + graceUs, ready: false }));
    return true;
  }

  function commitRemove(index: number): boolean {
    const pod = store.pod(index);
    if (pod === null) return false;
    ledger.phases.set(index, 'Deleted');
    if (ledger.finishedUs.at(index) === never) ledger.finishedUs.set(index, kernel.nowUs());
    ledger.readyCount -= Number(pod.ready);
    store.deletePod(pod);
    digest.number(index);
    digest.number(kernel.nowUs());
    watches.podChanged(pod, null);
    return true;
  }

  function hear(_pod: number, call: number, ok: boolean): void {
    calls.take(call).heard?.(ok);
  }

  function write(before: Pod | null, after: Pod): void {
    store.putPod(after);
    digest.number(after.index);
    digest.number(kernel.nowUs());
    watches.podChanged(before, after);
  }
}

const bytesBySpec = new WeakMap<PodSpec, number>();

/** Of the spec; pods of one template share it. */
function bytesOf(spec: PodSpec | undefined): number {
  if (spec === undefined) return 0;
  const bytes = bytesBySpec.get(spec) ?? JSON.stringify(spec.raw).length;
  bytesBySpec.set(spec, bytes);
  return bytes;
}

function podOf(index: number, draft: PodDraft, createdUs: number, nodeName: string): Pod {
  return new Pod(
    index,
    draft.name,
    draft.spec,
    draft.labels,
    createdUs,
    nodeName,
    '',
    'Pending',
    never,
    never,
    draft.uid ?? '',
    false,
    draft.drawId,
  );
}
