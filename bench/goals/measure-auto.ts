/** Runs a spec with each executor in turn, several times, and compares the least times: what `auto` costs beside the best that could have been asked for. */
import { availableParallelism } from 'node:os';
import { type RunSpec, simulate } from '../../engine/index.js';

export type Executor = RunSpec['scheduler']['executor'];
export type Fixed = Exclude<Executor, 'auto'>;

export interface AutoFigures {
  readonly wallMs: Readonly<Partial<Record<Executor, number>>>;
  /** What auto came to: pool where it opened one, else incremental, which it begins as. */
  readonly chose: Fixed;
  readonly best: Fixed;
  /** Of auto's time to that of the best. */
  readonly ratio: number;
  readonly rounds: number;
  /** The same for all. */
  readonly digest: string;
}

export interface AutoOptions {
  readonly byReference: boolean;
  readonly leastRounds: number;
  /** Rounds go on as long as this is not over, ms of real time. */
  readonly wallBudgetMs: number;
}

const mostRounds = 20;

export async function measureAuto(spec: RunSpec, options: AutoOptions): Promise<AutoFigures> {
  const { byReference, leastRounds, wallBudgetMs } = options;
  const executors: Executor[] = ['auto', 'incremental', 'pool', ...(byReference ? (['reference'] as const) : [])];
  const runs = new Map(executors.map((executor) => [executor, Number.POSITIVE_INFINITY]));
  const digests = new Set<string>();
  const begunMs = performance.now();
  let chose: Fixed = 'incremental';
  let rounds = 0;
  // The first round is discarded: in it the code is compiled.
  for (; rounds <= leastRounds || (rounds < mostRounds && performance.now() - begunMs < wallBudgetMs); rounds++)
    for (let i = 0; i < executors.length; i++) {
      // Each goes first in turn.
      const executor = executors[(i + rounds) % executors.length]!;
      const run = await timed(spec, executor);
      digests.add(run.digest);
      if (executor === 'auto' && run.hadPool) chose = 'pool';
      if (rounds > 0) runs.set(executor, Math.min(runs.get(executor)!, run.wallMs));
    }
  if (digests.size > 1) throw new Error('the executors’ digests differ');
  const fixed = executors.filter((executor) => executor !== 'auto');
  const best = fixed.reduce((a, b) => (runs.get(b)! < runs.get(a)! ? b : a));
  const ratio = runs.get('auto')! / runs.get(best)!;
  return { wallMs: Object.fromEntries(runs), chose, best, ratio, rounds: rounds - 1, digest: [...digests][0]! };
}

async function timed(spec: RunSpec, executor: Executor) {
  let hadPool = false;
  const begunMs = performance.now();
  const { digest, refused } = await simulate(
    { ...spec, scheduler: { ...spec.scheduler, executor } },
    {
      workers: Math.max(2, availableParallelism()),
      onShared() {
        hadPool = true;
      },
    },
  );
  if (refused.length > 0) throw new Error(`${refused[0]!.object} was refused: ${refused[0]!.reason}`);
  return { wallMs: performance.now() - begunMs, digest, hadPool };
}
