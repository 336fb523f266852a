/** The worker pool as a run has it: chosen where it pays, and nothing of the result hangs on it. */
import { equal, match, ok } from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { inParallel, root, smallScenario, workbench } from './testing.js';

const bench = workbench();
bench.write('small.yaml', smallScenario);
const fleet = join(root, 'workloads', 'examples', 'machine-fleet.yaml');

const digestIn = (out: string) => /digest ([0-9a-f]{32})/.exec(out)![1];

test('a fleet of 40,000 nodes makes the automatic choice share its scans, and the digest stays', async () => {
  const [pool, alone] = await inParallel([['2'], ['1']], ([n]) => bench.printed(['run', fleet, '--workers', n!]));
  match(pool!, / 12 scans shared by 2 threads/); //  one for each kind of job
  ok(!alone!.includes('shared by'));
  equal(digestIn(pool!), digestIn(alone!));
});

test('a small cluster has no pool, unless it is asked for', async () => {
  const [auto, forced] = await inParallel([[], ['--executor', 'pool']], (more) =>
    bench.printed(['run', 'small.yaml', '--workers', '3', ...more]),
  );
  ok(!auto!.includes('shared by'));
  match(forced!, / [1-9]\d* scans? shared by 3 threads/);
  equal(digestIn(forced!), digestIn(auto!));
});

test('a pool that was asked for and may have but one thread is none', async () => {
  ok(!(await bench.printed(['run', 'small.yaml', '--workers', '1', '--executor', 'pool'])).includes('shared by'));
});

test('a run that fails ends its threads', async () => {
  bench.write(
    'bad.mjs',
    'export default { name: "Bad", filter: { dependsOn: "anything", check: () => { throw new Error("no"); } } };',
  );
  const { code, err } = await bench.seatrial([
    'run',
    'small.yaml',
    '--executor',
    'pool',
    '--workers',
    '2',
    '--plugin',
    './bad.mjs',
  ]);
  equal(code, 2);
  match(err, /^seatrial: plugin Bad: .* threw Error: no/);
});
