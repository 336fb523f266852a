/** The first steps of each object on its way, from its creation to its first dependant, as rows of the result. */

import type { Kernel } from '../../kernel/index.js';
import type { JourneyRow } from '../../metrics/index.js';
import { objectName } from '../object-name.js';
import type { StoredObject } from '../store.js';

interface Way {
  deliveredUs: number;
  syncingUs: number;
  childUs: number;
}

const notYet = -1;

/** Invariant: each stage of an object is told once. Objects that were there at the start have no way. */
export class Journeys {
  private readonly ways = new Map<number, Way>();

  constructor(
    private readonly kernel: Kernel,
    private readonly rows: JourneyRow[],
  ) {}

  /** The controllers see the object for the first time. */
  delivered(entry: StoredObject): void {
    const nowUs = this.kernel.nowUs();
    if (nowUs === 0 || this.ways.has(entry.index)) return;
    this.ways.set(entry.index, { deliveredUs: nowUs, syncingUs: notYet, childUs: notYet });
    this.tell(entry, 'watch', entry.createdUs);
  }

  /** A worker takes the object up. */
  syncing(entry: StoredObject): void {
    const way = this.ways.get(entry.index);
    if (way === undefined || way.syncingUs !== notYet) return;
    way.syncingUs = this.kernel.nowUs();
    this.tell(entry, 'queue', way.deliveredUs);
  }

  /** Its first dependant is there: "first pod", "first ReplicaSet". */
  child(entry: StoredObject, what: string): void {
    const way = this.ways.get(entry.index);
    if (way === undefined || way.syncingUs === notYet || way.childUs !== notYet) return;
    way.childUs = this.kernel.nowUs();
    this.tell(entry, `first ${what}`, way.syncingUs);
  }

  private tell({ kind, namespace, name }: StoredObject, stage: string, enteredUs: number): void {
    const object = objectName(kind, namespace, name);
    this.rows.push({ object, stage, enteredUs, leftUs: this.kernel.nowUs() });
  }
}
