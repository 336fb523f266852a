/** The EndpointSlices of one Service, and which of them a change of its endpoints touches. Upstream: endpointslice/reconciler.go reconcileByPortMapping, v1.36. */
import type { StoredObject } from '../controlplane/index.js';

export interface Slice {
  readonly ordinal: number;
  /** Pod index → ready. */
  readonly endpoints: Map<number, boolean>;
  /** null until its creation is committed. */
  entry: StoredObject | null;
}

/** What a pod is to the Service now: an endpoint that is ready or not, or none. */
export type Endpoint = 'ready' | 'not ready' | 'none';

export interface SlicePlan {
  /** Created or changed. */
  readonly written: readonly Slice[];
  readonly deleted: readonly Slice[];
}

/** Invariant: a pod is in one slice at most, and no slice holds more endpoints than it may. */
export class ServiceSlices {
  readonly slices: Slice[] = [];
  private readonly sliceOf = new Map<number, Slice>();
  private made = 0;

  constructor(private readonly capacity: number) {}

  get endpointCount(): number {
    return this.sliceOf.size;
  }

  has(pod: number): boolean {
    return this.sliceOf.has(pod);
  }

  /** Takes changes in. Without any endpoint one slice stays, empty, so that the Service is seen to have none. */
  apply(changes: ReadonlyMap<number, Endpoint>): SlicePlan {
    const touched = new Set<Slice>();
    const added: [number, boolean][] = [];
    for (const [pod, endpoint] of changes) {
      const slice = this.sliceOf.get(pod);
      if (slice) this.change(slice, pod, endpoint, touched);
      else if (endpoint !== 'none') added.push([pod, endpoint === 'ready']);
    }
    this.place(added, touched);
    if (this.slices.length === 0) touched.add(this.make());
    const deleted = this.emptyOnes();
    return { written: [...touched].filter((slice) => !deleted.includes(slice)), deleted };
  }

  private change(slice: Slice, pod: number, endpoint: Endpoint, touched: Set<Slice>): void {
    if (endpoint === 'none') {
      slice.endpoints.delete(pod);
      this.sliceOf.delete(pod);
    } else if (slice.endpoints.get(pod) === (endpoint === 'ready')) return;
    else slice.endpoints.set(pod, endpoint === 'ready');
    touched.add(slice);
  }

  /** New endpoints go into slices that are written anyway, the fullest first; then into one that takes all the rest; then into new ones. */
  private place(added: [number, boolean][], touched: Set<Slice>): void {
    const byFullness = [...touched].sort((a, b) => b.endpoints.size - a.endpoints.size);
    for (const slice of byFullness) this.fill(slice, added);
    while (added.length > 0) {
      const slice = this.closestFit(added.length, touched) ?? this.make();
      touched.add(slice);
      this.fill(slice, added);
    }
  }

  private fill(slice: Slice, added: [number, boolean][]): void {
    const taken = added.splice(0, this.capacity - slice.endpoints.size);
    for (const [pod, ready] of taken) {
      slice.endpoints.set(pod, ready);
      this.sliceOf.set(pod, slice);
    }
  }

  /** The untouched slice with the least room that is enough. */
  private closestFit(count: number, touched: ReadonlySet<Slice>): Slice | undefined {
    let best: Slice | undefined;
    for (const slice of this.slices) {
      const fits = !touched.has(slice) && this.capacity - slice.endpoints.size >= count;
      if (fits && (best === undefined || slice.endpoints.size > best.endpoints.size)) best = slice;
    }
    return best;
  }

  private make(): Slice {
    const slice = { ordinal: this.made++, endpoints: new Map<number, boolean>(), entry: null };
    this.slices.push(slice);
    return slice;
  }

  private emptyOnes(): Slice[] {
    const empty = this.slices.filter((slice) => slice.endpoints.size === 0);
    if (empty.length === this.slices.length) empty.shift();
    for (const slice of empty) this.slices.splice(this.slices.indexOf(slice), 1);
    return empty;
  }
}
