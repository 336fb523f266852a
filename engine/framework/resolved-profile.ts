/** A scheduler profile with every question answered: which plugins run where, in which order, with which weights and arguments. */
import type { Plugin } from './plugin.js';

export interface ResolvedProfile {
  readonly schedulerName: string;
  /** The profile's own share of nodes to look for, in percent; absent: the scheduler's. */
  readonly percentageOfNodesToScore?: number;
  readonly points: ResolvedPoints;
  /** Each plugin's arguments, defaulted and validated; plugins without any may be absent. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** Plugin names by extension point, in the order they run. */
export interface ResolvedPoints {
  /** Exactly one. */
  readonly queueSort: string;
  readonly preEnqueue: readonly string[];
  readonly preFilter: readonly string[];
  readonly filter: readonly string[];
  readonly postFilter: readonly string[];
  readonly preScore: readonly string[];
  readonly score: readonly WeightedPlugin[];
  readonly reserve: readonly string[];
  readonly permit: readonly string[];
  readonly preBind: readonly string[];
  readonly bind: readonly string[];
  readonly postBind: readonly string[];
}

export interface WeightedPlugin {
  readonly name: string;
  /** A whole number from 1. */
  readonly weight: number;
}

/** Whether a plugin has what an extension point calls. */
export function implementsPoint(plugin: Plugin, point: keyof ResolvedPoints): boolean {
  return plugin[point] !== undefined;
}
