/** A broken invariant stops the run at once, with a sentence. */
export function broken(sentence: string): never {
  throw new Error(`kernel: ${sentence}`);
}
