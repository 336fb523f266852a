/** Every micro-benchmark, small: it runs, and does the same work each time. */
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import test from 'node:test';
import { allBenches } from './all-benches.js';
import { measure } from './measure.js';
import { digestOf } from './micro-bench.js';

const benches = allBenches('small');

test('names are different and say what they are of', () => {
  equal(new Set(benches.map(({ name }) => name)).size, benches.length);
  for (const { name } of allBenches('full')) match(name, /^(kernel|columns|plugins|scheduling|topology|pool|run): /);
});

for (const bench of benches) {
  test(bench.name, async () => {
    equal(await digestOf(bench), await digestOf(bench));
    ok(bench.opsPerCall >= 1);
  });
}

test('executors place pods alike', async () => {
  const digests = await Promise.all(benches.filter(({ name }) => name.startsWith('scheduling: ')).map(digestOf));
  equal(new Set(digests).size, 1);
  for (const bench of benches.filter(({ name }) => / incremental, /.test(name) && name.startsWith('topology: '))) {
    const plain = benches.find(({ name }) => name === bench.name.replace('incremental', 'reference'))!;
    equal(await digestOf(bench), await digestOf(plain), bench.name);
  }
});

test('every pod of a measured cycle finds a node', async () => {
  const { prepare } = benches.find(({ name }) => name.startsWith('scheduling: a cycle, reference'))!;
  deepEqual(
    ((await prepare())() as string[]).filter((node) => node === ''),
    [],
  );
});

test('a measurement counts operations, not calls', async () => {
  const fn = () => 7;
  const { calls, opsPerCall, wallNsMean, opsPerSecond } = await measure(
    { name: 'nothing', opsPerCall: 1000, prepare: () => fn },
    { wallMs: 1, calls: 3 },
  );
  ok(calls >= 3 && opsPerCall === 1000);
  ok(Math.abs(opsPerSecond * wallNsMean - 1e9) < 1);
});
