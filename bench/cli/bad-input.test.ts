/** Bad input, each as a process: one clear sentence, with any further reasons of the API server's a line each, exit 2, no stack trace, nothing left in the output folder. */
import { deepEqual } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { inParallel, podYaml, smallScenario, workbench } from './testing.js';

const bench = workbench();
const scenario = (spec: string) => `apiVersion: seatrial.dev/v1alpha1\nkind: Scenario\nspec: ${spec}\n`;
const files: Readonly<Record<string, string>> = {
  'ok.yaml': podYaml('ok'),
  'small.yaml': smallScenario,
  'broken.yaml': 'kind: Pod\napiVersion: v1\nmetadata:\n  name: x\n   labels: { a: b }\n',
  'broken.json': '{\n  "kind": ["Pod"\n}',
  'lacking.yaml': podYaml('lost').replace('spec: {', 'spec: { priorityClassName: gone,'),
  'group.yaml': scenario('{ cluster: { nodeGroups: [{ name: a, count: 1, shape: { cpu: 1x } }] } }'),
  'model-type.yaml': scenario('{ models: { etcd.fsyncUs: true } }'),
  'letters.yaml': podYaml('a', '{ cpu: 1x }'),
  'negative.yaml': podYaml('a', '{ cpu: -1 }'),
  'absurd.yaml': podYaml('a', '{ memory: 999999999999E }'),
  'twice.yaml': `${podYaml('a')}---\n${podYaml('a')}`,
  'node.yaml': 'apiVersion: v1\nkind: Node\nmetadata: { name: n }\n',
  'selector.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchExpressions: [{ key: app, operator: Inn, values: [web] }] }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: i }] } }
`,
  'bomb.yaml': [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...['ba', 'cb', 'dc', 'ed', 'fe', 'gf'].map(([x, y]) => `${x}: &${x} [${Array(9).fill(`*${y}`).join(', ')}]`),
  ].join('\n'),
  'deep.yaml': `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  'empty.yaml': '# nothing\n',
  'plugin.yaml': `apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
profiles: [{ plugins: { filter: { enabled: [{ name: NodeResourceFit }] } } }]
`,
  'field.yaml': scenario('{ sed: 1 }'),
  'model.yaml': scenario('{ models: { etcd.fsynUs: 1 } }'),
  'class.yaml': scenario(
    '{ workloads: { arrivals: [{ name: a, process: { poisson: { ratePerSecond: 1 } }, template: { spec: { containers: [{ name: c, image: i, resources: { requests: { cpu: 1x } } }] } } }] } }',
  ),
};
for (const [name, text] of Object.entries(files)) bench.write(name, text);
bench.write('folder/notes.txt', 'no manifest');

const run = (...args: string[]) => ['run', ...args, '--out', 'results'];

