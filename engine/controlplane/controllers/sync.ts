/** A controller's work written straight down: it pauses at a call and goes on when the reply is there. */

/** Starts something and is told what to do when it is over. */
type Pause = (resume: (value: unknown) => void) => void;

/** Work that pauses and ends with a T. */
export type Sync<T> = Generator<Pause, T, unknown>;

/** Pauses until what `start` begins calls back; the value it calls back with is the result. */
export function* until<T>(start: (resume: (value: T) => void) => void): Sync<T> {
  return (yield start as Pause) as T;
}

/** Runs work to its end. */
export function runSync<T>(sync: Sync<T>, done: (result: T) => void): void {
  step(undefined);

  function step(value: unknown): void {
    const next = sync.next(value);
    if (next.done) done(next.value);
    else next.value(step);
  }
}

/** Makes `count` calls at once, waits for every reply, and returns how many were granted. */
export function* atOnce(count: number, call: (i: number, heard: (ok: boolean) => void) => void): Sync<number> {
  if (count === 0) return 0;
  return yield* until<number>((resume) => {
    let replies = 0;
    let granted = 0;
    for (let i = 0; i < count; i++) call(i, heard);

    function heard(ok: boolean): void {
      if (ok) granted++;
      if (++replies === count) resume(granted);
    }
  });
}

/**
 * Makes `count` calls in batches of 1, 2, 4, … up to `largest`, each waiting for every reply; a batch with a refusal is
 * the last. Returns how many were granted. Upstream: slowStartBatch in pkg/controller/replicaset/replica_set.go, v1.36.
 */
export function* slowStart(
  count: number,
  call: (i: number, heard: (ok: boolean) => void) => void,
  largest = Number.POSITIVE_INFINITY,
): Sync<number> {
  let sent = 0;
  let granted = 0;
  for (let size = Math.min(count, 1); size > 0; size = Math.min(2 * size, count - sent, largest)) {
    const first = sent;
    const inBatch = yield* atOnce(size, (i, heard) => call(first + i, heard));
    granted += inBatch;
    if (inBatch < size) break;
    sent += size;
  }
  return granted;
}
