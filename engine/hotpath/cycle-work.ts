/** What one scheduling cycle did, in counts: the time model turns them into microseconds. No executor's shortcut changes a count. */
import type { Pod } from '../cluster/index.js';
import type { CycleState, Framework, SlotSet, Slotted, Work } from '../framework/index.js';

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
  preFilter: readonly PluginWork[];
  filter: readonly PluginWork[];
  preScore: readonly PluginWork[];
  /** What PostFilter plugins looked at, all together; null where none ran. */
  postFilter: Work | null;
}

export interface PluginWork {
  readonly plugin: string;
  readonly work: Work;
}

const none: readonly PluginWork[] = [];

export function noWork(): CycleWork {
  return {
    filteredNodes: 0,
    scoredNodes: 0,
    rejectedNodes: 0,
    filterRuns: 0,
    scoreRuns: 0,
    preFilter: none,
    filter: none,
    preScore: none,
    postFilter: null,
  };
}

/** Records what PreFilter plugins look at. */
export function countPreFilters(work: CycleWork, framework: Framework, pod: Pod): void {
  work.preFilter = preFilterWork(framework, pod);
}

export function countFiltering(
  work: CycleWork,
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  visited: number,
): void {
  const done = filterWork(framework, cycle, pod, visited);
  work.filter = work.filter.length === 0 ? done : [...work.filter, ...done];
  work.filteredNodes += visited;
  work.filterRuns += visited * running(framework.filters, cycle.skippedFilters);
}

export function countScoring(
  work: CycleWork,
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  feasible: number,
): void {
  work.scoredNodes = feasible;
  work.scoreRuns = feasible * running(framework.scores, cycle.skippedScores);
  work.preScore = preScoreWork(framework, pod, feasible);
}

/** What PreFilter plugins look at. */
export function preFilterWork({ countedPreFilters, cluster }: Framework, pod: Pod): readonly PluginWork[] {
  if (countedPreFilters.length === 0) return none;
  return countedPreFilters.map(({ name, plugin }) => ({ plugin: name, work: plugin.work!.preFilter!(pod, cluster) }));
}

/** What Filter plugins look at on all visited nodes together. */
export function filterWork(
  { countedFilters, cluster }: Framework,
  { skippedFilters }: CycleState,
  pod: Pod,
  visited: number,
): readonly PluginWork[] {
  let looked: PluginWork[] | null = null;
  for (const { slot, name, plugin } of countedFilters) {
    if (skippedFilters.has(slot)) continue;
    looked ??= [];
    looked.push({ plugin: name, work: plugin.work!.filter!(pod, cluster, visited) });
  }
  return looked ?? none;
}

/** What PreScore plugins look at. */
export function preScoreWork(
  { countedPreScores, cluster }: Framework,
  pod: Pod,
  feasible: number,
): readonly PluginWork[] {
  return countedPreScores.map(({ name, plugin }) => ({
    plugin: name,
    work: plugin.work!.preScore!(pod, cluster, feasible),
  }));
}

/** How many of these plugins are not skipped. */
export function running(plugins: readonly Slotted[], skipped: SlotSet): number {
  let count = 0;
  for (let i = 0; i < plugins.length; i++) if (!skipped.has(plugins[i]!.slot)) count++;
  return count;
}
