import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../package-root.js';
import { commandsOf, withOutputs } from './console-blocks.js';
import { runCommands } from './run-commands.js';

/** Pages whose commands are run. */
const pages = ['README.md', 'workloads/examples/plugins/README.md'];

for (const page of pages) {
  test(`the commands of ${page} print what it says (npx tsx bench/docs/refresh.ts ${page} rewrites it)`, () => {
    const commands = commandsOf(readFileSync(join(packageRoot(), page), 'utf8'));
    const outputs = runCommands(
      commands.map(({ command }) => command),
      packageRoot(),
    );
    for (const [i, { command, output }] of commands.entries()) equal(outputs[i], output, command);
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
