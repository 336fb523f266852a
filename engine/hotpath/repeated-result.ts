/** What a repeated cycle found and did; what is seldom read is worked out when it is. */
import type { Pod } from '../cluster/index.js';
import type { CycleState, Framework, Work } from '../framework/index.js';
import { type CycleWork, filterWork, type PluginWork, preFilterWork, preScoreWork, running } from './cycle-work.js';
import type { WinnerScores } from './executor.js';
import type { PodClass } from './pod-class.js';
import type { Placed } from './schedule-pod.js';

/** The place that was found, and its scores as long as the class has not been searched again. */
export class RepeatedPlace implements Placed, WinnerScores {
  readonly placed = true;
  readonly nodeName: string;
  readonly evaluatedCount: number;
  readonly feasibleCount: number;
  readonly total: number;
  private readonly version: number;

  /** The class's window is open on the search that found the position. */
  constructor(
    private readonly kept: PodClass,
    private readonly position: number,
    limit: number,
  ) {
    const { window, feasible, best } = kept;
    this.nodeName = kept.nodes[position]!.name;
    this.evaluatedCount = feasible.count > limit ? window.visited - 1 : window.visited;
    this.feasibleCount = window.size;
    this.total = best.total;
    this.version = kept.version;
  }

  get scored(): WinnerScores | null {
    return this.feasibleCount > 1 ? this : null;
  }

  get byPlugin(): ReadonlyMap<string, number> {
    const { kept, position, version } = this;
    if (kept.version !== version) throw new Error('scores are read after another search');
    return kept.best.parts(position);
  }
}

/** Counts of what upstream's cycle would look at; read before anything else happens. */
export class RepeatedWork implements CycleWork {
  readonly postFilter: Work | null = null;
  readonly scoredNodes: number;
  readonly rejectedNodes: number;
  private ofPreFilter: readonly PluginWork[] | null = null;
  private ofFilter: readonly PluginWork[] | null = null;
  private ofPreScore: readonly PluginWork[] | null = null;

  constructor(
    private readonly framework: Framework,
    private readonly pod: Pod,
    private readonly cycle: CycleState,
    { feasibleCount, evaluatedCount }: Placed,
    readonly filteredNodes: number,
  ) {
    this.scoredNodes = feasibleCount > 1 && framework.scores.length > 0 ? feasibleCount : 0;
    this.rejectedNodes = evaluatedCount - feasibleCount;
  }

  get filterRuns(): number {
    return this.filteredNodes * running(this.framework.filters, this.cycle.skippedFilters);
  }

  get scoreRuns(): number {
    return this.scoredNodes === 0 ? 0 : this.scoredNodes * running(this.framework.scores, this.cycle.skippedScores);
  }

  get preFilter(): readonly PluginWork[] {
    this.ofPreFilter ??= preFilterWork(this.framework, this.pod);
    return this.ofPreFilter;
  }

  get filter(): readonly PluginWork[] {
    this.ofFilter ??= filterWork(this.framework, this.cycle, this.pod, this.filteredNodes);
    return this.ofFilter;
  }

  get preScore(): readonly PluginWork[] {
    if (this.scoredNodes === 0) return [];
    this.ofPreScore ??= preScoreWork(this.framework, this.pod, this.scoredNodes);
    return this.ofPreScore;
  }
}
