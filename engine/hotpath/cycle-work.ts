/** What one scheduling cycle did, in counts: the time model turns them into microseconds. No executor's shortcut changes a count. */
import type { Pod } from '../cluster/index.js';
import type { CycleState, Framework, SlotSet, Work } from '../framework/index.js';

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

/** A profile's counts that do not change from cycle to cycle: lists that say the same again are shared. */
class Counts {
  private preFilter: readonly PluginWork[] = none;
  private preScore: readonly PluginWork[] = none;
  private readonly running: Record<'filters' | 'scores', { key: number | string; count: number }> = {
    filters: { key: -1, count: 0 },
    scores: { key: -1, count: 0 },
  };

  constructor(readonly framework: Framework) {}

  preFiltersOf(pod: Pod): readonly PluginWork[] {
    const { countedPreFilters, cluster } = this.framework;
    const { preFilter } = this;
    for (let i = 0; i < countedPreFilters.length; i++) {
      const work = countedPreFilters[i]!.plugin.work!.preFilter!(pod, cluster);
      if (i < preFilter.length && isSame(work, preFilter[i]!.work)) continue;
      this.preFilter = countedPreFilters.map(({ name, plugin }) => ({
        plugin: name,
        work: plugin.work!.preFilter!(pod, cluster),
      }));
      break;
    }
    return this.preFilter;
  }

  preScoresOf(pod: Pod, feasible: number): readonly PluginWork[] {
    const { countedPreScores, cluster } = this.framework;
    const { preScore } = this;
    for (let i = 0; i < countedPreScores.length; i++) {
      const work = countedPreScores[i]!.plugin.work!.preScore!(pod, cluster, feasible);
      if (i < preScore.length && isSame(work, preScore[i]!.work)) continue;
      this.preScore = countedPreScores.map(({ name, plugin }) => ({
        plugin: name,
        work: plugin.work!.preScore!(pod, cluster, feasible),
      }));
      break;
    }
    return this.preScore;
  }

  /** How many of the plugins at a point do not skip the pod. */
  runningOf(point: 'filters' | 'scores', skipped: SlotSet): number {
    const known = this.running[point];
    const { key } = skipped;
    if (known.key === key) return known.count;
    known.count = this.framework[point].filter(({ slot }) => !skipped.has(slot)).length;
    known.key = key;
    return known.count;
  }
}

function isSame(a: Work, b: Work): boolean {
  return a === b || (a.nodes === b.nodes && a.pods === b.pods && a.terms === b.terms && a.merged === b.merged);
}

const countsOf = new WeakMap<Framework, Counts>();
let latest: Counts | null = null;

function countsFor(framework: Framework): Counts {
  if (latest?.framework === framework) return latest;
  let counts = countsOf.get(framework);
  if (counts === undefined) {
    counts = new Counts(framework);
    countsOf.set(framework, counts);
  }
  latest = counts;
  return counts;
}

export function countPreFilters(work: CycleWork, framework: Framework, pod: Pod): void {
  work.preFilter = countsFor(framework).preFiltersOf(pod);
}

export function countFiltering(
  work: CycleWork,
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  visited: number,
): void {
  const { skippedFilters } = cycle;
  for (let i = 0; i < framework.countedFilters.length; i++) {
    const { name, plugin, slot } = framework.countedFilters[i]!;
    if (skippedFilters.has(slot)) continue;
    const done = plugin.work!.filter!(pod, framework.cluster, visited);
    work.filter = [...work.filter, { plugin: name, work: done }];
  }
  work.filteredNodes += visited;
  work.filterRuns += visited * countsFor(framework).runningOf('filters', skippedFilters);
}

export function countScoring(
  work: CycleWork,
  framework: Framework,
  cycle: CycleState,
  pod: Pod,
  feasible: number,
): void {
  const counts = countsFor(framework);
  work.scoredNodes = feasible;
  work.scoreRuns = feasible * counts.runningOf('scores', cycle.skippedScores);
  work.preScore = counts.preScoresOf(pod, feasible);
}
