import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { buildGo } from '../go-program.js';
import { kinds } from './kinds.js';
import { type CaseResult, runVersus, type VersusOptions } from './run-versus.js';
import { versusTable } from './versus-table.js';

const options: VersusOptions = {
  kinds: kinds.slice(0, 1),
  nodeCounts: [5, 10],
  podCount: 30,
  seed: '1',
  percentageOfNodesToScore: 0,
  executors: ['auto', 'reference'],
  runs: 2,
  realRuns: 1,
};

async function all(results: AsyncIterable<CaseResult>): Promise<CaseResult[]> {
  const found: CaseResult[] = [];
  for await (const result of results) found.push(result);
  return found;
}

test('without the real scheduler our executors are compared with one another', async () => {
  const results = await all(runVersus(options, { absent: 'not here' }));
  deepEqual(
    results.map(({ kind, nodes, pods, real }) => ({ kind, nodes, pods, real })),
    // room for four a node: 5·4 = 20 and 10·4 = 40
    [
      { kind: 'basic', nodes: 5, pods: 20, real: null },
      { kind: 'basic', nodes: 10, pods: 30, real: null },
    ],
  );
  for (const { ours } of results) {
    deepEqual(
      ours.map(({ executor, differing, wholeRuns }) => [executor, differing, wholeRuns]),
      [
        ['auto', 0, 2],
        ['reference', 0, 2],
      ],
    );
  }
  match(versusTable(results)[1]!, /^basic +5 +20 +auto.* – +.* – +.* not compared$/);
});

test('the same seed gives the same digests, another seed others', async () => {
  const digests = async (seed: string) =>
    (await all(runVersus({ ...options, seed, runs: 1 }, { absent: '' }))).map(({ digest }) => digest);
  const first = await digests('1');
  deepEqual(await digests('1'), first);
  equal((await digests('2')).includes(first[0]!), false);
});

const asked = process.env['SEATRIAL_VERSUS'] === '1';
const skip = asked ? false : 'set SEATRIAL_VERSUS=1 to build the real kube-scheduler and run it';

test('the real kube-scheduler places every kind of pods as ours does', { skip }, async (context) => {
  const program = await buildGo('versus', () => {});
  if ('absent' in program) return context.skip(program.absent);
  const every = { ...options, kinds, nodeCounts: [40, 250], podCount: 100, runs: 1 };
  for await (const { kind, nodes, ours, real } of runVersus(every, program)) {
    await context.test(`${kind}, ${nodes} nodes`, () => {
      deepEqual(
        ours.map(({ differences }) => differences),
        [[], []],
      );
      equal(real!.serial.runs, 1);
    });
  }
});
