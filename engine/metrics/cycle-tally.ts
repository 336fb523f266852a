/** Sums up what scheduling cycles looked at. */
import type { CycleWork } from '../hotpath/index.js';
import type { CycleSummary, WorkSummary } from './run-result.js';

const counted = ['filteredNodes', 'scoredNodes', 'rejectedNodes', 'filterRuns', 'scoreRuns'] as const;

type Sums = Record<string, { nodes: number; pods: number; terms: number; merged: number }>;

export class CycleTally {
  private count = 0;
  private readonly sums = { filteredNodes: 0, scoredNodes: 0, rejectedNodes: 0, filterRuns: 0, scoreRuns: 0 };
  private readonly preFilter: Sums = {};
  private readonly filter: Sums = {};
  private readonly preScore: Sums = {};

  add(work: CycleWork): void {
    this.count++;
    for (const name of counted) this.sums[name] += work[name];
    addWork(this.preFilter, work.preFilter);
    addWork(this.filter, work.filter);
    addWork(this.preScore, work.preScore);
  }

  means(): CycleSummary {
    const { count, sums } = this;
    const mean = (sum: number) => (count === 0 ? 0 : sum / count);
    const byPlugin = (all: Sums): Record<string, WorkSummary> =>
      Object.fromEntries(
        Object.entries(all).map(([plugin, { nodes, pods, terms, merged }]) => [
          plugin,
          { nodes: mean(nodes), pods: mean(pods), terms: mean(terms), merged: mean(merged) },
        ]),
      );
    return {
      count,
      filteredNodes: mean(sums.filteredNodes),
      scoredNodes: mean(sums.scoredNodes),
      rejectedNodes: mean(sums.rejectedNodes),
      filterRuns: mean(sums.filterRuns),
      scoreRuns: mean(sums.scoreRuns),
      preFilter: byPlugin(this.preFilter),
      filter: byPlugin(this.filter),
      preScore: byPlugin(this.preScore),
    };
  }
}

function addWork(sums: Sums, done: CycleWork['preFilter']): void {
  for (const { plugin, work } of done) {
    const sum = sums[plugin] ?? { nodes: 0, pods: 0, terms: 0, merged: 0 };
    sums[plugin] = sum;
    sum.nodes += work.nodes ?? 0;
    sum.pods += work.pods ?? 0;
    sum.terms += work.terms ?? 0;
    sum.merged += work.merged ?? 0;
  }
}
