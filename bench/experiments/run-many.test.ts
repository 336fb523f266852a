import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { AbortedRun, ConfigError, type RunSpec, simulate } from '../../engine/index.js';
import { prepareRun } from '../../workloads/index.js';
import { smallScenario } from '../cli/testing.js';
import { loadPlugins } from '../cli/user-plugins.js';
import { AbortedRuns } from './aborted-runs.js';
import { runEach, runMany } from './run-many.js';

const folder = await mkdtemp(join(tmpdir(), 'seatrial-many-'));
after(() => rm(folder, { recursive: true, force: true }));
const scenario = join(folder, 'small.yaml');
writeFileSync(scenario, smallScenario);
const plugin = join(folder, 'worst.mjs');
const source = (name: string) =>
  `export default { name: 'First', signs: () => null, score: { dependsOn: 'node-static', score: (_pod, node) => (node.name === '${name}' ? 100 : 0) } };\n`;
writeFileSync(plugin, source('general-2'));

async function specs(seeds: readonly string[], plugins: readonly string[] = []): Promise<RunSpec[]> {
  const { refs } = await loadPlugins(plugins);
  const request = {
    files: [],
    namespace: 'default',
    decisions: true,
    explain: [],
    scenario,
    plugins: refs,
    untilUs: 20e6,
  };
  return Promise.all(seeds.map(async (seed) => (await prepareRun({ ...request, seed })).spec));
}

for (const [jobs, atOnce] of [
  [1, 1],
  [2, 2],
  [5, 5],
  [2, 1],
] as const)
  test(`four seeds, ${jobs} at the same time, ${atOnce} at once, give what each gives alone, in order`, async () => {
    const four = await specs(['a', 'b', 'c', 'd']);
    const done: number[] = [];
    const heard = new Set<number>();
    const onDone = (run: number, through: number) => done.push(run) && equal(done.length, through);
    const results = await runMany(four, { jobs, atOnce, onDone, onProgress: (run) => heard.add(run) });
    for (const [i, spec] of four.entries()) deepEqual(results[i], await simulate(spec), `seed ${spec.seed}`);
    deepEqual(done.toSorted(), [0, 1, 2, 3]);
    deepEqual([...heard].toSorted(), [0, 1, 2, 3]);
  });

test('plugins take part in the threads, unless they are others by now', async () => {
  const [spec] = await specs(['a'], [plugin]);
  const { plugins } = await loadPlugins([plugin]);
  const [result] = await runMany([spec!], { jobs: 1 });
  equal(result!.digest, (await simulate(spec!, { plugins })).digest);
  writeFileSync(plugin, source('general-1'));
  await rejects(runMany([spec!], { jobs: 1 }), /worst\.mjs: has changed since the run was prepared/);
});

test('a mistake in one spec ends all, with its sentence', async () => {
  const two = await specs(['a', 'b']);
  const wrong: RunSpec = { ...two[1]!, models: { 'no.such': 1 } };
  const alone = await simulate(wrong).catch((error: unknown) => error as ConfigError);
  await rejects(
    runMany([two[0]!, wrong], { jobs: 2, atOnce: 2 }),
    (error) => error instanceof ConfigError && error.message === (alone as ConfigError).message,
  );
});

test('a mistake keeps its path, so that its place can be told', async () => {
  const [spec] = await specs(['a']);
  const wrong: RunSpec = { ...spec!, models: { 'etcd.fsyncUs': true } };
  const alone = (await simulate(wrong).catch((error: unknown) => error)) as ConfigError;
  await rejects(runMany([wrong], { jobs: 1 }), (error) => {
    ok(error instanceof ConfigError);
    deepEqual([error.source, error.path, error.message], [alone.source, alone.path, alone.message]);
    return alone.path !== '';
  });
});

test('a thread waits until its result is taken; what cannot be taken ends all', async () => {
  const taken: number[] = [];
  let taking = 0;
  const take = async (_result: unknown, run: number) => {
    equal(++taking, 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    taking--;
    taken.push(run);
    if (run === 1) throw new Error('the disk is full');
  };
  await rejects(runEach(await specs(['a', 'b', 'c']), { jobs: 1 }, take), /the disk is full/);
  deepEqual(taken, [0, 1]);
});

test('an abort signal ends all', async () => {
  const stop = new AbortController();
  const endless = (await specs(['a', 'b'])).map((spec) => ({ ...spec, untilUs: 1e15 }));
  const running = runMany(endless, { jobs: 2, atOnce: 2, signal: stop.signal, onProgress: () => stop.abort() });
  await rejects(running, (error) => {
    ok(error instanceof AbortedRuns && error instanceof AbortedRun);
    deepEqual([error.done, error.of], [0, 2]);
    return error.progress.eventsRun > 0;
  });
});
