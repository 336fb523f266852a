/** The node's random draws: a stage of a pod's start, for the how-manieth time, is one number. */
import type { Pod } from '../cluster/index.js';
import type { Kernel, Sampler } from '../kernel/index.js';

/** Stage numbers of the node's streams; a new one takes a new number. */
export const drawOf = {
  sync: 1,
  populator: 2,
  reconciler: 3,
  mount: 4,
  attach: 5,
  mountClaim: 6,
  sandbox: 7,
  network: 8,
  roundTrip: 9,
  create: 10,
  start: 11,
  initRun: 12,
  relistPhase: 13,
  relist: 14,
  application: 15,
  probe: 16,
  statusGet: 17,
  stop: 18,
  preStop: 19,
  sandboxStop: 20,
  unmount: 21,
  shortStart: 22,
} as const;

export type DrawStage = (typeof drawOf)[keyof typeof drawOf];

export interface Draws {
  /** A duration, whole µs. */
  durationUs(sampler: Sampler, pod: Pod, stage: DrawStage, nth?: number): number;
  /** A number in [0, 1). */
  uniform(pod: Pod, stage: DrawStage, nth?: number): number;
}

export function createDraws(kernel: Kernel): Draws {
  const stream = kernel.stream('node');
  const uniform = (pod: Pod, stage: DrawStage, nth = 0) => stream.uniform(pod.drawId, stage, nth);
  return { uniform, durationUs: (sampler, pod, stage, nth) => Math.round(sampler(uniform(pod, stage, nth))) };
}
