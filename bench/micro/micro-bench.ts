/** One measured function, and what proves that it did its work. */
import { createDigest } from '../../engine/kernel/index.js';

export interface MicroBench {
  /** "kernel: draw a uniform number" */
  readonly name: string;
  /** Builds what is worked on, unmeasured, and returns the function. What that returns is the same on every machine, call by call. */
  prepare(): (() => unknown) | Promise<() => unknown>;
  /** Gives back what the calls used, after the last. */
  finish?(): Promise<void>;
  /** Turns calls into operations. */
  readonly opsPerCall: number;
}

/** small: for tests, where each call may happen once; full: as measured. */
export type Scale = 'small' | 'full';

const digestedCalls = 2;

/** Over what the first calls return: equal work, equal digest, whatever the machine and its speed. */
export async function digestOf(bench: MicroBench): Promise<string> {
  const digest = createDigest();
  const fn = await bench.prepare();
  for (let i = 0; i < digestedCalls; i++) digest.text(JSON.stringify(await fn()) ?? '');
  await bench.finish?.();
  return digest.hex();
}
