import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../package-root.js';
import { commandsOf, withOutputs } from './console-blocks.js';
import { filesOf, namelessScripts } from './page-files.js';
import { runCommands } from './run-commands.js';

/** Pages whose commands are run. */
const pages = ['README.md', 'workloads/examples/plugins/README.md', 'workloads/conformance/README.md'];

for (const name of pages) {
  const page = readFileSync(join(packageRoot(), name), 'utf8');
  test(`the commands of ${name} print what it says (npx tsx bench/docs/refresh.ts ${name} rewrites it)`, () => {
    const outputs = runCommands(page, packageRoot());
    for (const [i, { command, output }] of commandsOf(page).entries()) equal(outputs[i], output, command);
  });
  test(`the scripts of ${name} are files that its commands run`, () => {
    deepEqual(namelessScripts(page), []);
    const commands = commandsOf(page).map(({ command }) => command);
    for (const file of filesOf(page)) ok(commands.join('\n').includes(file.name), file.name);
  });
}

const page = 'Say:\n\n```console\n$ echo a \\\n  b\na b\n$ true\n```\n\n```sh\n$ not run\n```\n';

test('a page’s commands are read with what they print', () => {
  deepEqual(commandsOf(page), [
    { command: 'echo a \\\n  b', output: 'a b\n' },
    { command: 'true', output: '' },
  ]);
});

test('a page is rewritten with other outputs and otherwise the same', () => {
  equal(withOutputs(page, ['a b\n', '']), page);
  equal(withOutputs(page, ['c\n', 'd\n']), page.replace('\na b\n', '\nc\n').replace('$ true\n', '$ true\nd\n'));
});

test('a block with a name is a file, one without is a script that nobody runs', () => {
  const scripts = 'Write:\n\n```js my.js\nmine();\nyours();\n```\n\n```js\nnobodys();\n```\n\n```sh\ntrue\n```\n';
  deepEqual(filesOf(scripts), [{ name: 'my.js', text: 'mine();\nyours();\n' }]);
  deepEqual(namelessScripts(scripts), ['nobodys();']);
});
