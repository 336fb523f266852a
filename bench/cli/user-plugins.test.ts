/** Plugins named on the command line, each as a process. */
import { deepEqual, equal, match } from 'node:assert/strict';
import test from 'node:test';
import { podYaml, workbench } from './testing.js';

const bench = workbench();
const run = ['run', '-f', 'pods.yaml', '--nodes', '3', '-o', 'json'];
bench.write('pods.yaml', `${podYaml('a')}---\n${podYaml('b')}`);
bench.write(
  'prefers.mjs',
  `export default {
  name: 'Prefers',
  signs: () => null,
  score: { dependsOn: 'node-static', score: (_pod, node) => (node.name === 'node-1' ? 100 : 0) },
};
`,
);
bench.write(
  'only.mjs',
  `export default {
  name: 'Only',
  points: ['filter'],
  create: ({ node }) => ({
    filter: { check: (_pod, { name }) => (name === node ? { code: 'Success' } : { code: 'Unschedulable', reasons: ['elsewhere'] }) },
  }),
};
`,
);
bench.write(
  'config.yaml',
  `apiVersion: kubescheduler.config.k8s.io/v1
kind: KubeSchedulerConfiguration
profiles:
  - plugins: { filter: { enabled: [{ name: Only }] } }
    pluginConfig: [{ name: Only, args: { node: node-2 } }]
`,
);

async function nodesOf(args: readonly string[]): Promise<unknown> {
  const { nodes } = JSON.parse(await bench.printed([...run, ...args])) as { nodes: { name: string; pods: number }[] };
  return Object.fromEntries(nodes.map(({ name, pods }) => [name, pods]));
}

test('a module’s plugin decides', async () => {
  deepEqual(await nodesOf(['--plugin', 'prefers.mjs']), { 'node-0': 0, 'node-1': 2, 'node-2': 0 });
});

test('a configuration enables it, with arguments', async () => {
  const args = ['--plugin', 'only.mjs', 'prefers.mjs', '--config', 'config.yaml'];
  deepEqual(await nodesOf(args), { 'node-0': 0, 'node-1': 0, 'node-2': 2 });
});

test('its column stands beside the others', async () => {
  const text = await bench.printed(['explain', 'a', '-f', 'pods.yaml', '--nodes', '3', '--plugin', 'prefers.mjs']);
  match(text, /^node-1 was chosen, /m);
  match(text, / ImageLocality×1 +Prefers×1$/m);
});

/** What is wrong with a module, its text, and what is said of it. */
const mistakes: readonly [name: string, text: string, sentence: RegExp][] = [
  [
    'exports.mjs',
    'export const a = 1;',
    /^seatrial: exports\.mjs: has no plugin as its default export; export default/,
  ],
  ['nameless.mjs', 'export default {};', /^seatrial: nameless\.mjs: exports a plugin without a name; /],
  ['empty.mjs', 'export default { name: "Empty" };', /^seatrial: empty\.mjs: "Empty" implements no extension point; /],
  ['syntax.mjs', 'export default (', /^seatrial: syntax\.mjs: cannot be loaded: Unexpected/],
  ['alone.mjs', 'import "seatrial";', /^seatrial: alone\.mjs: cannot be loaded: .*; npm install seatrial beside it/],
  ['types.cts', 'export {};', /^seatrial: types\.cts: cannot be loaded: .*; compile it to JavaScript first/],
  [
    'throws.mjs',
    'export default { name: "Throws", score: { score: (pod) => pod.no.thing } };',
    /^seatrial: plugin Throws: score\.score\(default\/[ab], node-\d\): threw TypeError: .* at throws\.mjs:1:\d+$/,
  ],
];

for (const [name, text, sentence] of mistakes) {
  test(`${name} is refused with a sentence`, async () => {
    bench.write(name, text);
    const { code, err } = await bench.seatrial([...run, '--plugin', name]);
    equal(code, 2);
    match(err.trim(), sentence);
  });
}

test('a module that is not there is refused', async () => {
  const { code, err } = await bench.seatrial([...run, '--plugin', 'nowhere.mjs']);
  deepEqual([code, err], [2, 'seatrial: nowhere.mjs: there is no such plugin module\n']);
});
