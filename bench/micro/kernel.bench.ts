/** Benchmarks of the kernel: the event queue at three sizes, random streams, the digest, a station. */
import { createDigest, createKernel, createStream, type Kernel, sampler } from '../../engine/kernel/index.js';

/** One measured function; `opsPerCall` turns calls into operations. */
export interface KernelBench {
  readonly name: string;
  /** Builds what `fn` works on; runs once, unmeasured. */
  readonly setup?: () => void;
  /** What it returns is of no use; it keeps the work from being optimised away. */
  readonly fn: () => unknown;
  readonly opsPerCall: number;
}

const OPS = 10_000;

/** Every kernel benchmark; seeded, so that each run does the same work. */
export const kernelBenches: readonly KernelBench[] = [
  eventBench('1k', 1_000),
  eventBench('100k', 100_000),
  eventBench('1M', 1_000_000),
  drawBench(),
  lognormalBench(),
  digestBench(),
  stationBench(),
];

/** One operation: take the next event, run its handler, schedule another up to a second later. */
function eventBench(label: string, pending: number): KernelBench {
  let kernel: Kernel;
  const setup = () => {
    kernel = createKernel({ seed: label });
    const random = kernel.stream('delays');
    const delaysUs = Float64Array.from({ length: 65_536 }, (_, i) => random.below(1_000_000, i));
    let turn = 0;
    const again = kernel.on('again', (a) => kernel.after(delaysUs[turn++ & 65_535]!, again, a));
    for (let i = 0; i < pending; i++) kernel.at(random.below(1_000_000, i, 1), again, i);
  };
  const fn = () => kernel.run({ untilUs: Number.POSITIVE_INFINITY, maxEvents: OPS });
  return { name: `kernel: schedule and run an event, ${label} pending`, setup, fn, opsPerCall: OPS };
}

function drawBench(): KernelBench {
  const stream = createStream('bench', 'draws');
  let id = 0;
  const fn = () => {
    let sum = 0;
    for (let i = 0; i < OPS; i++) sum += stream.uniform(id++, 1);
    return sum;
  };
  return { name: 'kernel: draw a uniform number', fn, opsPerCall: OPS };
}

function lognormalBench(): KernelBench {
  const stream = createStream('bench', 'lognormal');
  const draw = sampler({ p50: 2_000, p99: 9_000 });
  let id = 0;
  const fn = () => {
    let sum = 0;
    for (let i = 0; i < OPS; i++) sum += draw(stream.uniform(id++));
    return sum;
  };
  return { name: 'kernel: draw a lognormal number', fn, opsPerCall: OPS };
}

function digestBench(): KernelBench {
  const digest = createDigest();
  const fn = () => {
    for (let i = 0; i < OPS; i++) digest.number(i);
  };
  return { name: 'kernel: digest a number', fn, opsPerCall: OPS };
}

/** One operation: a job arrives at a station of four servers, waits behind others, is served. */
function stationBench(): KernelBench {
  let kernel: Kernel;
  let arriveAll: () => void;
  const setup = () => {
    kernel = createKernel({ seed: 'station' });
    const station = kernel.station('desk', { servers: 4, serviceUs: (job) => job & 63, onDone: () => {} });
    arriveAll = () => {
      for (let job = 0; job < OPS; job++) station.arrive(job);
    };
  };
  const fn = () => {
    arriveAll();
    kernel.run({ untilUs: Number.POSITIVE_INFINITY });
  };
  return { name: 'kernel: serve a job at a station', setup, fn, opsPerCall: OPS };
}
