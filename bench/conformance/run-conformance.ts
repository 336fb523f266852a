/** Decides again what the real kube-scheduler has decided, and prints every difference. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { compare, type Difference, decisionsOf, type Outcome, runCase } from '../../engine/conformance/index.js';
import type { Release } from '../../engine/framework/index.js';
import { ConfigError } from '../../engine/objects/index.js';
import { type JudgedCase, readCases } from './read-cases.js';
import { Tallies } from './tally.js';

/** How the cases are run, and where what is found goes. */
export interface ConformanceOptions {
  readonly release: Release;
  /** Where the text goes. */
  readonly write: (text: string) => void | Promise<void>;
  /** A file that gets one line a case, {"name", "actual"}; cases then need not say what they expect. */
  readonly actualOut?: string | undefined;
}

/** Files or folders of cases; returns the exit code, 1 where anything differs or cannot be run. */
export async function runConformance(paths: readonly string[], options: ConformanceOptions): Promise<number> {
  const { release, write, actualOut } = options;
  const out = actualOut === undefined ? null : opened(actualOut);
  const tallies = new Tallies();
  try {
    for (const judged of readCases(paths)) {
      const actual = outcomeOf(judged, release);
      if (out !== null) writeSync(out, `${JSON.stringify({ name: judged.name, ...actual })}\n`);
      const text = report(judged, actual, { tallies, mustExpect: out === null });
      if (text !== '') await write(text);
    }
  } finally {
    if (out !== null) closeSync(out);
  }
  await write(tallies.table());
  const { cases, differences } = tallies.total;
  if (cases === 0) await write('no cases found\n');
  return differences > 0 || cases === 0 ? 1 : 0;
}

function opened(path: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new ConfigError({ source: path, problem: `cannot be written: ${(error as Error).message}` });
  }
}

type Actual = { readonly actual: Outcome } | { readonly error: string };

function outcomeOf(judged: JudgedCase, release: Release): Actual {
  if (judged.broken !== undefined) return { error: judged.broken };
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

interface Counting {
  readonly tallies: Tallies;
  /** Whether a case that says nothing of what it expects is a mistake. */
  readonly mustExpect: boolean;
}

/** Counts the case; the text names what is wrong with it. */
function report({ name, expect }: JudgedCase, actual: Actual, { tallies, mustExpect }: Counting): string {
  if ('error' in actual) {
    const decisions = expect === undefined ? 0 : decisionsOf(expect);
    tallies.add(name, decisions, Math.max(1, decisions));
    return `${name}: cannot be run: ${actual.error}\n`;
  }
  if (expect === undefined) {
    tallies.add(name, decisionsOf(actual.actual), mustExpect ? 1 : 0);
    return mustExpect ? `${name}: says nothing of what it expects\n` : '';
  }
  const { decisions, differing, differences } = compare(expect, actual.actual);
  tallies.add(name, decisions, differing);
  return differences.map((difference) => `${name}: ${told(difference)}\n`).join('');
}

function told({ where, field, expected, got }: Difference): string {
  return `${where}: ${field === '' ? 'all' : field}: expected ${json(expected)}, got ${json(got)}`;
}

function json(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
