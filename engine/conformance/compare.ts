/** What differs between what a case expects and what came of it. The order of fields is free; absent, empty and zero are the same. */
import type { AttemptOutcome, Explanation, Outcome, Phase } from './case.js';

/** One field that is not as expected. */
export interface Difference {
  /** Which decision: "default/web-1 on node-003", "phase 2, attempt 5 (default/web-1)", "phase 2, queues". */
  readonly where: string;
  readonly field: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** How a case compares. */
export interface Comparison {
  /** Explanations, attempts and queues that are expected. */
  readonly decisions: number;
  /** How many of them, and of those that came besides, are not as expected. */
  readonly differing: number;
  readonly differences: readonly Difference[];
}

/** How many decisions an outcome holds: an explanation is one, an attempt is one, a phase's queues are one. */
export function decisionsOf({ explanations = [], phases = [] }: Outcome): number {
  return phases.reduce((sum, phase) => sum + phase.attempts.length + 1, explanations.length);
}

/** Compares decision by decision. */
export function compare(expected: Outcome, got: Outcome): Comparison {
  const decisions = [
    ...pairs(expected.explanations, got.explanations).flatMap(([a, b]) => [explanationDifferences(a, b)]),
    ...pairs(expected.phases, got.phases).flatMap(([a, b], i) => phaseDifferences(i, a, b)),
  ];
  return {
    decisions: decisionsOf(expected),
    differing: decisions.filter((differences) => differences.length > 0).length,
    differences: decisions.flat(),
  };
}

function explanationDifferences(expected: Explanation | undefined, got: Explanation | undefined): Difference[] {
  const pod = expected?.pod ?? got?.pod ?? '';
  const { nodes: expectedNodes = {}, ...expectedRest } = expected ?? {};
  const { nodes: gotNodes = {}, ...gotRest } = got ?? {};
  const names = new Set([...Object.keys(expectedNodes), ...Object.keys(gotNodes)]);
  const ofNodes = [...names].flatMap((name) =>
    fieldDifferences(`${pod} on ${name}`, expectedNodes[name], gotNodes[name]),
  );
  return [...fieldDifferences(pod, expectedRest, gotRest), ...ofNodes];
}

function phaseDifferences(index: number, expected: Phase | undefined, got: Phase | undefined): Difference[][] {
  const attempts = pairs(expected?.attempts, got?.attempts).map(([a, b], i) => attemptDifferences(index, i, a, b));
  return [...attempts, fieldDifferences(`phase ${index}, queues`, expected?.queues, got?.queues)];
}

function attemptDifferences(
  phase: number,
  index: number,
  expected: AttemptOutcome | undefined,
  got: AttemptOutcome | undefined,
): Difference[] {
  const pod = expected?.pod ?? got?.pod ?? '';
  return fieldDifferences(`phase ${phase}, attempt ${index} (${pod})`, expected, got);
}

/** The fields that differ, as deep as both sides have them. */
function fieldDifferences(where: string, expected: unknown, got: unknown, path = ''): Difference[] {
  if (isNothing(expected) && isNothing(got)) return [];
  if (isRecord(expected) && isRecord(got)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(got)]);
    return [...names].flatMap((name) =>
      fieldDifferences(where, expected[name], got[name], path === '' ? name : `${path}.${name}`),
    );
  }
  if (Array.isArray(expected) && Array.isArray(got) && expected.length === got.length) {
    const inside = expected.flatMap((item, i) => fieldDifferences(where, item, got[i], `${path}[${i}]`));
    return inside.length === 0 ? [] : [{ where, field: path, expected, got }];
  }
  return expected === got ? [] : [{ where, field: path, expected, got }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === 0 || value === '' || value === false) return true;
  return typeof value === 'object' && Object.values(value).every(isNothing);
}

/** Both lists side by side, as long as the longer one. */
function pairs<T>(a: readonly T[] = [], b: readonly T[] = []): [T | undefined, T | undefined][] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [a[i], b[i]]);
}
