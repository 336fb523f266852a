/** The event queue: pending events in typed arrays, ordered totally by (time, priority, sequence). */
import { enlarged } from './enlarged.js';
import { broken } from './invariant.js';
import { FIRST_SLOT, NO_SLOT, TimingWheel } from './timing-wheel.js';

/** Names one scheduled event, for `cancel`; it stays safe to use after the event has run. */
export type EventId = number;

/** How an event is scheduled, where the default does not fit. */
export interface EventOptions {
  /** Among events of one microsecond the lower priority runs first; −512 to 511, default 0. */
  readonly priority?: number;
  /** Steady traffic: a pending background event alone does not keep a run going. */
  readonly background?: boolean;
}

/** Whether a number can be an event's priority. */
export function isPriority(value: number): boolean {
  return value >= -512 && value <= 511 && Number.isInteger(value);
}

/** Events wait in slots, which are used again; the wheel keeps the slots' order. */
export class EventQueue {
  /** Pending events, and how many of them are foreground. */
  pending = 0;
  foreground = 0;
  /** The event that `takeUntil` took last. */
  timeUs = 0;
  handler = 0;
  a = 0;
  b = 0;

  private readonly wheel = new TimingWheel();
  // One column each, by slot.
  private handlers = new Int32Array(FIRST_SLOT);
  private states = new Uint8Array(FIRST_SLOT);
  private generations = new Uint32Array(FIRST_SLOT);
  private args = new Float64Array(2 * FIRST_SLOT); // a and b side by side
  private freeSlots = new Int32Array(FIRST_SLOT);
  private freeCount = 0;
  private usedSlots = FIRST_SLOT;

  /** Adds an event. Its time must not be before that of the event taken last, nor before a bound that found nothing due. */
  push(timeUs: number, priority: number, background: boolean, handler: number, a: number, b: number): EventId {
    const slot = this.freeCount > 0 ? this.freeSlots[--this.freeCount]! : this.newSlot();
    this.handlers[slot] = handler;
    this.args[2 * slot] = a;
    this.args[2 * slot + 1] = b;
    this.states[slot] = background ? BACKGROUND : FOREGROUND;
    this.pending++;
    if (!background) this.foreground++;
    this.wheel.insert(slot, timeUs, priority);
    return this.generations[slot]! * MAX_SLOTS + slot;
  }

  /** Takes the next event into `timeUs`, `handler`, `a`, `b`; false if none happens by `untilUs`. */
  takeUntil(untilUs: number): boolean {
    const slot = this.wheel.takeUntil(untilUs);
    if (slot === NO_SLOT) return false;
    this.timeUs = this.wheel.timeOf(slot);
    this.handler = this.handlers[slot]!;
    this.a = this.args[2 * slot]!;
    this.b = this.args[2 * slot + 1]!;
    this.release(slot);
    return true;
  }

  /** Takes a pending event out; false if it has run or was cancelled before. */
  cancel(id: EventId): boolean {
    if (!this.isPending(id)) return false;
    this.wheel.remove(id % MAX_SLOTS);
    this.release(id % MAX_SLOTS);
    return true;
  }

  isPending(id: EventId): boolean {
    const slot = id % MAX_SLOTS;
    return slot < this.usedSlots && this.states[slot] !== FREE && this.generations[slot] === (id - slot) / MAX_SLOTS;
  }

  /** Makes the slot's id stale; generations wrap, so a stale id could match again after 2²⁷ events in one slot. */
  private release(slot: number): void {
    this.pending--;
    if (this.states[slot] === FOREGROUND) this.foreground--;
    this.states[slot] = FREE;
    this.generations[slot] = (this.generations[slot]! + 1) & (GENERATIONS - 1);
    this.freeSlots[this.freeCount++] = slot;
  }

  private newSlot(): number {
    if (this.usedSlots === this.handlers.length) this.grow();
    return this.usedSlots++;
  }

  private grow(): void {
    const slots = 2 * this.handlers.length;
    if (slots > MAX_SLOTS) broken(`more than ${MAX_SLOTS / 2} events are pending`);
    this.wheel.resize(slots);
    this.handlers = enlarged(this.handlers, new Int32Array(slots));
    this.states = enlarged(this.states, new Uint8Array(slots));
    this.generations = enlarged(this.generations, new Uint32Array(slots));
    this.args = enlarged(this.args, new Float64Array(2 * slots));
    this.freeSlots = enlarged(this.freeSlots, new Int32Array(slots));
  }
}

const MAX_SLOTS = 2 ** 26;
const GENERATIONS = 2 ** 27; // generation and slot together stay below 2⁵³

const FREE = 0;
const BACKGROUND = 1;
const FOREGROUND = 2;
