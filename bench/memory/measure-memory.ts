/** What a pod and a node weigh: resident memory of runs of two sizes, each in a process of its own, and the difference. When the heap is swept moves a run's peak, so each size runs several times and its median counts. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Fidelity } from '../../engine/index.js';

const execute = promisify(execFile);

/** How many there are of what is varied: in the small run and in the large one; and how many of the other. */
export interface Sizes {
  readonly small: number;
  readonly large: number;
  readonly others: number;
}

export interface MemoryRun {
  readonly residentBytes: number;
  readonly podsBound: number;
  readonly digest: string;
  readonly wallSeconds: number;
}

export interface Weight {
  readonly of: 'pod' | 'node';
  readonly fidelity: Fidelity;
  readonly bytes: number;
  readonly small: MemoryRun;
  readonly large: MemoryRun;
}

export async function weigh(
  of: Weight['of'],
  fidelity: Fidelity,
  { small, large, others }: Sizes,
  repeats = 5,
): Promise<Weight> {
  const run = (size: number) => (of === 'pod' ? runOnce(others, size, fidelity) : runOnce(size, others, fidelity));
  const runs = { small: await medianRun(repeats, () => run(small)), large: await medianRun(repeats, () => run(large)) };
  const bytes = (runs.large.residentBytes - runs.small.residentBytes) / (large - small);
  return { of, fidelity, bytes, ...runs };
}

async function medianRun(repeats: number, run: () => Promise<MemoryRun>): Promise<MemoryRun> {
  const runs: MemoryRun[] = [];
  for (let i = 0; i < repeats; i++) runs.push(await run());
  runs.sort((a, b) => a.residentBytes - b.residentBytes);
  return runs[runs.length >> 1]!;
}

/** Most that a run of these sizes held at any time. */
export async function runOnce(nodes: number, pods: number, fidelity: Fidelity): Promise<MemoryRun> {
  const here = dirname(fileURLToPath(import.meta.url));
  const built = join(here, 'run-once.js');
  const command = existsSync(built) ? [built] : ['--import', import.meta.resolve('tsx'), join(here, 'run-once.ts')];
  const { stdout } = await execute(process.execPath, [...command, String(nodes), String(pods), fidelity]);
  return JSON.parse(stdout) as MemoryRun;
}
