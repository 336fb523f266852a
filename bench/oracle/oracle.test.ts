import { deepEqual, equal, match } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bundledCases, readCases } from '../conformance/index.js';
import { buildGo } from '../go-program.js';
import { packageRoot } from '../package-root.js';
import { RealScheduler } from './ask-real.js';
import { besideReal } from './beside-real.js';
import { explainPage } from './explain-page.js';

const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
after(() => rmSync(folder, { recursive: true }));

test('workloads/conformance/EXPLAIN.md shows what is decided now', () => {
  equal(readFileSync(join(packageRoot(), 'workloads', 'conformance', 'EXPLAIN.md'), 'utf8'), explainPage());
});

test('every row of that page says the same twice', () => {
  const rows = explainPage().matchAll(/^\| (.+) \| (.*) \| (.*) \|$/gm);
  const unlike = [...rows].filter(([, , theirs, ours]) => theirs !== ours);
  deepEqual(unlike, []);
});

const main = fileURLToPath(import.meta.url).replace('oracle.test', 'main');

test('without Go one sentence says so', () => {
  const env = { ...process.env, PATH: folder };
  const { status, stderr } = spawnSync(process.execPath, [...process.execArgv, main], { encoding: 'utf8', env });
  equal(status, 0, stderr);
  match(stderr, /^the real kube-scheduler cannot be asked: there is no go command; "seatrial conformance" repeats/);
});

const skip = process.platform === 'win32' && 'a script stands in for the program';
const [judged] = [...readCases([join(bundledCases('1.36'), 'taints.jsonl.gz')])];
const elsewhere = structuredClone(judged) as unknown as { expect: { explanations: { node: string }[] } };
elsewhere.expect.explanations[0]!.node = 'elsewhere';

/** A program that has judged one case so, and that calls what it is asked again chance or not. */
function standIn(name: string, answer: object, chance: boolean): RealScheduler {
  const path = join(folder, name);
  const refused = chance ? [{ name: judged!.name, chance, why: 'in two ways' }] : [];
  const script = `#!${process.execPath}
const fs = require('fs');
const at = process.argv[process.argv.indexOf('-o') + 1];
const again = process.argv[2] === 'judge';
if (!again) fs.writeFileSync(at + '/${judged!.name}.json', ${JSON.stringify(JSON.stringify(answer))});
console.log(again ? '${JSON.stringify({ judged: 0, refused })}' : '{"judged":1,"refused":[]}');
`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return new RealScheduler(path);
}

async function compared(real: RealScheduler, kinds: readonly string[], keep: string) {
  mkdirSync(join(keep, 'taints'), { recursive: true });
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const code = await besideReal(real, { kinds, seed: 1, cases: 1, files: [], keep, say: () => {}, write });
  return { code, text };
}

/** What the real scheduler says, whether it says so each time, and what is made of it. */
const outcomes: readonly [what: string, answer: object, chance: boolean, code: number, text: RegExp][] = [
  ['that is decided alike is no difference', judged!, false, 0, /^all +1 +\d+ +0$/m],
  ['that is decided otherwise is shown', elsewhere, false, 1, /: node: expected "elsewhere", got /],
  ['answered in two ways is told, and no difference', elsewhere, true, 1, /^left to chance by the real one: taints\//m],
];
for (const [what, answer, chance, code, text] of outcomes) {
  test(`a case ${what}`, { skip }, async () => {
    const keep = join(folder, what);
    const found = await compared(standIn(`${what}.js`, answer, chance), ['taints'], keep);
    match(found.text, text);
    equal(found.code, code);
    equal(existsSync(join(keep, `${judged!.name}.json`)), !chance);
  });
}

const asked = process.env['SEATRIAL_ORACLE'] === '1';
const unasked = asked ? false : 'set SEATRIAL_ORACLE=1 to build the real kube-scheduler and ask it';

test('the real kube-scheduler decides a new case of every kind as ours does', { skip: unasked }, async (context) => {
  const program = await buildGo('oracle', () => {});
  if ('absent' in program) return context.skip(program.absent);
  const real = new RealScheduler(program.path);
  const { code, text } = await compared(real, await real.kinds(), join(folder, 'asked'));
  equal(code, 0, text);
});
