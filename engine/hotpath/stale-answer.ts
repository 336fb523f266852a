/** Names the plugin whose kept answer differs from what it says when it is asked again: it depends on more than it declares, or signs too little. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { type Dependency, runPreFilters, runPreScores, type Slotted, Status } from '../framework/index.js';
import type { Search } from './executor.js';
import type { PlacedFilter } from './node-local.js';
import type { PodClass } from './pod-class.js';
import type { ClassAtWork } from './pod-classes.js';
import { feasibleCode } from './rejections.js';

/** An answer that was kept and should not have been. */
export interface StaleAnswer {
  readonly plugin: string;
  /** With the pod and the node: score.score(default/web, node-1). */
  readonly step: string;
  /** What it said and says, and what that means. */
  readonly problem: string;
  readonly remedy: string;
}

/** The first such answer; null if all hold. */
export function staleAnswer(search: Search, kept: PodClass, { keptFilters }: ClassAtWork): StaleAnswer | null {
  const asked = askerOf(search, kept, search.pod);
  const stale = firstStale(asked, kept, keptFilters);
  if (stale === null) return null;
  const { pod: other } = kept.verdicts;
  const { before, now, dependsOn, point, node } = stale;
  const about = { plugin: stale.by.name, step: `${point}(${search.pod.key}, ${node.name})` };
  const ofOther = askerOf(search, kept, other)(stale);
  if (ofOther !== now)
    return {
      ...about,
      problem: `says ${now}, and ${ofOther} about ${other.key}, which it signs alike: it reads more of a pod than it signs`,
      remedy: 'let signs return all that it reads of a pod, or leave signs out: nothing is shared then',
    };
  return {
    ...about,
    problem: `said ${before} and says ${now} now, though nothing changed that it declares: it depends on more than ${dependsOn}, or keeps a state of its own`,
    remedy: 'let dependsOn list all that it looks at, or leave it out: it is asked every time then',
  };
}

/** What is asked of which plugin about which node. */
interface Question {
  readonly by: Slotted;
  readonly point: 'filter.check' | 'score.score';
  readonly node: NodeInfo;
}

type Asker = (question: Question) => string;

interface Stale extends Question {
  readonly before: string;
  readonly now: string;
  readonly dependsOn: string;
}

/** Asks about this pod as things are now; the cycle's own states serve its own pod. */
function askerOf({ framework, cycle, pod: own }: Search, kept: PodClass, pod: Pod): Asker {
  const twin = pod === own ? framework.cloneCycle(cycle) : framework.newCycle(1);
  if (pod !== own) runPreFilters(framework, twin, pod);
  runPreScores(framework, twin, pod, kept.nodes);
  return ({ by: { plugin, slot, name }, point, node }) => {
    const filterState = twin.filterStates[slot];
    if (point === 'filter.check') return said(plugin.filter!.check(pod, node, filterState).by(name));
    const score = plugin.score!.score(pod, node, twin.scoreStates[slot], filterState);
    return score instanceof Status ? said(score) : `${score}`;
  };
}

function firstStale(ask: Asker, kept: PodClass, filters: readonly PlacedFilter[]): Stale | null {
  for (const [position, node] of kept.nodes.entries()) {
    const code = kept.verdicts.codes[position]!;
    const stale = staleVerdict(ask, kept, filters, node, code);
    if (stale !== null) return stale;
    if (code !== feasibleCode) continue;
    for (const { score, column } of kept.scores.scorers) {
      const before = `${column.get(position)}`;
      const question = { by: score, point: 'score.score', node } as const;
      const now = ask(question);
      if (now !== before) return { ...question, before, now, dependsOn: listed(score.plugin.score!.dependsOn) };
    }
  }
  return null;
}

function staleVerdict(
  ask: Asker,
  { verdicts: { rejections } }: PodClass,
  filters: readonly PlacedFilter[],
  node: NodeInfo,
  code: number,
): Stale | null {
  const order = rejections.order(code);
  for (const filter of filters) {
    if (filter.order > order) return null;
    const before = said(filter.order === order ? rejections.status(code) : null);
    const question = { by: filter, point: 'filter.check', node } as const;
    const now = ask(question);
    if (now !== before) return { ...question, before, now, dependsOn: listed(filter.plugin.filter!.dependsOn) };
  }
  return null;
}

function said(status: Status | null): string {
  return status === null || status.isSuccess ? 'Success' : `${status.code} (${status.message})`;
}

function listed(dependsOn: Dependency | readonly Dependency[]): string {
  return [dependsOn].flat().join(', ');
}
