/** Names the plugin whose kept answer differs from what it says when it is asked again: it depends on more than it declares, or signs too little. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { type CycleState, type Dependency, runPreScores, Status } from '../framework/index.js';
import type { Search } from './executor.js';
import type { PlacedFilter, PlacedScore } from './node-local.js';
import type { PodClass } from './pod-class.js';
import type { ClassAtWork } from './pod-classes.js';
import { feasibleCode } from './rejections.js';

/** An answer that was kept and should not have been. */
export interface StaleAnswer {
  readonly plugin: string;
  /** What it said and says, and what that means; goes on from the plugin's name. */
  readonly problem: string;
}

/** The first such answer; null if all hold. */
export function staleAnswer(search: Search, kept: PodClass, { kept: { filters } }: ClassAtWork): StaleAnswer | null {
  const { framework, cycle, pod } = search;
  const twin = framework.cloneCycle(cycle);
  runPreScores(framework, twin, pod, kept.nodes);
  for (const [position, node] of kept.nodes.entries()) {
    const code = kept.verdicts.codes[position]!;
    const stale = staleVerdict(filters, kept, code, (filter) => verdictNow(filter, pod, node, cycle));
    if (stale !== null) return stale(node);
    if (code !== feasibleCode) continue;
    for (const { score, column } of kept.scores.scorers) {
      const now = score.plugin.score!.score(pod, node, twin.scoreStates[score.slot], cycle.filterStates[score.slot]);
      if (now !== column.get(position)) return staleScore(score, node, column.get(position), now);
    }
  }
  return null;
}

function verdictNow({ plugin, slot, name }: PlacedFilter, pod: Pod, node: NodeInfo, cycle: CycleState): Status {
  return plugin.filter!.check(pod, node, cycle.filterStates[slot]).by(name);
}

function staleVerdict(
  filters: readonly PlacedFilter[],
  { verdicts: { rejections } }: PodClass,
  code: number,
  ask: (filter: PlacedFilter) => Status,
): ((node: NodeInfo) => StaleAnswer) | null {
  const order = rejections.order(code);
  const keptStatus = rejections.status(code);
  for (const filter of filters) {
    if (filter.order > order) return null;
    const now = ask(filter);
    const before = filter.order === order ? keptStatus : null;
    if (said(now) !== said(before))
      return ({ name }) => declared(filter, filter.plugin.filter!.dependsOn, name, said(before), said(now));
  }
  return null;
}

function staleScore(score: PlacedScore, { name }: NodeInfo, before: number, now: number | Status): StaleAnswer {
  const text = now instanceof Status ? said(now) : `${now}`;
  return declared(score, score.plugin.score!.dependsOn, name, `${before}`, text);
}

function said(status: Status | null): string {
  return status === null || status.isSuccess ? 'Success' : `${status.code} (${status.message})`;
}

function declared(
  { name }: { readonly name: string },
  dependsOn: Dependency | readonly Dependency[],
  node: string,
  before: string,
  now: string,
): StaleAnswer {
  const dependencies = [dependsOn].flat().join(', ');
  return {
    plugin: name,
    problem: `said ${before} about node ${node} and says ${now} now, though nothing changed that it declares: it depends on more than ${dependencies}, or on more of the pod than it signs`,
  };
}
