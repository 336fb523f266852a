/** The EndpointSlice controller: a Service's slices follow the readiness of the pods it selects. Upstream: pkg/controller/endpointslice/endpointslice_controller.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { type ApiClient, controllerReference, createClient, type PodChangeEvent } from '../controlplane/index.js';
import { Parcels, sampler } from '../kernel/index.js';
import type { KubeObject } from '../objects/index.js';
import type { NetworkParts } from './parts.js';
import type { Endpoint, Slice } from './service-slices.js';
import { endpointOf, type Service, Services } from './services.js';

/** Who acts on slices. */
export interface SliceListener {
  /** A slice is written; these pods are ready in it for the first time. */
  written(service: Service, ready: readonly number[]): void;
}

interface Write {
  readonly service: Service;
  readonly slice: Slice;
  /** As they were when it was sent. */
  readonly endpoints: ReadonlyMap<number, boolean> | null;
  readonly heard: () => void;
}

/** Retries before a Service is left until it changes again. Source: maxRetries. */
const maxRetries = 15;

export class EndpointSlices {
  readonly services: Services;
  private readonly client: ApiClient;
  private readonly writes = new Parcels<Write>();
  /** By slice: whose it is. */
  private readonly writers = new Map<number, Service>();
  /** Pods that some slice names as ready. */
  private readonly inSlices = new Set<number>();
  private readonly syncUs;
  private readonly stream;
  private readonly queue;
  private readonly synced;
  private readonly writing;
  private readonly syncs = new Parcels<{ service: Service; done: () => void }>();
  private syncCount = 0;

  constructor(
    private readonly parts: NetworkParts,
    private readonly listener: SliceListener,
  ) {
    const { kernel, network, clients, api } = parts;
    this.services = new Services(network.endpointsPerSlice);
    this.client = createClient('endpointslice-controller', clients.controllerQps, clients.controllerBurst);
    this.syncUs = sampler(network.endpointSliceSyncUs);
    this.stream = kernel.stream('endpointslice');
    this.queue = kernel.workQueue('endpointslice', {
      workers: network.endpointSliceWorkers,
      baseDelayUs: network.endpointSliceBackoffUs,
      process: (row, done) => this.process(this.services.at(row), done),
    });
    this.synced = kernel.on('endpointslice/sync', (slot) => this.reconcile(slot));
    this.writing = api.operation({
      name: 'write endpointslices',
      drawIdOf: (slot) => this.writes.peek(slot).service.entry.drawId,
      commit: (slot) => this.commit(this.writes.peek(slot)),
      reply: (slot) => this.writes.take(slot).heard(),
    });
    this.watch();
  }

  /** What is there when the run begins is in slices already. */
  start(): void {
    const { store } = this.parts;
    for (const pod of store.pods) this.services.putPod(pod, false);
    for (const entry of store.list('Service')) this.services.put(entry, entry.current!);
    for (const service of this.services.all()) {
      service.slices.apply(service.changes);
      service.changes.clear();
      for (const { endpoints } of service.slices.slices) this.adopt(service, endpoints);
    }
  }

  private adopt(service: Service, endpoints: ReadonlyMap<number, boolean>): void {
    for (const [pod, ready] of endpoints) {
      if (!ready) continue;
      this.inSlices.add(pod);
      service.firstEndpointUs = 0;
      service.programmed = true;
    }
  }

  private watch(): void {
    const { watches } = this.parts;
    watches.onPods({
      name: 'endpointslice/pods',
      wants: ({ before, after }) => changesEndpoint(before, after),
      deliver: (event) => this.podChanged(event),
    });
    watches.onObjects({
      name: 'endpointslice/services',
      kinds: new Set(['Service', 'EndpointSlice']),
      deliver: ({ entry, after }) => {
        if (entry.kind === 'EndpointSlice') this.sliceSeen(entry.index);
        else if (after === null) this.services.remove(entry);
        else {
          const service = this.services.put(entry, after);
          if (service) this.queue.add(service.row);
        }
      },
    });
  }

