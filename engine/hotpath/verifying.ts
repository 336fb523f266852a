/** Makes every decision again the plain way and refuses to go on where an executor decided otherwise. */
import { type CycleState, type Framework, type Ranking, runPreFilters, type Status } from '../framework/index.js';
import { ConfigError } from '../objects/index.js';
import type { Begun, Best, Executor, Findings, Search } from './executor.js';
import { reference } from './reference.js';
import { type ScheduleResult, schedulePod } from './schedule-pod.js';

/** An executor whose every answer is compared with the reference's; throws where they differ. */
export function verifying(executor: Executor): Executor {
  /** For each cycle the same begun plainly. */
  const plain = new WeakMap<CycleState, CycleState>();
  const { repeat, ...unrepeated } = executor;
  const verified: Executor = {
    ...unrepeated,
    begin(framework, pod, attempt) {
      for (const { answers } of framework.plugins) answers?.forget();
      const cycle = framework.newCycle(attempt);
      const expected = { cycle, preFilter: runPreFilters(framework, cycle, pod) };
      const begun = executor.begin?.(framework, pod, attempt) ?? expected;
      const difference = firstDifference(readableBegin(begun), readableBegin(expected));
      if (difference !== null)
        throw (
          contradictionIn(framework) ??
          new Error(
            `the ${executor.name} executor begins otherwise than the reference with pod ${pod.key}: ${difference}`,
          )
        );
      plain.set(begun.cycle, cycle);
      return begun;
    },
    search(search) {
      for (const { answers } of search.framework.plugins) answers?.forget();
      const cycle = search.framework.cloneCycle(plain.get(search.cycle) ?? search.cycle);
      const found = executor.search(search);
      const seen = { ...readable(found), skips: search.cycle.skippedScores.key };
      const expected = reference.search({ ...search, cycle });
      const difference = firstDifference(seen, { ...readable(expected), skips: cycle.skippedScores.key });
      if (difference === null) return found;
      throw disagreement(executor, search, difference);
    },
  };
  if (repeat === undefined) return verified;
  return {
    ...verified,
    repeat(framework, pod, options) {
      const repeated = repeat(framework, pod, options);
      if (repeated === null) return null;
      const again = (by: Executor) => schedulePod(framework, pod, { ...options, executor: by, explaining: true });
      const difference = firstDifference(readableResult(repeated), readableResult(again(reference)));
      if (difference === null) return repeated;
      // Where a plugin is to blame this names it.
      again(verified);
      throw new Error(
        `the ${executor.name} executor repeats a cycle otherwise than it goes with pod ${pod.key}: ${difference}`,
      );
    },
  };
}

/** A user's plugin that declared too little or answers as it likes is the user's to mend; anything else is a defect. */
function disagreement(executor: Executor, search: Search, difference: string): Error {
  const { framework, pod } = search;
  const contradiction = contradictionIn(framework);
  const stale = executor.whoseAnswerIsStale?.(search) ?? null;
  if (stale !== null && framework.plugins.some(({ name, isUsers }) => isUsers && name === stale.plugin)) {
    const { plugin, step, problem, remedy } = stale;
    return new ConfigError({ source: `plugin ${plugin}`, path: step, problem, remedy });
  }
  if (contradiction !== null) return contradiction;
  const culprit =
    stale === null
      ? 'no plugin’s kept answer is stale, so the executor is wrong'
      : `plugin ${stale.plugin}: ${stale.step}: ${stale.problem}`;
  return new Error(
    `the ${executor.name} executor decides otherwise than the reference about pod ${pod.key}: ${difference}; ${culprit}`,
  );
}

/** Where pods are nominated to a node a plugin is asked about it with and without them, so that two answers are no wonder. */
function contradictionIn({ handle, plugins }: Framework): Error | null {
  const isPlain = (nodeName: string) => handle.nominatedPods(nodeName).length === 0;
  for (const { answers } of plugins) {
    const found = answers?.contradictionAt(isPlain) ?? null;
    if (found !== null) return found;
  }
  return null;
}

function readableBegin({ cycle, preFilter: { status, nodeNames, confining } }: Begun) {
  return { status: told(status), nodeNames: [...(nodeNames ?? ['all'])], confining, skips: cycle.skippedFilters.key };
}

function readableResult({ outcome, cycle, work, nextStartIndex }: ScheduleResult) {
  const { filteredNodes, scoredNodes, rejectedNodes, filterRuns, scoreRuns, preFilter, filter, preScore } = work;
  const counts = { filteredNodes, scoredNodes, rejectedNodes, filterRuns, scoreRuns };
  const skips = `${cycle.skippedFilters.key} ${cycle.skippedScores.key}`;
  const rest = { ...counts, plugins: JSON.stringify([preFilter, filter, preScore]), skips, nextStartIndex };
  if (!outcome.placed) return { ...rest, node: '' };
  const { nodeName, evaluatedCount, feasibleCount, scored } = outcome;
  const scores = [...(scored?.byPlugin ?? [])].map(([plugin, score]) => `${plugin} ${score}`);
  return { ...rest, node: nodeName, evaluatedCount, feasibleCount, total: scored?.total ?? 0, scores };
}

/** Findings as plain data, in the order in which they were found. */
export interface ReadableFindings {
  readonly feasibleCount: number;
  readonly visitedCount: number;
  readonly error: string;
  readonly node: string;
  readonly total: number;
  readonly scores: readonly string[];
  readonly rejectedCount: number;
  readonly rejected: readonly string[];
  readonly runnersUp: readonly string[];
}

export function readable({
  feasibleCount,
  visitedCount,
  error,
  best,
  rejected,
  rejectedCount,
}: Findings): ReadableFindings {
  return {
    feasibleCount,
    visitedCount,
    error: error === null ? '' : told(error),
    node: best?.node.name ?? '',
    total: best?.scored?.total ?? 0,
    scores: [...(best?.scored?.byPlugin ?? [])].map(([plugin, score]) => `${plugin} ${score}`),
    rejectedCount,
    rejected: [...rejected].map(([node, status]) => `${node}: ${told(status)}`).concat(`${rejected.size} in all`),
    runnersUp: ranked(best),
  };
}

function told({ code, plugin, reasons }: Status): string {
  return `${code} by ${plugin}: ${reasons.join(', ')}`;
}

/** In the heap's order, with all raw and normalised scores. */
function ranked(best: Best | null): string[] {
  const ranking: Ranking | null = best?.runnersUp ?? null;
  if (ranking === null) return [];
  const { plugins, totals } = ranking.scores;
  return ranking.left().map(({ name, index }) => {
    const scores = plugins.map((plugin) => `${plugin.name} ${plugin.raw[index]}→${plugin.normalized[index]}`);
    return `${name} ${totals[index]}: ${scores.join(', ')}`;
  });
}

/** Where two findings differ first; null where they do not. */
export function firstDifference<T extends object>(found: T, expected: T): string | null {
  for (const field of Object.keys(expected) as (keyof T & string)[]) {
    const [a, b] = [found[field], expected[field]];
    if (Array.isArray(a) && Array.isArray(b)) {
      const at = a.length === b.length ? a.findIndex((line, i) => line !== b[i]) : Math.min(a.length, b.length);
      if (a.length !== b.length || at >= 0) return `${field}[${at}] is ${quoted(a[at])} instead of ${quoted(b[at])}`;
    } else if (a !== b) return `${field} is ${quoted(a)} instead of ${quoted(b)}`;
  }
  return null;
}

function quoted(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
