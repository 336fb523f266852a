/** API calls that were made and not answered, by number. */
import { Parcels } from '../kernel/index.js';
import type { CallError } from './port.js';

/** Hears how a call ended; undefined: well. */
export type Answered = (error: CallError | undefined) => void;

/** Invariant: every call is answered at most once. */
export class Calls {
  private readonly waiting = new Parcels<Answered>();

  /** Makes a call: `make` gets its number, `then` hears the answer. */
  start(make: (call: number) => void, then: Answered): void {
    make(this.waiting.add(then));
  }

  /** The world's answer; undefined: success. */
  answer(call: number, error: CallError | undefined): void {
    if (this.waiting.has(call)) this.waiting.take(call)(error);
  }
}
