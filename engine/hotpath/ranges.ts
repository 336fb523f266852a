/** Ranges of positions that threads take one after the other, whoever comes first; who does which changes nothing. */

/** The block by which threads agree on who does what. */
export type Control = Int32Array<SharedArrayBuffer>;

/** Its cells: the next position nobody took, ranges that are done, whether one failed, positions in a range and in all. */
const [next, done, failed, size, all] = [0, 1, 2, 3, 4] as const;

/** Positions in a range at most: few enough for a thread that comes late to help, enough for taking one to cost nothing. */
const mostInRange = 8192;
/** Ranges there are at least, where there are positions enough. */
const leastRanges = 16;
/** No two threads write to the same word of bits. */
const wordBits = 32;

/** How long a range may take before its thread is given up, ms of real time. */
const patienceMs = 60_000;

export function newControl(positions: number): Control {
  const control = new Int32Array(new SharedArrayBuffer(5 * Int32Array.BYTES_PER_ELEMENT));
  const words = Math.max(1, Math.ceil(positions / leastRanges / wordBits));
  control[size] = Math.min(mostInRange, words * wordBits);
  control[all] = positions;
  return control;
}

/** Does ranges as long as there are some; one that fails counts as done, and `awaitRanges` tells. */
export function takeRanges(control: Control, work: (from: number, to: number) => void): void {
  const positions = control[all]!;
  const step = control[size]!;
  for (let from = Atomics.add(control, next, step); from < positions; from = Atomics.add(control, next, step)) {
    try {
      work(from, Math.min(from + step, positions));
    } catch {
      Atomics.store(control, failed, 1);
    }
    Atomics.add(control, done, 1);
    Atomics.notify(control, done);
  }
}

/** Waits until all ranges are done, by whomever. */
export function awaitRanges(control: Control): void {
  const ranges = Math.ceil(control[all]! / control[size]!);
  for (let now = Atomics.load(control, done); now < ranges; now = Atomics.load(control, done))
    if (Atomics.wait(control, done, now, patienceMs) === 'timed-out') throw new Error('a thread of the pool stopped');
  if (Atomics.load(control, failed) === 1) throw new Error('a thread of the pool failed');
}
