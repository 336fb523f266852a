/** What the queue needs of a profile; a Framework has it. */
import type { EventRegistration, Plugin, QueuedPod, QueueSortKeys } from '../../framework/index.js';

/** One profile. */
export interface QueueProfile {
  readonly preEnqueue: readonly PreEnqueuePlugin[];
  eventRegistrations(): ReadonlyMap<string, readonly EventRegistration[]>;
  less(a: QueuedPod, b: QueuedPod): boolean;
  /** The order of `less` in numbers, where they tell it. */
  readonly queueSortKeys?: QueueSortKeys | undefined;
}

/** A plugin that may keep pods out. */
export interface PreEnqueuePlugin {
  readonly name: string;
  readonly plugin: Pick<Plugin, 'preEnqueue'>;
}

/** Profiles by scheduler name, in the configuration's order. */
export type QueueProfiles = ReadonlyMap<string, QueueProfile>;
