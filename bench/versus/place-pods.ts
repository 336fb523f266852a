/** Places a case's pods with our scheduler, and says how long it took. */
import type { Executor } from '../../engine/hotpath/index.js';
import { placeNext } from '../place-next.js';
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
  const place = placeNext(framework, cluster, executor, input.percentageOfNodesToScore);
  const wallStartMs = performance.now();
  const nodeNames = input.waiting.map((pod) => place(pod).nodeName);
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