/** By what it is: the command's words, and what its sentence says. */
const cases: Readonly<Record<string, readonly [args: readonly string[], says: RegExp]>> = {
  'a missing scenario': [
    run('smal.yaml'),
    /^seatrial: smal\.yaml: there is no such file or folder; did you mean small\.yaml\?$/,
  ],
  'a missing file': [run('-f', 'gone/x.yaml'), /^seatrial: gone\/x\.yaml: there is no such file or folder$/],
  'a missing configuration': [
    run('-f', 'ok.yaml', '--config', 'gone.yaml'),
    /^seatrial: gone\.yaml: there is no such file/,
  ],
  'a folder without manifests': [
    run('-f', 'folder'),
    /^seatrial: folder: is a folder without any \.yaml, \.yml or \.json file$/,
  ],
  nothing: [run(), /^seatrial: run: there is nothing to run; name a scenario, or give manifests with -f FILE$/],
  'an empty file': [run('-f', 'empty.yaml'), /^seatrial: empty\.yaml: is empty; /],
  'broken YAML': [run('-f', 'broken.yaml'), /^seatrial: broken\.yaml:4:9: broken YAML: /],
  'broken JSON': [
    run('-f', 'broken.json'),
    /^seatrial: broken\.json:3:1: broken JSON: a comma or \] should stand where \} stands$/,
  ],
  'a class that the input lacks': [
    run('-f', 'lacking.yaml'),
    /^seatrial: lacking\.yaml:4:28: Pod default\/lost: spec\.priorityClassName: pods "lost" is forbidden: no PriorityClass with name gone was found; give the class too; .*: kubectl get nodes,pods/,
  ],
  'a quantity of a node group': [
    run('group.yaml'),
    /^seatrial: group\.yaml:3:68: spec\.cluster\.nodeGroups\[0\]\.shape\[cpu\]: Invalid value: "1x"/,
  ],
  'a model constant of another type': [
    run('model-type.yaml', '-f', 'ok.yaml'),
    /^seatrial: model-type\.yaml:3:33: spec\.models\[etcd\.fsyncUs\]: true /,
  ],
  'a resource twice in a shape': [
    run('-f', 'ok.yaml', '--node-shape', 'cpu=4,cpu=5'),
    /^seatrial: --node-shape: "cpu=4,cpu=5" names cpu twice; give each resource once$/,
  ],
  'a broken scenario': [run('broken.yaml'), /^seatrial: broken\.yaml:4:9: broken YAML: /],
  'a wrong kind as scenario': [
    run('ok.yaml'),
    /^seatrial: ok\.yaml:2:7: kind: "Pod" a scenario has kind Scenario; give manifests with -f FILE$/,
  ],
  'a scenario as manifest': [
    run('-f', 'small.yaml'),
    /^seatrial: small\.yaml:2:7: kind: "Scenario" .*seatrial run FILE$/,
  ],
  'a wrong kind as configuration': [
    run('-f', 'ok.yaml', '--config', 'small.yaml'),
    /^seatrial: small\.yaml:2:7: kind: .*KubeSchedulerConfiguration/,
  ],
  'cpu: 1x': [
    run('-f', 'letters.yaml'),
    /^seatrial: letters\.yaml:4:\d+: Pod default\/a: spec\.containers\[0\]\.resources\.requests\[cpu\]: Invalid value: "1x": .*; write a quantity like 250m, 2 or 16Gi$/,
  ],
  'a negative quantity': [
    run('-f', 'negative.yaml'),
    /^seatrial: negative\.yaml:4:\d+: .*Invalid value: "?-1"?: must be greater than or equal to 0$/,
  ],
  'an absurd quantity': [run('-f', 'absurd.yaml'), /^seatrial: absurd\.yaml:4:\d+: .*"999999999999E"/],
  'an unknown plugin': [
    run('-f', 'ok.yaml', '--config', 'plugin.yaml'),
    /^seatrial: plugin\.yaml:3:53: profiles\[0\]\.plugins\.filter\.enabled\[0\]\.name: "NodeResourceFit" .*did you mean NodeResourcesFit\?/,
  ],
  'an unknown field': [
    run('field.yaml'),
    /^seatrial: field\.yaml:3:14: spec\.sed: there is no such field; did you mean "seed"\?$/,
  ],
  'an unknown model constant': [run('model.yaml'), /did you mean "etcd\.fsyncUs"\?$/],
  'a bad template': [run('class.yaml'), /^seatrial: class\.yaml:3:\d+: .*Invalid value: "1x"/],
  'a node without resources': [
    run('-f', 'node.yaml'),
    /^seatrial: node\.yaml:1:1: status: Node n has neither capacity nor allocatable; give status\.allocatable, such as/,
  ],
  'duplicate names': [
    run('-f', 'twice.yaml'),
    /^seatrial: twice\.yaml:8:19: metadata\.name: "a" Pod default\/a is there twice; the first is at twice\.yaml:3:19$/,
  ],
  'a file given twice': [
    run('-f', 'ok.yaml', '-f', 'ok.yaml'),
    /Pod default\/ok is there twice; its file is given twice$/,
  ],
  'empty standard input': [run('-f', '-'), /^seatrial: stdin: is empty; /],
  'an invalid selector': [
    run('-f', 'selector.yaml'),
    /^seatrial: selector\.yaml:5:\d+: Deployment default\/web: spec\.selector.*"Inn".*operators are In, NotIn, Exists and DoesNotExist\nalso selector\.yaml:5:\d+: spec\.selector: .*: invalid label selector$/,
  ],
  'an alias bomb': [
    run('-f', 'bomb.yaml'),
    /^seatrial: bomb\.yaml: its YAML aliases expand without reasonable bound; /,
  ],
  'deep nesting': [run('-f', 'deep.yaml'), /^seatrial: deep\.yaml: is nested deeper than 200 levels; /],
  'an unknown option': [
    run('-f', 'ok.yaml', '--nods', '3'),
    /^seatrial: unknown option '--nods'\n\(Did you mean --nodes\?\)/,
  ],
  'an unknown command': [['rum', '-f', 'ok.yaml'], /^seatrial: unknown command 'rum'\n\(Did you mean run\?\)/],
  'a bad duration': [
    run('-f', 'ok.yaml', '--until', '5x'),
    /'5x' is invalid\. a duration is written 90s, 5m, 1m30s, 2h or 250ms/,
  ],
  'an endless duration': [run('-f', 'ok.yaml', '--until', '999999999h'), /at most a hundred years/],
  'a bad shape': [
    run('-f', 'ok.yaml', '--node-shape', 'cpu'),
    /^seatrial: --node-shape: "cpu" is not RESOURCE=QUANTITY; write a shape as cpu=8,memory=32Gi,pods=110$/,
  ],
  'an unknown resource': [run('-f', 'ok.yaml', '--node-shape', 'cpuu=1'), /"cpuu" is no resource; did you mean cpu\?/],
  'no number of nodes': [
    run('-f', 'ok.yaml', '--nodes', '1.5'),
    /'1\.5' is invalid\. a number of nodes is a whole number, 1 or more/,
  ],
  'more threads than anyone has use for': [
    run('-f', 'ok.yaml', '--workers', '100000'),
    /'100000' is invalid\. the number of threads is a whole number from 0 to 512/,
  ],
  'more nodes than there can be': [
    run('-f', 'ok.yaml', '--nodes', '1000000000'),
    /--nodes: 1000000000 is more than the 1,000,000 nodes that a run may have$/,
  ],
  'an unknown feature gate': [
    run('-f', 'ok.yaml', '--feature-gates', 'NoSuchGate=true'),
    /NoSuchGate: is no feature gate of Kubernetes 1\.36; leave the gate out$/,
  ],
  'an unknown fidelity': [run('-f', 'ok.yaml', '--fidelity', 'half'), /Allowed choices are full, pods, scheduler/],
  'an unknown format': [run('-f', 'ok.yaml', '-o', 'xml'), /Allowed choices are table, json, csv/],
  'an unknown plugin module': [
    run('-f', 'ok.yaml', '--plugin', 'gone.js'),
    /^seatrial: gone\.js: there is no such plugin module/,
  ],
  'a file in the output folder’s place': [
    ['run', '-f', 'ok.yaml', '--out', 'ok.yaml'],
    /^seatrial: --out: "ok\.yaml" cannot be written \(ENOTDIR\); name a folder that you may write to$/,
  ],
  'an output folder below a file': [
    ['run', '-f', 'ok.yaml', '--out', 'ok.yaml/results'],
    /^seatrial: --out: "ok\.yaml\/results" cannot be written/,
  ],
  'an output folder without a name': [['run', '-f', 'ok.yaml', '--out', ''], /^seatrial: --out: names no folder$/],
  'explain: no pod': [['explain'], /^seatrial: explain: names no pod; write seatrial explain \[NAMESPACE\/\]POD/],
  'explain: an unknown pod': [
    ['explain', 'shop/okay', '-f', 'ok.yaml'],
    /^seatrial: POD: "shop\/okay" there is no such pod in the run; the nearest that it has: default\/ok$/,
  ],
  'explain: no name': [
    ['explain', 'a/b/c', '-f', 'ok.yaml'],
    /^seatrial: POD: "a\/b\/c" is not a pod’s name; write POD or NAMESPACE\/POD$/,
  ],
  'explain: an attempt that was none': [
    ['explain', 'ok', '-f', 'ok.yaml', '--attempt', '9'],
    /^seatrial: POD: "default\/ok" has no attempt 9: it had 1$/,
  ],
  'explain: a hypothetical that is missing': [
    ['explain', '--hypothetical', 'gone.yaml', '-f', 'ok.yaml'],
    /^seatrial: gone\.yaml: there is no such file/,
  ],
  'explain: a hypothetical that is no pod': [
    ['explain', '--hypothetical', 'selector.yaml', '-f', 'ok.yaml'],
    /^seatrial: selector\.yaml:5:\d+: /,
  ],
  'walk: no command that is simulated': [
    ['walk', 'kubectl apply -f x'],
    /^seatrial: kubectl: "kubectl apply -f x" .*understood are: kubectl create deployment NAME/,
  ],
  'walk: an unknown pod': [['walk', 'no-such', '-f', 'ok.yaml'], /there is no such pod in the run/],
  'init: a file that is there': [
    ['init', 'ok.yaml'],
    /^seatrial: ok\.yaml: is there already; name another file, or overwrite it with --force$/,
  ],
  'init: a folder that is not': [
    ['init', 'gone/x.yaml'],
    /^seatrial: gone\/x\.yaml: cannot be written \(ENOENT\); name a file that you may write to$/,
  ],
  'models: an unknown component': [['models', 'etdc'], /Allowed choices are .*etcd/],
  'completion: an unknown shell': [['completion', 'tcsh'], /Allowed choices are bash, zsh, fish/],
  'conformance: missing cases': [
    ['conformance', 'gone'],
    /^seatrial: gone: is not there; name a file or a folder of cases$/,
  ],
};
/** A file system in which even root makes no folders. */
const unwritable = existsSync('/proc/self')
  ? {
      'a place without folders': [
        ['run', '-f', 'ok.yaml', '--out', '/proc/seatrial'],
        /"\/proc\/seatrial" cannot be written/,
      ] as const,
    }
  : {};

test('every kind of bad input', async (t) => {
  const ended = await inParallel(Object.entries({ ...cases, ...unwritable }), async ([name, [args, says]]) => ({
    name,
    says,
    ...(await bench.seatrial(args)),
  }));
  for (const { name, says, code, out, err } of ended) {
    await t.test(name, () => {
      const faults = [
        ...(code === 2 ? [] : [`exit ${code}`]),
        ...(out === '' ? [] : [`printed ${out.slice(0, 100)}`]),
        ...(says.test(err.trimEnd()) ? [] : ['says something else']),
        ...(/\n {4}at |node:internal/.test(err) ? ['a stack trace'] : []),
        ...(err
          .trimEnd()
          .replace(/\n\(.*/gs, '')
          .replace(/\nalso \S+:\d+:\d+: /g, '; ')
          .includes('\n')
          ? ['more than a sentence']
          : []),
      ];
      deepEqual(faults, [], err);
    });
  }
});

test('nothing of it left an output folder', () => {
  deepEqual(existsSync(join(bench.folder, 'results')), false);
});
