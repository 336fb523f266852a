/** Watches: every committed change reaches each watcher after a delay, in commit order. */
import type { Pod } from '../cluster/index.js';
import { type Kernel, Parcels, roomFor, sampler } from '../kernel/index.js';
import type { Values } from '../models/index.js';
import type { KubeObject } from '../objects/index.js';
import type { watchModel } from './model.js';
import type { StoredObject } from './store.js';

/** A change of a pod: before is null for a creation, after for a removal. */
export interface PodChangeEvent {
  readonly before: Pod | null;
  readonly after: Pod | null;
}

/** Whether the change puts the pod on a node: it was bound, or created there. */
export function isBinding({ before, after }: PodChangeEvent): boolean {
  return after !== null && after.nodeName !== '' && (before === null || before.nodeName === '');
}

/** A change of any other object. */
export interface ObjectChangeEvent {
  readonly entry: StoredObject;
  readonly before: KubeObject | null;
  readonly after: KubeObject | null;
}

export interface PodWatcher {
  readonly name: string;
  /** Which changes it asked for (field and label selectors). */
  wants(event: PodChangeEvent): boolean;
  deliver(event: PodChangeEvent): void;
  /** Watchers of one row stay in order; others of the same watch may overtake (each kubelet is a row). Absent: one row. */
  rowOf?(event: PodChangeEvent): number;
  /** It hears of changes as they are committed: it only counts, nothing depends on when it knows. */
  readonly prompt?: true;
}

export interface ObjectWatcher {
  readonly name: string;
  readonly kinds: ReadonlySet<string>;
  deliver(event: ObjectChangeEvent): void;
}

export interface Watches {
  onPods(watcher: PodWatcher): void;
  onObjects(watcher: ObjectWatcher): void;
  podChanged(before: Pod | null, after: Pod | null): void;
  objectChanged(entry: StoredObject, before: KubeObject | null, after: KubeObject | null): void;
}

export function createWatches(kernel: Kernel, model: Values<typeof watchModel>): Watches {
  const podChannels: (Channel<PodChangeEvent> | null)[] = [];
  const podWatchers: PodWatcher[] = [];
  const objectChannels: Channel<ObjectChangeEvent>[] = [];
  const objectWatchers: ObjectWatcher[] = [];
  const deliveryUs = sampler(model.deliveryUs);
  return { onPods, onObjects, podChanged, objectChanged };

  function onPods(watcher: PodWatcher): void {
    podWatchers.push(watcher);
    const channel = new Channel<PodChangeEvent>(kernel, watcher.name, deliveryUs, (event) => watcher.deliver(event));
    podChannels.push(watcher.prompt ? null : channel);
  }

  function onObjects(watcher: ObjectWatcher): void {
    objectWatchers.push(watcher);
    objectChannels.push(new Channel(kernel, watcher.name, deliveryUs, (event) => watcher.deliver(event)));
  }

  function podChanged(before: Pod | null, after: Pod | null): void {
    const event = { before, after };
    const { drawId, index } = (after ?? before)!;
    for (let i = 0; i < podWatchers.length; i++) {
      const watcher = podWatchers[i]!;
      if (!watcher.wants(event)) continue;
      const channel = podChannels[i];
      if (channel) channel.send(event, index, drawId, watcher.rowOf?.(event) ?? 0);
      else watcher.deliver(event);
    }
  }

  function objectChanged(entry: StoredObject, before: KubeObject | null, after: KubeObject | null): void {
    const event = { entry, before, after };
    for (let i = 0; i < objectWatchers.length; i++) {
      if (objectWatchers[i]!.kinds.has(entry.kind)) objectChannels[i]!.send(event, entry.index, entry.drawId, 0);
    }
  }
}

/** One watcher's stream of changes. Invariant: within a row, deliveries keep the order in which they were sent. */
class Channel<E> {
  private readonly events = new Parcels<E>();
  private readonly lastDueUs: number[] = [];
  /** By object, how many changes of it were sent. */
  private sent = new Uint32Array(1024);
  private readonly stream;
  private readonly due;

  constructor(
    private readonly kernel: Kernel,
    name: string,
    private readonly deliveryUs: (u: number) => number,
    private readonly deliver: (event: E) => void,
  ) {
    this.stream = kernel.stream(`watch/${name}`);
    this.due = kernel.on(`watch/${name}`, (slot) => this.deliver(this.events.take(slot)));
  }

  send(event: E, object: number, drawId: number, row: number): void {
    const nowUs = this.kernel.nowUs();
    const nth = this.countOf(object);
    const delayUs = Math.round(this.deliveryUs(this.stream.uniform(drawId, 0, nth)));
    const dueUs = Math.max(nowUs + delayUs, this.lastDueUs[row] ?? 0);
    this.lastDueUs[row] = dueUs;
    this.kernel.at(dueUs, this.due, this.events.add(event));
  }

  /** How many changes of this object were sent before; what keeps repeated draws apart. */
  private countOf(object: number): number {
    this.sent = roomFor(this.sent, object);
    return this.sent[object]!++;
  }
}
