import { deepEqual, equal, match } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'versus-'));
after(() => rmSync(folder, { recursive: true }));

const main = fileURLToPath(import.meta.url).replace('main.test', 'main');

/** Runs the command where nothing but this folder is searched for programs. */
function run(...options: string[]) {
  const env = { ...process.env, PATH: folder };
  return spawnSync(process.execPath, [...process.execArgv, main, ...options], { encoding: 'utf8', env });
}

const small = ['--nodes', '3', '--pods', '5', '--kinds', 'basic,spread', '--runs', '1'];

test('without Go one sentence says so, and ours is measured alone', () => {
  const { status, stderr, stdout } = run(...small, '-o', 'json');
  equal(status, 0, stderr);
  match(stderr, /^the real kube-scheduler is left out: there is no go command$/m);
  const { leftOut, cases } = JSON.parse(stdout);
  equal(leftOut, 'the real kube-scheduler is left out: there is no go command');
  deepEqual(
    cases.map((each: { kind: string; pods: number; real: unknown }) => [each.kind, each.pods, each.real]),
    [
      ['basic', 5, null],
      ['spread', 5, null],
    ],
  );
});

test('where the build fails its last line is told', { skip: process.platform === 'win32' }, () => {
  const go = join(folder, 'go');
  writeFileSync(
    go,
    '#!/bin/sh\n[ "$1" = version ] && echo go0 && exit\necho "first" >&2\necho "no module" >&2\nexit 1\n',
  );
  chmodSync(go, 0o755);
  const { status, stderr, stdout } = run(...small);
  rmSync(go);
  equal(status, 0, stderr);
  match(stderr, /^the real kube-scheduler is left out: it does not build: no module$/m);
  match(stdout, /^basic .* not compared$/m);
});

for (const [options, complaint] of [
  [['--kinds', 'basic,odd'], /"odd" is not one of basic, /],
  [['--nodes', '0'], /"0" is not a whole number from 1 to /],
  [['--executors', 'quick'], /"quick" is not one of auto, /],
] as const) {
  test(`${options.join(' ')} is refused`, () => {
    const { status, stderr } = run(...options);
    equal(status, 1);
    match(stderr, complaint);
  });
}
