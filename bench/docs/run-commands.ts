/** Runs a page's commands one after the other, in a folder that looks like the repository's root, has the page's files and is gone afterwards. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandsOf } from './console-blocks.js';
import { filesOf } from './page-files.js';

/** What each of the page's commands prints; one that fails throws. `root` is the repository's root, built. */
export function runCommands(page: string, root: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-docs-'));
  try {
    for (const name of ['workloads', 'package.json', 'node_modules', 'dist'])
      symlinkSync(join(root, name), join(folder, name));
    for (const { name, text } of filesOf(page)) writeFileSync(join(folder, name), text);
    return commandsOf(page).map(({ command }) => outputOf(command, folder, root));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function outputOf(command: string, cwd: string, root: string): string {
  const main = join(root, 'dist', 'bench', 'cli', 'main.js');
  const npx = `npx() { shift; '${process.execPath}' '${main}' "$@"; }`;
  const { NODE_TEST_CONTEXT: _inTest, ...env } = process.env;
  const run = spawnSync('bash', ['-c', `${npx}; ${command}`], {
    cwd,
    env: { ...env, NO_COLOR: '1', LC_ALL: 'C' },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (run.status === 0) return run.stdout;
  throw new Error(`${command}\nexit ${run.status}\n${run.stderr}`);
}
