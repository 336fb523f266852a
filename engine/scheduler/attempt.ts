/** One attempt to schedule a pod, from its cycle to its binding. */
import type { CycleState, Framework } from '../framework/index.js';
import type { QueuedPodInfo } from './queue/index.js';

export interface Attempt {
  readonly info: QueuedPodInfo;
  readonly framework: Framework;
  readonly cycle: CycleState;
  /** When its cycle began. */
  readonly startUs: number;
}
