/** Benchmarks of the worker pool: the first pod of a class in clusters of several sizes, decided on by one thread and by two. */
import { Pool } from '../../engine/hotpath/index.js';
import { classBuilds } from './class-builds.js';
import type { MicroBench, Scale } from './micro-bench.js';

export function poolBenches(scale: Scale): MicroBench[] {
  const sizes = scale === 'full' ? [5_000, 20_000, 100_000] : [200];
  return sizes.flatMap((nodes) => [1, 2].map((threads) => bench(nodes, threads)));
}

function bench(nodes: number, threads: number): MicroBench {
  const pool = new Pool({ threads, leastPositions: 1 });
  return {
    name: `pool: first pod of a class, ${threads === 1 ? 'one thread' : `${threads} threads`}, ${nodes.toLocaleString('en')} nodes`,
    opsPerCall: 1,
    async prepare() {
      if (threads > 1) await pool.open();
      const build = classBuilds(nodes);
      return () => build(threads > 1 ? pool : undefined);
    },
    finish: () => pool.close(),
  };
}
