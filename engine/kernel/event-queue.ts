/** The event queue: pending events in typed arrays, ordered totally by (time, priority, sequence). */
import { broken } from './invariant.js';
import { KeyHeap } from './key-heap.js';

/** Names one scheduled event, for `cancel`; it stays safe to use after the event has run. */
export type EventId = number;

/** How an event is scheduled, where the default does not fit. */
export interface EventOptions {
  /** Among events of one microsecond the lower priority runs first; −128 to 127, default 0. */
  readonly priority?: number;
  /** Steady traffic: a pending background event alone does not keep a run going. */
  readonly background?: boolean;
}

/** Events wait in slots; a heap orders the slots; a cancelled slot stays in the heap until it surfaces or is swept. */
export class EventQueue {
  /** Pending events, and how many of them are foreground. */
  pending = 0;
  foreground = 0;
  /** The event that `pop` took last. */
  timeUs = 0;
  handler = 0;
  a = 0;
  b = 0;

  private readonly heap = new KeyHeap();
  private sequence = 0;
  private handlers = new Int32Array(INITIAL_SLOTS);
  private states = new Uint8Array(INITIAL_SLOTS);
  private generations = new Uint32Array(INITIAL_SLOTS);
  private args = new Float64Array(2 * INITIAL_SLOTS);
  private freeSlots = new Int32Array(INITIAL_SLOTS);
  private freeCount = 0;
  private usedSlots = 0;

  push(timeUs: number, priority: number, background: boolean, handler: number, a: number, b: number): EventId {
    const slot = this.freeCount > 0 ? this.freeSlots[--this.freeCount]! : this.newSlot();
    this.handlers[slot] = handler;
    this.args[2 * slot] = a;
    this.args[2 * slot + 1] = b;
    this.states[slot] = background ? BACKGROUND : FOREGROUND;
    this.pending++;
    if (!background) this.foreground++;
    this.heap.push(timeUs, priority * SEQUENCES + this.sequence++, slot);
    return this.generations[slot]! * MAX_SLOTS + slot;
  }

  /** Takes a pending event out; false if it has run or was cancelled before. */
  cancel(id: EventId): boolean {
    const slot = id % MAX_SLOTS;
    if (!this.isPending(id)) return false;
    this.retire(slot);
    this.states[slot] = CANCELLED;
    if (this.heap.length > 2 * this.pending + SWEEP_FROM) this.sweep();
    return true;
  }

  isPending(id: EventId): boolean {
    const slot = id % MAX_SLOTS;
    return (
      slot < this.usedSlots && this.generations[slot] === (id - slot) / MAX_SLOTS && this.states[slot]! >= BACKGROUND
    );
  }

  /** When the next event happens; Infinity when none is pending. */
  nextTimeUs(): number {
    const { heap, states } = this;
    while (heap.length > 0 && states[heap.topValue] === CANCELLED) this.release(heap.pop());
    return heap.topKey;
  }

  /** Takes the next event into `timeUs`, `handler`, `a`, `b`; one must be pending. */
  pop(): void {
    this.timeUs = this.nextTimeUs();
    const slot = this.heap.pop();
    this.handler = this.handlers[slot]!;
    this.a = this.args[2 * slot]!;
    this.b = this.args[2 * slot + 1]!;
    this.retire(slot);
    this.release(slot);
  }

  /** After this the slot's id is stale; generations wrap, so a stale id could match again after 2²⁷ events in one slot. */
  private retire(slot: number): void {
    this.pending--;
    if (this.states[slot] === FOREGROUND) this.foreground--;
    this.generations[slot] = (this.generations[slot]! + 1) % GENERATIONS;
  }

  private release(slot: number): void {
    this.states[slot] = FREE;
    this.freeSlots[this.freeCount++] = slot;
  }

  private sweep(): void {
    this.heap.retain((slot) => {
      const pending = this.states[slot] !== CANCELLED;
      if (!pending) this.release(slot);
      return pending;
    });
  }

  private newSlot(): number {
    if (this.usedSlots === this.handlers.length) this.grow();
    return this.usedSlots++;
  }

  private grow(): void {
    const slots = 2 * this.handlers.length;
    if (slots > MAX_SLOTS) broken(`more than ${MAX_SLOTS / 2} events are pending`);
    this.handlers = copyInto(new Int32Array(slots), this.handlers);
    this.states = copyInto(new Uint8Array(slots), this.states);
    this.generations = copyInto(new Uint32Array(slots), this.generations);
    this.args = copyInto(new Float64Array(2 * slots), this.args);
    this.freeSlots = copyInto(new Int32Array(slots), this.freeSlots);
  }
}

const INITIAL_SLOTS = 64;
const MAX_SLOTS = 2 ** 26;
const GENERATIONS = 2 ** 27; // generation and slot together stay below 2⁵³
const SEQUENCES = 2 ** 45; // priority and sequence share one exact number: 8 bits and 45
const SWEEP_FROM = 64; // below this many cancelled events a sweep is not worth its walk

const FREE = 0;
const CANCELLED = 1;
const BACKGROUND = 2;
const FOREGROUND = 3;

function copyInto<T extends { set(from: T): void }>(to: T, from: T): T {
  to.set(from);
  return to;
}
