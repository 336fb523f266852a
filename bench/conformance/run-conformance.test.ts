import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Minor, releaseOf } from '../../engine/framework/index.js';
import { bundledCases } from './bundled-cases.js';
import { readCases } from './read-cases.js';
import { runConformance } from './run-conformance.js';

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
after(() => rmSync(folder, { recursive: true }));

async function run(paths: readonly string[], minor: Minor = '1.36', actualOut?: string) {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const code = await runConformance(paths, { release: releaseOf(minor), write, actualOut });
  return { code, text };
}

/** Cases and decisions of the project's own copies; those of mixed kinds besides. */
const copies: readonly [minor: Minor, folder: string, cases: number, decisions: number][] = [
  ['1.35', '1.35', 211, 8384],
  ['1.36', '1.36', 666, 22_760],
  ['1.37', '1.37', 194, 7611],
  ['1.35', 'mixed/1.35', 14, 719],
  ['1.36', 'mixed/1.36', 116, 5749],
  ['1.37', 'mixed/1.37', 24, 1210],
];
for (const [minor, copy, cases, decisions] of copies) {
  const sum = { cases: 0, decisions: 0 };
  for (const file of readdirSync(bundledCases(copy))) {
    test(`kube-scheduler ${minor} decides ${copy}/${file} alike`, async () => {
      const { code, text } = await run([join(bundledCases(copy), file)], minor);
      equal(code, 0, text.slice(0, 2000));
      const [, more, decided] = /^all +(\d+) +(\d+) +0$/m.exec(text)!;
      sum.cases += Number(more);
      sum.decisions += Number(decided);
    });
  }
  test(`${copy} holds ${cases} cases with ${decisions} decisions`, () => deepEqual(sum, { cases, decisions }));
}

const [judged] = [...readCases([join(bundledCases('1.36'), 'seq-basic.jsonl.gz')])];

function written(name: string, content: object, pack = false): string {
  const path = join(folder, name);
  const text = JSON.stringify(content);
  writeFileSync(path, pack ? gzipSync(text) : text);
  return path;
}

test('a difference is printed with case, decision, field, expected and got, and the exit code is 1', async () => {
  const wrong = structuredClone(judged!) as unknown as { expect: { phases: { attempts: { node: string }[] }[] } };
  const { node } = wrong.expect.phases[0]!.attempts[0]!;
  wrong.expect.phases[0]!.attempts[0]!.node = 'elsewhere';
  const { code, text } = await run([written('wrong.json', wrong)]);
  equal(code, 1);
  match(text, new RegExp(`seq-basic/\\S+: phase 0, attempt 0 \\(\\S+\\): node: expected "elsewhere", got "${node}"`));
  match(text, /^all +1 +\d+ +1$/m);
});

test('what was decided is written, one line a case, and need not be expected', async () => {
  const { expect: expected, ...unjudged } = judged!;
  const out = join(folder, 'actual.jsonl');
  const { code } = await run([written('unjudged.json.gz', unjudged, true)], '1.36', out);
  equal(code, 0);
  const [line] = readFileSync(out, 'utf8').trim().split('\n');
  const { name, actual } = JSON.parse(line!);
  deepEqual([name, actual.phases.length], [judged!.name, expected!.phases!.length]);
});

test('a case that cannot be run counts with all its decisions', async () => {
  const broken = { ...judged!, config: { apiVersion: 'v9', kind: 'KubeSchedulerConfiguration' } };
  const { code, text } = await run([written('broken.json', broken)]);
  equal(code, 1);
  match(text, /seq-basic\/\S+: cannot be run: config: apiVersion: /);
});

test('a file that is no case counts as one that cannot be run', async () => {
  const { code, text } = await run([written('other.json', { name: 'x' })]);
  equal(code, 1);
  match(text, /other\.json: cannot be run: .*is no conformance case/);
});

test('a path that is not there is refused', () => {
  return rejects(() => run([join(folder, 'nowhere')]), /nowhere: is not there/);
});
