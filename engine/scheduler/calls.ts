/** API calls that were made and not answered, by number. */
import type { CallError } from './port.js';

/** Hears how a call ended; undefined: well. */
export type Answered = (error: CallError | undefined) => void;

/** Invariant: every call is answered at most once. */
export class Calls {
  private readonly waiting: (Answered | null)[] = [];
  /** Numbers that were answered; the last one is given first. */
  private readonly free: number[] = [];

  /** Makes a call: `make` gets its number, `then` hears the answer. */
  start(make: (call: number) => void, then: Answered): void {
    const call = this.free.pop() ?? this.waiting.length;
    this.waiting[call] = then;
    make(call);
  }

  /** The world's answer; undefined: success. */
  answer(call: number, error: CallError | undefined): void {
    const then = this.waiting[call];
    if (then == null) return;
    this.waiting[call] = null;
    this.free.push(call);
    then(error);
  }

  get pending(): number {
    return this.waiting.length - this.free.length;
  }
}
