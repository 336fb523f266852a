/** Benchmarks of the kernel: the event queue at three sizes, random streams, the digest, a station. */
import { createDigest, createKernel, createStream, sampler } from '../../engine/kernel/index.js';
import type { MicroBench, Scale } from './micro-bench.js';

/** Every kernel benchmark; seeded, so that each run does the same work. */
export function kernelBenches(scale: Scale): MicroBench[] {
  const ops = scale === 'full' ? 10_000 : 100;
  const sizes = scale === 'full' ? [1_000, 100_000, 1_000_000] : [1_000];
  return [
    ...sizes.map((pending) => eventBench(pending, ops)),
    drawBench(ops),
    lognormalBench(ops),
    digestBench(ops),
    stationBench(ops),
  ];
}

/** One operation: take the next event, run its handler, schedule another up to a second later. */
function eventBench(pending: number, ops: number): MicroBench {
  return {
    name: `kernel: schedule and run an event, ${pending.toLocaleString('en')} pending`,
    opsPerCall: ops,
    prepare() {
      const kernel = createKernel({ seed: String(pending) });
      const random = kernel.stream('delays');
      const delaysUs = Float64Array.from({ length: 65_536 }, (_, i) => random.below(1_000_000, i));
      let turn = 0;
      const again = kernel.on('again', (a) => kernel.after(delaysUs[turn++ & 65_535]!, again, a));
      for (let i = 0; i < pending; i++) kernel.at(random.below(1_000_000, i, 1), again, i);
      return () => {
        kernel.run({ untilUs: Number.POSITIVE_INFINITY, maxEvents: ops });
        return kernel.nowUs();
      };
    },
  };
}

function drawBench(ops: number): MicroBench {
  return {
    name: 'kernel: draw a uniform number',
    opsPerCall: ops,
    prepare() {
      const stream = createStream('bench', 'draws');
      let id = 0;
      return () => {
        let sum = 0;
        for (let i = 0; i < ops; i++) sum += stream.uniform(id++, 1);
        return sum;
      };
    },
  };
}

function lognormalBench(ops: number): MicroBench {
  return {
    name: 'kernel: draw a lognormal number',
    opsPerCall: ops,
    prepare() {
      const stream = createStream('bench', 'lognormal');
      const draw = sampler({ p50: 2_000, p99: 9_000 });
      let id = 0;
      return () => {
        let sum = 0;
        for (let i = 0; i < ops; i++) sum += draw(stream.uniform(id++));
        return sum;
      };
    },
  };
}

function digestBench(ops: number): MicroBench {
  return {
    name: 'kernel: digest a number',
    opsPerCall: ops,
    prepare() {
      const digest = createDigest();
      return () => {
        for (let i = 0; i < ops; i++) digest.number(i);
        return digest.hex();
      };
    },
  };
}

/** One operation: a job arrives at a station of four servers, waits behind others, is served. */
function stationBench(ops: number): MicroBench {
  return {
    name: 'kernel: serve a job at a station',
    opsPerCall: ops,
    prepare() {
      const kernel = createKernel({ seed: 'station' });
      const station = kernel.station('desk', { servers: 4, serviceUs: (job) => job & 63, onDone: () => {} });
      return () => {
        for (let job = 0; job < ops; job++) station.arrive(job);
        kernel.run({ untilUs: Number.POSITIVE_INFINITY });
        return kernel.nowUs();
      };
    },
  };
}
