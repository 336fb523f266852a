import { deepEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decisionsOf } from '../../engine/conformance/index.js';
import { bundledCases, readCases } from '../conformance/index.js';
import { packageRoot } from '../package-root.js';

/** Rows of the table under "How exact": a kind, its cases, its decisions, further ones, differences. */
const row = /^\| ([a-z-]+) \| ([\d,]+) \| ([\d,]+) \| [\d,]+ \| [\d,]+ \| 0 \|$/gm;
const number = (text: string) => Number(text.replaceAll(',', ''));

test('README’s table says how many cases and decisions of each kind there are', () => {
  const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');
  const said = [...readme.matchAll(row)].map(([, kind, cases, decisions]) => [
    kind,
    number(cases!),
    number(decisions!),
  ]);
  const folder = bundledCases('1.36');
  const counted = readdirSync(folder).map((file) => {
    const cases = [...readCases([join(folder, file)])];
    return [file.split('.', 1)[0], cases.length, cases.reduce((sum, { expect }) => sum + decisionsOf(expect!), 0)];
  });
  deepEqual(new Set(said.map(String)), new Set([...counted, ['all', 666, 22_760]].map(String)));
});