  private podChanged({ before, after }: PodChangeEvent): void {
    const pod = (after ?? before)!;
    this.services.putPod(pod, after === null);
    if (after === null || endpointOf(after) !== 'ready') this.inSlices.delete(pod.index);
    const selecting = this.services.selectingPod(pod);
    const selectedBefore = before !== null && before.labels !== pod.labels ? this.services.selectingPod(before) : none;
    for (const service of selectedBefore) if (!selecting.includes(service)) this.note(service, pod.index, 'none');
    for (const service of selecting) this.note(service, pod.index, after === null ? 'none' : service.endpointOf(after));
  }

  private note(service: Service, pod: number, endpoint: Endpoint): void {
    service.changes.set(pod, endpoint);
    this.queue.add(service.row);
  }

  /** A worker takes a Service up. */
  private process(service: Service, done: () => void): void {
    const durationUs = Math.round(this.syncUs(this.stream.uniform(service.entry.drawId, 0, this.syncCount++)));
    this.parts.kernel.after(durationUs, this.synced, this.syncs.add({ service, done }));
  }

  /** Its own writes have to be seen first, else it tries again after 1 s · 2ⁿ. */
  private reconcile(slot: number): void {
    const { service, done } = this.syncs.take(slot);
    if (service.unseenWrites > 0) {
      if (this.queue.requeues(service.row) < maxRetries) this.queue.addRateLimited(service.row);
      return done();
    }
    this.queue.forget(service.row);
    const isNew = service.slices.slices.length === 0;
    if (!isNew && service.changes.size === 0) return done();
    const { written, deleted } = service.slices.apply(service.changes);
    service.changes = new Map();
    const calls = [
      ...written.map((slice) => ({ slice, endpoints: new Map(slice.endpoints) })),
      ...deleted.map((slice) => ({ slice, endpoints: null })),
    ];
    this.sendAll(service, calls, done);
  }

  /** One call after another. */
  private sendAll(service: Service, calls: Pick<Write, 'slice' | 'endpoints'>[], done: () => void): void {
    const call = calls.shift();
    if (call === undefined) return done();
    const slot = this.writes.add({ service, ...call, heard: () => this.sendAll(service, calls, done) });
    this.parts.api.submit(this.writing, this.client, slot, 0, service.writes++);
  }

  private commit({ service, slice, endpoints }: Write): boolean {
    const { store, watches, kernel, digest } = this.parts;
    const before = slice.entry?.current ?? null;
    if (service.entry.current === null || (endpoints === null && before === null)) return false;
    if (endpoints === null) store.delete(slice.entry!);
    else slice.entry = store.put(this.objectOf(service, slice, endpoints), kernel.nowUs());
    digest.number(slice.entry!.index);
    digest.number(kernel.nowUs());
    service.unseenWrites++;
    this.writers.set(slice.entry!.index, service);
    watches.objectChanged(slice.entry!, before, slice.entry!.current);
    this.listener.written(service, this.newlyReady(endpoints ?? noEndpoints));
    return true;
  }

  /** The controller's own informer shows a write. */
  private sliceSeen(entry: number): void {
    const service = this.writers.get(entry);
    if (service) service.unseenWrites--;
  }

  private newlyReady(endpoints: ReadonlyMap<number, boolean>): number[] {
    const found: number[] = [];
    for (const [pod, ready] of endpoints) {
      if (!ready || this.inSlices.has(pod)) continue;
      this.inSlices.add(pod);
      found.push(pod);
    }
    return found;
  }

  private objectOf({ entry }: Service, slice: Slice, endpoints: ReadonlyMap<number, boolean>): KubeObject {
    const { store } = this.parts;
    const name = `${entry.name}-${slice.ordinal}`;
    const labels = { 'kubernetes.io/service-name': entry.name };
    const owner = controllerReference({ apiVersion: 'v1', kind: 'Service', name: entry.name, uid: entry.uid });
    return {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, namespace: entry.namespace, labels, ownerReferences: [owner] },
      addressType: 'IPv4',
      endpoints: Array.from(endpoints, ([pod, ready]) => ({
        targetRef: { kind: 'Pod', name: store.pod(pod)?.name ?? '' },
        conditions: { ready },
      })),
    };
  }
}

const none: readonly Service[] = [];
const noEndpoints: ReadonlyMap<number, boolean> = new Map();

function changesEndpoint(before: Pod | null, after: Pod | null): boolean {
  const was = before === null ? 'none' : endpointOf(before);
  const is = after === null ? 'none' : endpointOf(after);
  return was !== is || (is !== 'none' && before?.labels !== after?.labels);
}
