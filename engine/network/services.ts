/** Services as their controller knows them: which select a pod, and which pods each selects. */
import type { Pod } from '../cluster/index.js';
import type { StoredObject } from '../controlplane/index.js';
import { compileLabelMap, type KubeObject, type LabelSelector, type Labels, type ServiceV1 } from '../objects/index.js';
import { type Endpoint, ServiceSlices } from './service-slices.js';

export class Service {
  readonly slices: ServiceSlices;
  /** What changed since the last sync. */
  changes = new Map<number, Endpoint>();
  /** Slice writes that the controller's informer has not shown yet. */
  unseenWrites = 0;
  /** Writes so far. */
  writes = 0;
  /** When its first ready endpoint was written; −1 before. */
  firstEndpointUs = -1;
  /** Some node sends traffic to that endpoint. */
  programmed = false;

  constructor(
    /** Its key in the work queue. */
    readonly row: number,
    readonly entry: StoredObject,
    public selector: LabelSelector,
    /** spec.publishNotReadyAddresses: every endpoint counts as ready. */
    public publishesAll: boolean,
    capacity: number,
  ) {
    this.slices = new ServiceSlices(capacity);
  }

  /** What the pod is to the Service, its labels aside. */
  endpointOf(pod: Pod): Endpoint {
    const endpoint = endpointOf(pod);
    return endpoint === 'not ready' && this.publishesAll ? 'ready' : endpoint;
  }
}

/** Invariant: the pods of a namespace are those that could be endpoints, as last delivered. */
export class Services {
  private readonly rows: Service[] = [];
  private readonly byEntry = new Map<number, Service>();
  private readonly byNamespace = new Map<string, Set<Service>>();
  private readonly pods = new Map<string, Map<number, Pod>>();
  /** Pods of one template share their labels, so what selects them is found once. */
  private selecting = new WeakMap<Labels, readonly Service[]>();

  constructor(private readonly capacity: number) {}

  at(row: number): Service {
    return this.rows[row]!;
  }

  all(): Iterable<Service> {
    return this.byEntry.values();
  }

  get count(): number {
    return this.byEntry.size;
  }

  /** Endpoints of all Services. */
  get endpointCount(): number {
    let count = 0;
    for (const { slices } of this.all()) count += slices.endpointCount;
    return count;
  }

  of(entry: StoredObject): Service | undefined {
    return this.byEntry.get(entry.index);
  }

  /** Those that select the pod. */
  selectingPod(pod: Pod): readonly Service[] {
    const inNamespace = this.byNamespace.get(pod.namespace);
    if (inNamespace === undefined) return none;
    let found = this.selecting.get(pod.labels);
    if (found === undefined) {
      found = [...inNamespace].filter((service) => service.selector.matches(pod.labels));
      this.selecting.set(pod.labels, found);
    }
    return found;
  }

  /** Takes in a Service's version; null where it selects no pods. What its selector means for pods is among its changes then. */
  put(entry: StoredObject, object: KubeObject): Service | null {
    const selector = selectorOf(object);
    const known = this.of(entry);
    if (selector === null) return null;
    const publishesAll = (object as ServiceV1).spec?.['publishNotReadyAddresses'] === true;
    if (known?.selector === selector && known.publishesAll === publishesAll) return known;
    const service = known ?? this.add(entry, selector, publishesAll);
    service.selector = selector;
    service.publishesAll = publishesAll;
    this.selecting = new WeakMap();
    for (const pod of this.pods.get(entry.namespace)?.values() ?? [])
      service.changes.set(pod.index, selector.matches(pod.labels) ? service.endpointOf(pod) : 'none');
    return service;
  }

  remove(entry: StoredObject): Service | undefined {
    const service = this.of(entry);
    if (service === undefined) return undefined;
    this.byEntry.delete(entry.index);
    this.byNamespace.get(entry.namespace)?.delete(service);
    this.selecting = new WeakMap();
    return service;
  }

  /** Takes in a pod's version. */
  putPod(pod: Pod, gone: boolean): void {
    const { namespace, index } = pod;
    if (!gone && endpointOf(pod) !== 'none') {
      const pods = this.pods.get(namespace) ?? new Map<number, Pod>();
      this.pods.set(namespace, pods.set(index, pod));
    } else this.pods.get(namespace)?.delete(index);
  }

  private add(entry: StoredObject, selector: LabelSelector, publishesAll: boolean): Service {
    const service = new Service(this.rows.length, entry, selector, publishesAll, this.capacity);
    this.rows.push(service);
    this.byEntry.set(entry.index, service);
    const { namespace } = entry;
    this.byNamespace.set(namespace, (this.byNamespace.get(namespace) ?? new Set()).add(service));
    return service;
  }
}

/** A pod with an address is an endpoint until it has ended; a terminating one is not ready any more. Upstream: endpointslice/util.go, v1.36. */
export function endpointOf(pod: Pod): Endpoint {
  if (pod.phase !== 'Running') return 'none';
  return pod.ready && !pod.isTerminating ? 'ready' : 'not ready';
}

const none: readonly Service[] = [];

function selectorOf(object: KubeObject): LabelSelector | null {
  const { spec } = object as ServiceV1;
  return spec?.selector === undefined ? null : compileLabelMap(spec.selector);
}
