/** What one scheduling cycle did, in counts: the time model turns them into microseconds. No executor's shortcut changes a count. */
import type { Pod } from '../cluster/index.js';
import type { CycleState, Framework, Work } from '../framework/index.js';

export interface CycleWork {
  /** Nodes that ran through the Filter plugins, a nominated or hinted one among them. */
  filteredNodes: number;
  /** Nodes that were scored; 0 where one was feasible. */
  scoredNodes: number;
  /** Nodes that a Filter plugin rejected. */
  rejectedNodes: number;
  /** Nodes times the Filter plugins that did not skip the pod, and scored nodes times the Score plugins that did not. */
  filterRuns: number;
  scoreRuns: number;
  /** What PreFilter, Filter (on all nodes together) and PreScore plugins look at upstream, by plugin. */
  readonly preFilter: PluginWork[];
  readonly filter: PluginWork[];
  readonly preScore: PluginWork[];
  /** What PostFilter plugins looked at, all together; null where none ran. */
  postFilter: Work | null;
}

export interface PluginWork {
  readonly plugin: string;
  readonly work: Work;
}

export function noWork(): CycleWork {
  return {
    filteredNodes: 0,
    scoredNodes: 0,
    rejectedNodes: 0,
    filterRuns: 0,
    scoreRuns: 0,
    preFilter: [],
    filter: [],
    preScore: [],
    postFilter: null,
  };
}

export function countPreFilters(work: CycleWork, framework: Framework, pod: Pod): void {
  for (const { name, plugin } of framework.countedPreFilters)
    work.preFilter.push({ plugin: name, work: plugin.work!.preFilter!(pod, framework.cluster) });
}

export function countFiltering(
  work: CycleWork,
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  visited: number,
): void {
  let asked = 0;
  for (const { name, plugin, slot } of framework.filters) {
    if (cycle.skippedFilters.has(slot)) continue;
    asked++;
    const done = plugin.work?.filter?.(pod, framework.cluster, visited);
    if (done !== undefined) work.filter.push({ plugin: name, work: done });
  }
  work.filteredNodes += visited;
  work.filterRuns += visited * asked;
}

export function countScoring(
  work: CycleWork,
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  feasible: number,
): void {
  let asked = 0;
  for (const { slot } of framework.scores) if (!cycle.skippedScores.has(slot)) asked++;
  work.scoredNodes = feasible;
  work.scoreRuns = feasible * asked;
  for (const { name, plugin } of framework.countedPreScores)
    work.preScore.push({ plugin: name, work: plugin.work!.preScore!(pod, framework.cluster, feasible) });
}
