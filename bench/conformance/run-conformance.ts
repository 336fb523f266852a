/** Decides again what the real kube-scheduler has decided, and prints every difference. */
import { closeSync, openSync, writeSync } from 'node:fs';
import {
  type Comparison,
  compare,
  type Difference,
  decisionsOf,
  type Outcome,
  runCase,
} from '../../engine/conformance/index.js';
import type { Release } from '../../engine/framework/index.js';
import { type JudgedCase, readCases } from './read-cases.js';
import { Tallies } from './tally.js';

export interface ConformanceOptions {
  readonly release: Release;
  /** Where the text goes. */
  readonly write: (text: string) => void;
  /** A file that gets one line a case, {"name", "actual"}; cases then need not say what they expect. */
  readonly actualOut?: string | undefined;
}

/** Files or folders of cases; returns the exit code, 1 where anything differs or cannot be run. */
export function runConformance(paths: readonly string[], options: ConformanceOptions): number {
  const { release, write, actualOut } = options;
  const out = actualOut === undefined ? null : openSync(actualOut, 'w');
  const tallies = new Tallies();
  try {
    for (const judged of readCases(paths)) {
      const actual = outcomeOf(judged, release);
      if (out !== null) writeSync(out, `${JSON.stringify({ name: judged.name, ...actual })}\n`);
      report(judged, actual, { tallies, write, mustExpect: out === null });
    }
  } finally {
    if (out !== null) closeSync(out);
  }
  write(tallies.table());
  const { cases, differences } = tallies.total;
  if (cases === 0) write('no cases found\n');
  return differences > 0 || cases === 0 ? 1 : 0;
}

type Actual = { readonly actual: Outcome } | { readonly error: string };

function outcomeOf(judged: JudgedCase, release: Release): Actual {
  try {
    return { actual: runCase(withoutExpectations(judged), release) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** What decides does not see what is expected. */
function withoutExpectations({ expect: _expect, ...rest }: JudgedCase): JudgedCase {
  return rest;
}

interface ReportTo {
  readonly tallies: Tallies;
  readonly write: (text: string) => void;
  readonly mustExpect: boolean;
}

function report({ name, expect }: JudgedCase, actual: Actual, { tallies, write, mustExpect }: ReportTo): void {
  if ('error' in actual) {
    write(`${name}: cannot be run: ${actual.error}\n`);
    tallies.add(
      name,
      expect === undefined ? 0 : decisionsOf(expect),
      Math.max(1, expect === undefined ? 1 : decisionsOf(expect)),
    );
  } else if (expect !== undefined) {
    const comparison: Comparison = compare(expect, actual.actual);
    for (const difference of comparison.differences) write(`${name}: ${told(difference)}\n`);
    tallies.add(name, comparison.decisions, comparison.differing);
  } else {
    if (mustExpect) write(`${name}: says nothing of what it expects\n`);
    tallies.add(name, decisionsOf(actual.actual), mustExpect ? 1 : 0);
  }
}

function told({ where, field, expected, got }: Difference): string {
  return `${where}: ${field === '' ? 'all' : field}: expected ${json(expected)}, got ${json(got)}`;
}

function json(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
