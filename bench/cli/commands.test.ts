/** The other commands as processes: explain, walk, init, models, version, completion, help. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { inParallel, podYaml, root, smallScenario, workbench } from './testing.js';

const bench = workbench();
bench.write('small.yaml', smallScenario);
bench.write('pods.yaml', ['web-1', 'web-2', 'other'].map((name) => podYaml(name)).join('---\n'));
bench.write('hypothetical.yaml', podYaml('if-it-were', '{ cpu: 3 }'));

interface Explained {
  pod: string;
  node?: string;
  attempt: number;
  atUs: number;
  message?: string;
  failed?: { event: string; nominatedNode: string; victims: string[] };
  feasible: number;
  nodes: Record<
    string,
    {
      filter: { code: string; plugin?: string; reasons?: string[] };
      total?: number;
      plugins?: { plugin: string; weight: number; raw: number }[];
    }
  >;
}
const explained = async (...args: string[]) =>
  JSON.parse(await bench.printed(['explain', ...args, '-o', 'json'])) as Explained;

test('explain says why a pod has no node: every node’s verdict with plugin and reason', async () => {
  const { pod, node, nodes, message, attempt } = await explained('huge', 'small.yaml');
  deepEqual([pod, node], ['default/huge', undefined]);
  ok(attempt > 1 && message!.startsWith('0/5 nodes are available: '), message);
  deepEqual(Object.keys(nodes).sort(), ['general-0', 'general-1', 'general-2', 'general-3', 'tainted-0']);
  deepEqual(nodes['general-0']!.filter, {
    code: 'UnschedulableAndUnresolvable',
    plugin: 'NodeResourcesFit',
    reasons: ['Insufficient cpu'],
  });
  equal(nodes['tainted-0']!.filter.plugin, 'TaintToleration');
});

test('explain says why a pod went where it went: scores, weights, the winner', async () => {
  const { node, nodes } = await explained('web-1', '-f', 'pods.yaml');
  const totals = Object.values(nodes).map(({ total }) => total!);
  equal(nodes[node!]!.total, Math.max(...totals));
  const fit = nodes[node!]!.plugins!.find(({ plugin }) => plugin === 'NodeResourcesFit')!;
  deepEqual([fit.weight, fit.raw >= 0 && fit.raw <= 100], [1, true]);
});

test('explain tells what preemption said, beside the message that conformance fixes', async () => {
  const { message, failed } = await explained('huge', 'small.yaml');
  const said = `${message} no new claims to deallocate, preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.`;
  deepEqual(failed, { event: said, nominatedNode: '', victims: [] });
  const table = await bench.printed(['explain', 'huge', 'small.yaml']);
  equal(table.split('\n')[2], said);
});

const preemption = `apiVersion: seatrial.dev/v1alpha1
kind: Scenario
spec:
  cluster:
    nodeGroups: [{ name: node, count: 1, shape: { cpu: 4 } }]
    objects: [{ apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: { name: high }, value: 1000 }]
  workloads:
    objects: [{ apiVersion: v1, kind: Pod, metadata: { name: low }, spec: { containers: [{ name: c, image: i, resources: { requests: { cpu: 3 } } }] } }]
  timeline:
    - at: 30s
      apply: { apiVersion: v1, kind: Pod, metadata: { name: high }, spec: { priorityClassName: high, containers: [{ name: c, image: i, resources: { requests: { cpu: 2 } } }] } }
`;

test('explain tells whom a preemptor drives out', async () => {
  bench.write('preemption.yaml', preemption);
  const { failed } = await explained('high', 'preemption.yaml', '--attempt', '1');
  deepEqual(
    [failed!.event, failed!.nominatedNode, failed!.victims],
    ['0/1 nodes are available: 1 Insufficient cpu.', 'node-0', ['default/low']],
  );
});

test('explain by prefix, by attempt, and for all feasible nodes', async () => {
  equal((await explained('web', '-f', 'pods.yaml')).pod, 'default/web-1');
  equal((await explained('huge', 'small.yaml', '--attempt', '1')).attempt, 1);
  const { nodes } = await explained('other', '-f', 'pods.yaml', '--all', '--nodes', '150');
  equal(Object.values(nodes).filter(({ total }) => total !== undefined).length, 150);
});

test('explain a pod that is not there, at a moment', async () => {
  const at = await explained('--hypothetical', 'hypothetical.yaml', '--at', '30s', 'small.yaml');
  deepEqual([at.pod, at.atUs, at.attempt], ['default/if-it-were', 30e6, 1]);
  const end = await explained('--hypothetical', 'hypothetical.yaml', 'small.yaml');
  deepEqual([end.atUs, end.feasible], [120e6, 4]);
});

test('explain as a table and as YAML', async () => {
  const table = await bench.printed(['explain', 'huge', 'small.yaml']);
  ok(/^default\/huge, attempt \d+ at .*\nNo node was chosen\.\n/.test(table), table);
  ok(/\nRejected\n {4}4 {2}NodeResourcesFit: Insufficient cpu/.test(table), table);
  const yaml = parse(await bench.printed(['explain', 'huge', 'small.yaml', '-o', 'yaml'])) as Explained;
  deepEqual(yaml, await explained('huge', 'small.yaml'));
});

test('walk tells a pod’s way from a kubectl command on', async () => {
  const out = await bench.printed(['walk', 'kubectl run nginx --image=nginx']);
  const stages = ['create/etcd', 'watch/scheduler', 'queue', 'schedule', 'bind/etcd'];
  const at = stages.map((stage) => out.indexOf(`  ${stage} `));
  ok(
    at.every((position, i) => position > (at[i - 1] ?? 0)),
    out,
  );
  ok(/^default\/nginx on node-\d: .* from the first call to the last stage\n/.test(out), out);
});

test('walk of a pod that was bound before the run says since when it runs where', async () => {
  const meta = (name: string) =>
    `metadata: { name: ${name}, namespace: shop, uid: u-${name}, creationTimestamp: "2026-05-01T10:00:00Z" }`;
  const bound = (name: string, status: string) =>
    `apiVersion: v1\nkind: Pod\n${meta(name)}\nspec: { nodeName: n, containers: [{ name: c, image: i }] }\nstatus: ${status}\n`;
  bench.write(
    'dump.yaml',
    [
      'apiVersion: v1\nkind: Node\nmetadata: { name: n }\nstatus: { allocatable: { cpu: 4, pods: 110 } }\n',
      bound('web', '{ phase: Running, startTime: "2026-05-01T10:00:03Z" }'),
      bound('done', '{ phase: Succeeded }'),
    ].join('---\n'),
  );
  const walked = (pod: string) => bench.printed(['walk', pod, '-f', 'dump.yaml']);
  const end = 'and the run has no stage of it to tell.\n';
  equal(
    await walked('shop/web'),
    `shop/web went its way before the input was taken: it runs on n since 2026-05-01T10:00:03Z, ${end}`,
  );
  equal(
    await walked('shop/done'),
    `shop/done went its way before the input was taken: it was over (Succeeded), ${end}`,
  );
});

test('walk as JSON: stages with entry and exit, in order', async () => {
  const { pod, stages } = JSON.parse(await bench.printed(['walk', 'web-2', '-f', 'pods.yaml', '-o', 'json'])) as {
    pod: string;
    stages: { stage: string; enteredUs: number; leftUs: number }[];
  };
  equal(pod, 'default/web-2');
  ok(stages.length >= 8 && stages.every(({ enteredUs, leftUs }) => leftUs >= enteredUs), JSON.stringify(stages));
});

test('walk follows a Deployment: its objects before its pods', async () => {
  const out = await bench.printed(['walk', 'kubectl create deployment nginx --image=nginx --replicas=2']);
  ok(out.indexOf('Deployment ') > 0 && out.indexOf('Deployment ') < out.indexOf('Pod  '), out);
  ok(/Its 1 sibling went the same way/.test(out), out);
});

test('init writes a scenario that runs, and --schema the one that is published', async () => {
  ok((await bench.printed(['init', 'first.yaml'])).startsWith('wrote first.yaml\n'));
  ok(
    /^seatrial · first-scenario\n/.test(
      await bench.printed(['run', 'first.yaml', '--until', '1m', '--fidelity', 'scheduler']),
    ),
  );
  equal(await bench.printed(['init', '-']), readFileSync(join(bench.folder, 'first.yaml'), 'utf8'));
  equal((await bench.seatrial(['init', 'first.yaml', '--force'])).code, 0);
  const published = readFileSync(join(root, 'workloads', 'scenario', 'scenario.schema.json'), 'utf8');
  deepEqual(JSON.parse(await bench.printed(['init', '--schema'])), JSON.parse(published));
});

test('models lists every constant with value, unit, label and source', async () => {
  const all = JSON.parse(await bench.printed(['models', '-o', 'json'])) as Record<string, unknown>[];
  ok(all.length > 30);
  for (const row of all)
    deepEqual(Object.keys(row).sort(), ['label', 'name', 'source', 'unit', 'value'], String(row['name']));
  const etcd = await bench.printed(['models', 'etcd']);
  ok(etcd.includes('etcd.fsyncUs') && !etcd.includes('apiserver.'), etcd);
});

test('conformance: what was decided with --actual; a difference is told, and exits with 1', async () => {
  const node = (name: string, cpu: string) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    status: { allocatable: { cpu, memory: '8Gi', pods: '110' } },
  });
  const objects = [node('small', '1'), node('large', '8'), parse(podYaml('p', '{ cpu: 2 }'))];
  const judged = { name: 'ours/one', kind: 'explain', objects };
  bench.write('case.json', JSON.stringify(judged));
  const told = await bench.seatrial(['conformance', 'case.json', '--actual', 'got.jsonl']);
  equal(told.code, 0, told.err + told.out);
  const line = JSON.parse(readFileSync(join(bench.folder, 'got.jsonl'), 'utf8')) as {
    name: string;
    actual: { explain?: unknown };
  };
  equal(line.name, 'ours/one');
  bench.write('judged.json', JSON.stringify({ ...judged, expect: line.actual }));
  equal((await bench.seatrial(['conformance', 'judged.json'])).code, 0);
  bench.write(
    'wrong.json',
    JSON.stringify({ ...judged, expect: line.actual }).replace('"node":"large"', '"node":"small"'),
  );
  const { code, out } = await bench.seatrial(['conformance', 'wrong.json']);
  ok(code === 1 && /ours\/one: .*node: expected "small", got "large"/.test(out), out);
});

test('version says which release is followed', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const out = await bench.printed(['version']);
  ok(out.startsWith(`seatrial ${version}\nkube-scheduler v1.36`), out);
  equal(await bench.printed(['--version']), `${version}\n`);
});

test('completion scripts name every command, and shells that are here can read them', async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const script = await bench.printed(['completion', shell]);
    for (const name of ['run', 'explain', 'walk', 'conformance', '--fail-on-pending'.slice(shell === 'fish' ? 2 : 0)]) {
      ok(script.includes(name), `${shell}: ${name}`);
    }
    const checked = spawnSync(shell, ['-n'], { input: script });
    if (checked.error === undefined) deepEqual([checked.status, String(checked.stderr)], [0, ''], shell);
  }
});

test('--help of every command has examples; that of seatrial the exit status', async () => {
  const help = await bench.printed(['--help']);
  const names = [...help.matchAll(/^ {2}([a-z-]+)[ |]/gm)].map(([, name]) => name!).filter((name) => name !== 'help');
  ok(names.length >= 8 && /Exit status:\n {2}0 {2}done/.test(help), help);
  const helps = await inParallel(names, (name) => bench.printed([name, '--help']));
  deepEqual(
    names.filter((_, i) => !/\nExamples?:\n {2}\S/.test(helps[i]!)),
    [],
  );
});

test('a command that is misused says how to find help', async () => {
  const { code, err } = await bench.seatrial(['completion']);
  deepEqual([code, err], [2, "seatrial: missing required argument 'shell'\n(seatrial --help tells more)\n"]);
});
