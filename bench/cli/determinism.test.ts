/** Same input and seed: the same digest and the same bytes of every file, in every run, with any executor and number of workers. */
import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { inParallel, smallScenario, workbench } from './testing.js';

const bench = workbench();
bench.write('small.yaml', smallScenario);

/** File names with their content. */
function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(join(bench.folder, folder)).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(bench.folder, folder, name), 'utf8')]));
}

test('two runs, and runs with 0, 1, 2 and 4 workers and with every executor, write equal bytes', async () => {
  const executors = ['reference', 'incremental', 'pool'].map((name) => [name, '--executor', name, '--workers', '2']);
  const pools = [['pool-of-4', '--executor', 'pool', '--workers', '4']];
  const runs = [['again'], ...['0', '1', '2', '4'].map((n) => [`with-${n}`, '--workers', n]), ...executors, ...pools];
  await inParallel([['first'], ...runs], ([out, ...more]) =>
    bench.printed(['run', 'small.yaml', '--out', out!, ...more]),
  );
  const first = contentOf('first');
  equal(Object.keys(first).length > 10, true);
  for (const [folder] of runs) deepEqual(contentOf(folder!), first, folder);
});

test('another seed is another run; what is recorded and who evaluates change nothing', async () => {
  const digestOf = async (...more: string[]) =>
    JSON.parse(await bench.printed(['run', 'small.yaml', '-o', 'json', ...more])) as {
      digest: string;
      inputHash: string;
    };
  const [plain, seeded, reference] = await inParallel([[], ['--seed', '6'], ['--executor', 'reference']], (more) =>
    digestOf(...more),
  );
  notEqual(seeded!.digest, plain!.digest);
  notEqual(seeded!.inputHash, plain!.inputHash);
  deepEqual([reference!.digest, reference!.inputHash], [plain!.digest, plain!.inputHash]);
});
