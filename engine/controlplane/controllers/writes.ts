/** The controllers' calls on objects that are not pods: create, update and delete, refused where the object is there, has changed since, or is gone. */

import { hashString, Parcels } from '../../kernel/index.js';
import type { KubeObject } from '../../objects/index.js';
import type { ApiClient } from '../client.js';
import { objectName } from '../object-name.js';
import type { StoredObject } from '../store.js';
import type { ControllerParts } from './parts.js';
import { type Sync, until } from './sync.js';

interface Call {
  readonly entry: StoredObject | null;
  /** The version that the change was made from; null: any. */
  readonly seen: KubeObject | null;
  /** null: delete. */
  readonly object: KubeObject | null;
  readonly sentUs: number;
  readonly drawId: number;
  readonly heard: (written: Written | null) => void;
  written: Written | null;
}

interface Written {
  readonly entry: StoredObject;
  /** The version that the call made. */
  readonly version: KubeObject | null;
}

/** Parts that writing needs. */
type WriteParts = Pick<ControllerParts, 'kernel' | 'api' | 'store' | 'watches' | 'digest' | 'journeys'>;

/** Invariant: a version is written over only by one that was made from it. */
export class Writes {
  private readonly calls = new Parcels<Call>();
  private readonly callsOf = new Map<number, number>();
  /** Versions that these calls wrote, in the order of their commits. */
  private readonly written = new WeakMap<KubeObject, number>();
  private writes = 0;
  private readonly creating;
  private readonly updating;
  private readonly deleting;

  constructor(private readonly parts: WriteParts) {
    const drawIdOf = (slot: number) => this.calls.peek(slot).drawId;
    const reply = (slot: number, _b: number, ok: boolean) => this.replied(slot, ok);
    const operation = (name: string, commit: (call: Call) => boolean) =>
      parts.api.operation({ name, drawIdOf, reply, commit: (slot) => commit(this.calls.peek(slot)) });
    this.creating = operation('create objects', (call) => this.commitCreate(call));
    this.updating = operation('update objects', (call) => this.commitUpdate(call));
    this.deleting = operation('delete dependents', (call) => this.commitDelete(call));
  }

  /** The new object's entry; null where one of its name is there. */
  *create(client: ApiClient, object: KubeObject): Sync<StoredObject | null> {
    const drawId = hashString(nameOf(object));
    const written = yield* this.send(this.creating, client, drawId, { entry: null, seen: null, object });
    return written === null ? null : written.entry;
  }

  /** The version written; null where the object is no more the version `seen`. */
  *update(client: ApiClient, entry: StoredObject, seen: KubeObject, next: KubeObject): Sync<KubeObject | null> {
    const written = yield* this.send(this.updating, client, entry.drawId, { entry, seen, object: next });
    return written === null ? null : written.version;
  }

  /** False where it was gone. */
  *delete(client: ApiClient, entry: StoredObject): Sync<boolean> {
    const gone = yield* this.send(this.deleting, client, entry.drawId, { entry, seen: null, object: null });
    return gone !== null;
  }

  /** How many writes these calls had committed when they wrote this version; 0 for a version of somebody else. */
  orderOf(version: KubeObject): number {
    return this.written.get(version) ?? 0;
  }

  private *send(
    operation: number,
    client: ApiClient,
    drawId: number,
    what: Pick<Call, 'entry' | 'seen' | 'object'>,
  ): Sync<Written | null> {
    const { kernel, api } = this.parts;
    const nth = this.callsOf.get(drawId) ?? 0;
    this.callsOf.set(drawId, nth + 1);
    return yield* until<Written | null>((heard) => {
      const call: Call = { ...what, sentUs: kernel.nowUs(), drawId, heard, written: null };
      api.submit(operation, client, this.calls.add(call), 0, nth);
    });
  }

  private replied(slot: number, ok: boolean): void {
    const call = this.calls.take(slot);
    call.heard(ok ? call.written : null);
  }

  private commitCreate(call: Call): boolean {
    const { store, journeys, kernel } = this.parts;
    const object = call.object!;
    if (store.find(object.kind, object.metadata.namespace ?? '', object.metadata.name ?? '') !== undefined)
      return false;
    call.written = this.put(object, null);
    journeys.push({ object: nameOf(object), stage: 'create', enteredUs: call.sentUs, leftUs: kernel.nowUs() });
    return true;
  }

  private commitUpdate(call: Call): boolean {
    const before = call.entry!.current;
    if (before === null || before !== call.seen) return false;
    call.written = this.put(call.object!, before);
    return true;
  }

  private put(object: KubeObject, before: KubeObject | null): Written {
    const { store, watches, kernel } = this.parts;
    const entry = store.put(object, kernel.nowUs());
    this.written.set(entry.current!, ++this.writes);
    this.note(entry);
    watches.objectChanged(entry, before, entry.current);
    return { entry, version: entry.current };
  }

  private commitDelete(call: Call): boolean {
    const entry = call.entry!;
    const before = entry.current;
    if (before === null) return false;
    call.written = { entry, version: null };
    this.parts.store.delete(entry);
    this.note(entry);
    this.parts.watches.objectChanged(entry, before, null);
    return true;
  }

  private note(entry: StoredObject): void {
    const { digest, kernel } = this.parts;
    digest.number(entry.index);
    digest.number(kernel.nowUs());
  }
}

function nameOf({ kind, metadata }: KubeObject): string {
  return objectName(kind, metadata.namespace, metadata.name);
}
