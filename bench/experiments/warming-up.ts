/** When another thread pays for runs that wait, since a new thread compiles the engine anew. */
import { availableParallelism } from 'node:os';

/**
 * Of runs of 2,000 pods one after the other the first two take 0.84 and 0.60 s, the others 0.2 s, and meanwhile V8's own threads compile
 * for 1.5 s, so that one thread keeps two processors busy at first. Eight such runs cost 4.4 s of processor time in one thread and 6.7 s in
 * two that begin at once: 2.9 s and 3.5 s of real time on two processors. (Starting a thread takes 0.4 s of it; handing a result over,
 * 1.8 MB, takes 5 ms.)
 */
export const threadsAtOnce = Math.max(1, Math.floor(availableParallelism() / 2));

/** Processor time after which a thread has compiled most of what it will, ms (measured as above: 3,000 after three runs, 3,700 after six). */
const cpuWarmMs = 4000;
/** What a thread loses by that in real time, ms (measured: 1,500 alone; twice that where all processors are busy). */
const wallLostMs = 3000;

export interface WarmingUp {
  /** Whether one more beside so many threads pays for so many runs that wait. */
  pays(threads: number, waiting: number): boolean;
  /** Says how long the last run took in real time. */
  lastTookMs(wallMs: number): void;
}

/** `cpuUsedMs` tells the processor time that was used since it began; runs of unknown length are taken for long ones. */
export function warmingUp(cpuUsedMs: () => number = processorTime()): WarmingUp {
  let wallLastMs = Number.POSITIVE_INFINITY;
  return {
    pays: (threads, waiting) =>
      waiting > 0 && cpuUsedMs() >= cpuWarmMs * threads && (waiting / threads) * wallLastMs >= wallLostMs,
    lastTookMs(wallMs) {
      wallLastMs = wallMs;
    },
  };
}

function processorTime(): () => number {
  const begun = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  };
}
