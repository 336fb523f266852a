/** Tables beside the sources: tab-separated, the first line names the columns. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type TsvRow = Readonly<Record<string, string>>;

/** Rows of bench/scheduler-perf/<name>, wherever this module runs from: the compiler leaves the tables where they are. */
export function readTable(name: string): TsvRow[] {
  const [header = '', ...lines] = readFileSync(tableFile(name), 'utf8').trimEnd().split('\n');
  const names = header.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i] ?? '', cell])));
}

function tableFile(name: string): string {
  const path = join('bench', 'scheduler-perf', name);
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, path))) return join(folder, path);
    if (folder === dirname(folder)) throw new Error(`${path} is missing`);
  }
}
