import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { worthSharing } from '../hotpath/index.js';
import type { RunSpec } from '../run-spec.js';
import { emptyRun } from '../testing-run.js';
import { poolFor } from './choose-executor.js';

const nodes = (count: number): Partial<RunSpec> => ({
  nodeGroups: [{ name: 'n', count, template: {}, zones: [], joinUs: 0 }],
});

function scheduler(executor: RunSpec['scheduler']['executor'], configuration: unknown): RunSpec['scheduler'] {
  return { ...emptyRun.scheduler, executor, configuration };
}

const everyNode = { percentageOfNodesToScore: 100 };
const enough = nodes(worthSharing);

/** What a run asks for, with how many threads, and whether it gets a pool. */
const cases: readonly [fact: string, spec: Partial<RunSpec>, workers: number, hasPool: boolean][] = [
  ['every node of many', { ...enough, scheduler: scheduler('auto', everyNode) }, 2, true],
  [
    'every node of many, by one profile',
    { ...enough, scheduler: scheduler('auto', { profiles: [{}, { percentageOfNodesToScore: 34 }] }) },
    2,
    true,
  ],
  ['every node of many, with one thread', { ...enough, scheduler: scheduler('auto', everyNode) }, 1, false],
  ['every node of few', { ...nodes(worthSharing - 1), scheduler: scheduler('auto', everyNode) }, 2, false],
  ['a third of many', { ...enough, scheduler: scheduler('auto', { percentageOfNodesToScore: 33 }) }, 2, false],
  ['as many as is usual', { ...enough, scheduler: scheduler('auto', null) }, 2, false],
  [
    'a broken configuration',
    { ...enough, scheduler: scheduler('auto', { profiles: [null, 7], percentageOfNodesToScore: 'x' }) },
    2,
    false,
  ],
  ['a pool that was asked for', { scheduler: scheduler('pool', null) }, 2, true],
  ['the index that was asked for', { ...enough, scheduler: scheduler('incremental', everyNode) }, 2, false],
];

for (const [fact, spec, workers, hasPool] of cases)
  test(`${hasPool ? 'a' : 'no'} pool for ${fact}`, async () => {
    const pool = await poolFor({ ...emptyRun, ...spec }, { workers });
    await pool?.ready();
    equal(pool !== null, hasPool);
    await pool?.close();
  });

test('a pool that is not ready yet can be closed', async () => {
  const pool = await poolFor({ ...emptyRun, scheduler: scheduler('pool', null) }, { workers: 2 });
  equal(pool!.pays(1_000_000), false);
  await pool!.close();
});
