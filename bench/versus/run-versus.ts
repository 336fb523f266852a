/** Runs every case on the real kube-scheduler and on ours, and compares where the pods went and how fast. */
import { createHash } from 'node:crypto';
import type { GoProgram } from '../go-program.js';
import { compileCase } from './compile-case.js';
import { type Difference, differences } from './differences.js';
import { type ExecutorName, executorFor } from './executors.js';
import type { Kind } from './kinds.js';
import { makeCase, roomFor, type VersusCase } from './make-case.js';
import { measureOurs, type OurFigures } from './measure-ours.js';
import { measureReal, type RealFigures, type RealMeasurement } from './measure-real.js';

export interface VersusOptions {
  readonly kinds: readonly Kind[];
  readonly nodeCounts: readonly number[];
  /** Fewer where a kind finds no room for so many. */
  readonly podCount: number;
  readonly seed: string;
  readonly percentageOfNodesToScore: number;
  readonly executors: readonly ExecutorName[];
  /** Measured runs of ours and of the real one. */
  readonly runs: number;
  readonly realRuns: number;
}

export interface CaseResult {
  readonly kind: string;
  readonly nodes: number;
  readonly pods: number;
  /** Of where the pods went: the real scheduler's placings, ours where it was left out. */
  readonly digest: string;
  readonly real: { readonly go: string; readonly serial: RealFigures; readonly parallel: RealFigures } | null;
  readonly ours: readonly OurResult[];
}

export interface OurResult extends Omit<OurFigures, 'placings'> {
  readonly executor: ExecutorName;
  /** What the executor that was chosen calls itself. */
  readonly chosen: string;
  readonly differing: number;
  /** The first few of them. */
  readonly differences: readonly Difference[];
}

const differencesShown = 5;

/** One result a case, as soon as it is there; a case is a number of nodes and a kind. */
export async function* runVersus(options: VersusOptions, program: GoProgram): AsyncIterable<CaseResult> {
  for (const nodeCount of options.nodeCounts) {
    for (const kind of options.kinds) yield await runCase(kind, nodeCount, options, program);
  }
}

async function runCase(kind: Kind, nodeCount: number, options: VersusOptions, program: GoProgram): Promise<CaseResult> {
  const podCount = Math.min(options.podCount, roomFor(kind, nodeCount));
  const input = makeCase({ ...options, kind, nodeCount, podCount });
  const real = 'path' in program ? await measureReal(program.path, input, options.realRuns) : null;
  const ours = measureExecutors(input, options);
  const expected = real?.nodeNames ?? ours.at(-1)!.placings[0]!;
  return {
    kind: kind.name,
    nodes: nodeCount,
    pods: podCount,
    digest: createHash('sha256').update(expected.join('\n')).digest('hex').slice(0, 16),
    real: real && { go: real.go, serial: real.serial, parallel: real.parallel },
    ours: ours.map((each) => resultOf(each, expected)),
  };
}

interface Measured extends OurFigures {
  readonly executor: ExecutorName;
  readonly chosen: string;
}

function measureExecutors(input: VersusCase, { executors, runs }: VersusOptions): Measured[] {
  const compiled = compileCase(input);
  return executors.map((executor) => ({
    executor,
    chosen: executorFor(executor, input).name,
    ...measureOurs(compiled, () => executorFor(executor, input), runs),
  }));
}

function resultOf({ placings, ...figures }: Measured, expected: readonly string[]): OurResult {
  const found = placings.map((nodeNames) => differences(expected, nodeNames));
  const worst = found.reduce((most, each) => (each.length > most.length ? each : most));
  return { ...figures, differing: worst.length, differences: worst.slice(0, differencesShown) };
}

/** The faster of the two ways to run the real one. */
export function best({ serial, parallel }: Pick<RealMeasurement, 'serial' | 'parallel'>) {
  return {
    decisionsPerSecond: Math.max(serial.decisionsPerSecond, parallel.decisionsPerSecond),
    podsPerSecond: Math.max(serial.podsPerSecond, parallel.podsPerSecond),
  };
}
