/** Every micro-benchmark; a new file of them is one line here. */
import { columnsBenches } from './columns.bench.js';
import { kernelBenches } from './kernel.bench.js';
import type { MicroBench, Scale } from './micro-bench.js';
import { poolBenches } from './pool.bench.js';
import { runBenches } from './run.bench.js';
import { schedulingBenches } from './scheduling.bench.js';
import { topologyBenches } from './topology.bench.js';

export function allBenches(scale: Scale): MicroBench[] {
  return [kernelBenches, columnsBenches, schedulingBenches, topologyBenches, poolBenches, runBenches].flatMap(
    (benches) => benches(scale),
  );
}
