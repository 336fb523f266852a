/** Places a case's pods with our scheduler, and says how long it took. */
import { type Executor, schedulePod } from '../../engine/hotpath/index.js';
import type { CompiledCase } from './compile-case.js';
import { OurWorld } from './our-world.js';

/** One measured phase. */
export interface Placing {
  readonly wallMs: number;
  /** Of each waiting pod, in order, the node; "" where it found none. */
  readonly nodeNames: readonly string[];
}

/** Filter, score, select, and the pod counted on its node; no queue, no binding. */
export function decideAll(input: CompiledCase, executor: Executor): Placing {
  const { cluster, scheduler } = new OurWorld(input, executor, {});
  const framework = scheduler.frameworks.get('default-scheduler')!;
  const { percentageOfNodesToScore, waiting } = input;
  const nodeNames: string[] = [];
  let startIndex = 0;
  const wallStartMs = performance.now();
  for (const pod of waiting) {
    cluster.updateSnapshot();
    const cycleNumber = nodeNames.length + 1;
    const options = { executor, attempt: 1, startIndex, percentageOfNodesToScore, cycleNumber };
    const { outcome, nextStartIndex } = schedulePod(framework, pod, options);
    startIndex = nextStartIndex;
    const nodeName = outcome.placed ? outcome.nodeName : '';
    if (nodeName !== '') cluster.assumePod(pod.with({ nodeName }));
    nodeNames.push(nodeName);
  }
  return { wallMs: performance.now() - wallStartMs, nodeNames };
}

/** The whole way: from a queue full of pods to the last binding that the watch has reported. */
export function scheduleAll(input: CompiledCase, executor: Executor): Placing {
  const nodeOf = new Map<number, string>();
  const world = new OurWorld(input, executor, { bound: ({ pod }, nodeName) => void nodeOf.set(pod.index, nodeName) });
  for (const pod of input.waiting) world.create(pod);
  const wallStartMs = performance.now();
  while (world.scheduleOne());
  const wallMs = performance.now() - wallStartMs;
  return { wallMs, nodeNames: input.waiting.map(({ index }) => nodeOf.get(index) ?? '') };
}
