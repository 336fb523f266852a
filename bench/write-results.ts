/** Writes what a suite measured to bench/results, with the machine it was measured on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../engine/index.js';
import { thisMachine } from './machine.js';
import { packageRoot } from './package-root.js';

/** `micro` becomes bench/results/micro.json. */
export function writeResults(suite: string, results: Readonly<Record<string, unknown>>): void {
  const folder = join(packageRoot(), 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const about = { seatrial: version, node: process.version, machine: thisMachine() };
  writeFileSync(join(folder, `${suite}.json`), `${JSON.stringify({ ...about, ...results }, null, 2)}\n`);
}
