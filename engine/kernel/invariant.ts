/** A broken invariant stops the run at once, with a sentence. */
export function broken(sentence: string): never {
  throw new Error(`kernel: ${sentence}`);
}

/** Refuses what is not a whole number of microseconds from `atLeast` on. */
export function assertWholeUs(valueUs: number, atLeast: number, what: string): void {
  if (!(valueUs >= atLeast && Number.isSafeInteger(valueUs))) {
    broken(`${what} must be a whole number of microseconds, ${atLeast} or later; it is ${valueUs}`);
  }
}
