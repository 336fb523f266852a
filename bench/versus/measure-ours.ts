/** Measures our scheduler on a case: a run that is discarded, then several, of which the median counts. */
import type { Executor } from '../../engine/hotpath/index.js';
import { median } from '../median.js';
import type { CompiledCase } from './compile-case.js';
import { decideAll, type Placing, scheduleAll } from './place-pods.js';

export interface OurFigures {
  readonly decisionsPerSecond: number;
  readonly podsPerSecond: number;
  /** Measured runs of each kind. */
  readonly decisionRuns: number;
  readonly wholeRuns: number;
  /** Where the pods went, once for each way that some run, a discarded one included, placed them. */
  readonly placings: readonly (readonly string[])[];
}

/** After so long a measurement is repeated no more, ms. */
const wallBudgetMs = 20_000;

/** `makeExecutor` is asked once a run: no run knows what another has learned. */
export function measureOurs(input: CompiledCase, makeExecutor: () => Executor, runs: number): OurFigures {
  const decisions = repeated(() => decideAll(input, makeExecutor()), runs);
  const wholes = repeated(() => scheduleAll(input, makeExecutor()), runs);
  const rate = (placings: readonly Placing[]) =>
    (1000 * input.waiting.length) / median(placings.slice(1).map(({ wallMs }) => wallMs));
  return {
    decisionsPerSecond: rate(decisions),
    podsPerSecond: rate(wholes),
    decisionRuns: decisions.length - 1,
    wholeRuns: wholes.length - 1,
    placings: distinct([...decisions, ...wholes].map(({ nodeNames }) => nodeNames)),
  };
}

/** The first is there to warm up. */
function repeated(run: () => Placing, runs: number): Placing[] {
  const placings = [run(), run()];
  let spentMs = placings[1]!.wallMs;
  while (placings.length <= runs && spentMs < wallBudgetMs) {
    const placing = run();
    spentMs += placing.wallMs;
    placings.push(placing);
  }
  return placings;
}

function distinct(placings: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(placings.map((nodeNames) => [nodeNames.join('\n'), nodeNames])).values()];
}
