/** Rewrites pages with what their commands print now, after a build: npx tsx bench/docs/refresh.ts README.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { packageRoot } from '../package-root.js';
import { withOutputs } from './console-blocks.js';
import { runCommands } from './run-commands.js';

for (const file of process.argv.slice(2)) {
  const page = readFileSync(file, 'utf8');
  writeFileSync(file, withOutputs(page, runCommands(page, packageRoot())));
}
