/** Packs a folder of judged cases: one gzipped JSON-lines file a kind. Usage: tsx bench/conformance/pack.ts <folder> <release>. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundledCases } from './bundled-cases.js';
import { readCases } from './read-cases.js';

const [folder, kubernetes] = process.argv.slice(2);
if (folder === undefined || kubernetes === undefined) {
  process.stderr.write('usage: pack.ts <folder> <release>\n');
  process.exit(2);
}

const lines = new Map<string, string[]>();
for (const judged of readCases([folder])) {
  const kind = judged.name.split('/', 1)[0]!;
  lines.set(kind, [...(lines.get(kind) ?? []), JSON.stringify(judged)]);
}
const target = bundledCases(kubernetes);
mkdirSync(target, { recursive: true });
for (const [kind, cases] of lines) {
  writeFileSync(join(target, `${kind}.jsonl.gz`), gzipSync(`${cases.join('\n')}\n`, { level: 9 }));
}
