/** What a program's steps work with. */
import type { Kernel } from '../../kernel/index.js';
import type { PhaseResult } from '../../metrics/index.js';
import type { ApiRules, PriorityClasses } from '../../objects/index.js';
import type { ApiServer } from '../api-server.js';
import type { ApiClient } from '../client.js';
import type { ObjectApi } from '../object-api.js';
import type { PodApi } from '../pod-api.js';
import type { ApiStore } from '../store.js';
import type { Watches } from '../watches.js';
import type { Census } from './census.js';

export interface ProgramParts {
  readonly kernel: Kernel;
  readonly store: ApiStore;
  readonly watches: Watches;
  readonly api: ApiServer;
  readonly pods: PodApi;
  readonly objects: ObjectApi;
  readonly client: ApiClient;
  priorityClasses(): PriorityClasses;
  readonly apiRules: ApiRules;
  /** Whether some attempt of the pod has failed. */
  rejected(pod: number): boolean;
  /** A phase begins, and how it was once it has ended. */
  phaseBegins(name: string): void;
  phaseEnds(): PhaseResult;
  /** A pod that counts for the phase was bound. */
  phaseBound(): void;
}

/** What steps share besides. */
export interface StepParts extends ProgramParts {
  readonly census: Census;
  /** Ends the program: it cannot go on. */
  fail(reason: string): void;
}

/** Tells the program that a step is through; a background step tells it at once. */
export type Done = () => void;
