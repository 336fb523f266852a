/** API calls that were made and not answered, by number. */
import type { CallError } from './port.js';

/** Hears how a call ended; undefined: well. */
export type Answered = (error: CallError | undefined) => void;

/** Invariant: every call is answered at most once. */
export class Calls {
  private readonly waiting = new Map<number, Answered>();
  private last = 0;

  /** Makes a call: `make` gets its number, `then` hears the answer. */
  start(make: (call: number) => void, then: Answered): void {
    const call = ++this.last;
    this.waiting.set(call, then);
    make(call);
  }

  /** The world's answer; undefined: success. */
  answer(call: number, error: CallError | undefined): void {
    const then = this.waiting.get(call);
    this.waiting.delete(call);
    then?.(error);
  }

  get pending(): number {
    return this.waiting.size;
  }
}
