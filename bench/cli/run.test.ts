/** seatrial run as a process: formats, folders, standard input, exit status. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { podYaml, smallScenario, workbench } from './testing.js';

const bench = workbench();
bench.write('small.yaml', smallScenario);
bench.write('pods.yaml', ['a', 'b', 'c'].map((name) => podYaml(name)).join('---\n'));
const inFolder = (folder: string) => readdirSync(join(bench.folder, folder)).sort();
const read = (...path: string[]) => readFileSync(join(bench.folder, ...path));

interface RunJson {
  title: string;
  seed: string;
  digest: string;
  counts: { podsCreated: number; podsBound: number; podsUnplaced: number };
  pods: { name: string; node: string; boundUs: number | null }[];
  unplaced: { pod: string; message: string }[];
}

test('the report tells what happened, what waits and why, and what to try next', async () => {
  const out = await bench.printed(['run', 'small.yaml', '--workers', '0']);
  for (const told of [
    /^seatrial · small\n/,
    /\nThroughput\n/,
    /\nLatency\n/,
    /\nNodes at the end\n/,
    /\nNot placed: 1 pod\n/,
  ]) {
    ok(told.test(out), `${told}\n${out}`);
  }
  ok(/0\/5 nodes are available: .*Insufficient cpu/.test(out), out);
  ok(/seed 5 {3}digest [0-9a-f]{32} {3}input [0-9a-f]{32} {3}seatrial \d+\.\d+\.\d+/.test(out), out);
  ok(/\nNext:\n {2}seatrial explain default\/huge small\.yaml --workers 0 {4}why nowhere: /.test(out), out);
});

test('-o json says everything; pods are rows', async () => {
  const result = JSON.parse(await bench.printed(['run', 'small.yaml', '-o', 'json'])) as RunJson;
  deepEqual([result.title, result.seed, result.counts.podsUnplaced], ['small', '5', 1]);
  equal(result.pods.length, result.counts.podsCreated);
  equal(result.pods.filter((pod) => pod.boundUs !== null).length, result.counts.podsBound);
  deepEqual(
    result.unplaced.map(({ pod }) => pod),
    ['default/huge'],
  );
});

test('-o csv prints the pods', async () => {
  const lines = (await bench.printed(['run', '-f', 'pods.yaml', '-o', 'csv'])).split('\n');
  ok(lines[0]!.startsWith('namespace,pod,owner,priority,node,phase,'), lines[0]);
  deepEqual(
    lines.slice(1, 4).map((line) => line.split(',').slice(0, 2).join('/')),
    ['default/a', 'default/b', 'default/c'],
  );
});

test('--out: run.json lists every file with its hash; a second run replaces them; what is not listed stays', async () => {
  await bench.printed(['run', 'small.yaml', '--out', 'deep/results']);
  const folder = join('deep', 'results');
  const { files, digest } = JSON.parse(String(read(folder, 'run.json'))) as {
    files: { file: string; sha256: string }[];
    digest: string;
  };
  deepEqual(inFolder(folder), [...files.map(({ file }) => file), 'run.json'].sort());
  ok(files.length > 10);
  for (const { file, sha256 } of files)
    equal(createHash('sha256').update(read(folder, file)).digest('hex'), sha256, file);

  const before = inFolder(folder);
  writeFileSync(join(bench.folder, folder, 'notes.txt'), 'mine');
  await bench.printed(['run', 'small.yaml', '--out', 'deep/results', '--seed', 'another']);
  deepEqual(inFolder(folder), [...before, 'notes.txt'].sort());
  ok((JSON.parse(String(read(folder, 'run.json'))) as { digest: string }).digest !== digest);
});

test('what is written holds no wall time, workers or executor', () => {
  for (const file of inFolder('deep/results').filter((name) => name !== 'notes.txt')) {
    ok(!/wall|worker|executor|real.?time/i.test(String(read('deep', 'results', file)).split('\n')[0]!), file);
  }
  ok(!/wall|worker|executor/i.test(String(read('deep', 'results', 'run.json'))));
});

test('manifests from standard input', async () => {
  const out = await bench.printed(['run', '-f', '-', '--nodes', '2', '-o', 'json'], podYaml('piped'));
  const { title, pods } = JSON.parse(out) as RunJson;
  deepEqual([title, pods.map(({ name }) => name)], ['stdin', ['piped']]);
});

test('broken standard input is called so', async () => {
  const { code, err } = await bench.seatrial(['run', '-f', '-'], 'a: [1\nb: 2\n');
  deepEqual([code, err.split(':').slice(0, 4).join(':')], [2, 'seatrial: stdin:2:1']);
});

test('--fail-on-pending: 1 where a pod has no node, 0 where all have', async () => {
  const pending = await bench.seatrial(['run', 'small.yaml', '--fail-on-pending']);
  deepEqual([pending.code, pending.err, pending.out.includes('Not placed: 1 pod')], [1, '', true]);
  equal((await bench.seatrial(['run', '-f', 'pods.yaml', '--fail-on-pending'])).code, 0);
});

test('nodes: three of the default shape where the input has none, said aloud; else as asked', async () => {
  ok(
    /the input has no nodes, so there are 3 of shape cpu=4,memory=16Gi,pods=110/.test(
      await bench.printed(['run', '-f', 'pods.yaml']),
    ),
  );
  const asked = await bench.printed(['run', '-f', 'pods.yaml', '--nodes', '7', '--node-shape', 'cpu=8,memory=32Gi']);
  ok(/\n {2}8 CPU, 32 GiB +7 +3 /.test(asked), asked);
  ok(!asked.includes('has no nodes'));
});

test('a KubeSchedulerConfiguration decides: with MostAllocated all pods share a node', async () => {
  bench.write(
    'packed.yaml',
    `apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
profiles:
  - pluginConfig:
      - name: NodeResourcesFit
        args: { scoringStrategy: { type: MostAllocated, resources: [{ name: cpu, weight: 1 }] } }
    plugins: { multiPoint: { disabled: [{ name: NodeResourcesBalancedAllocation }] } }
`,
  );
  const nodesWith = async (...more: string[]) => {
    const { pods } = JSON.parse(await bench.printed(['run', '-f', 'pods.yaml', '-o', 'json', ...more])) as RunJson;
    return new Set(pods.map(({ node }) => node)).size;
  };
  deepEqual([await nodesWith(), await nodesWith('--config', 'packed.yaml')], [3, 1]);
});

test('output that nobody reads any more ends the command quietly', async () => {
  const { code, err } = await bench.seatrial(['models', '-o', 'json']);
  deepEqual([code, err], [0, '']);
});

test('arrivals that never end: the virtual day is announced before the run, with about how many pods it makes', async () => {
  const endless = smallScenario
    .replace('  duration: 2m\n', '')
    .replace('        to: 1m\n', '')
    .replace('poisson: { ratePerSecond: 2 }', 'constant: { ratePerSecond: 0.001 }');
  bench.write('endless.yaml', endless);
  const { code, out, err } = await bench.seatrial(['run', 'endless.yaml', '--fidelity', 'scheduler']);
  equal(code, 0);
  const said =
    'arrivals never end (job), so --until is a virtual day: they make about 86 pods in it; give --until or a duration for less';
  equal(err, `seatrial: ${said}\n`);
  ok(out.includes(`• ${said}`) && out.includes('it ended because a virtual day was over'), out);
});

test('refused objects and those with a way are named alike: Kind/namespace/name', async () => {
  const template =
    '{ metadata: { labels: { a: b } }, spec: { priorityClassName: gone, containers: [{ name: c, image: i }] } }';
  bench.write(
    'refused.yaml',
    `apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: { name: web, namespace: shop }\nspec: { selector: { matchLabels: { a: b } }, template: ${template} }\n`,
  );
  await bench.printed(['run', '-f', 'refused.yaml', '--out', 'refused']);
  const objectsIn = (file: string) =>
    String(read('refused', file))
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(',')[0]);
  deepEqual(new Set([...objectsIn('refused.csv'), ...objectsIn('journeys.csv')]), new Set(['ReplicaSet/shop/web']));
});
