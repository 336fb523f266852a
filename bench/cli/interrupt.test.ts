/** Ctrl-C during a run: exit 130, how far it got, no files; an earlier complete result stays. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ended, podYaml, smallScenario, start, workbench } from './testing.js';

const bench = workbench();
bench.write('long.yaml', smallScenario.replace('duration: 2m', 'duration: 1000h').replace('to: 1m', 'to: 1000h'));
bench.write('pod.yaml', podYaml('a'));

/** Interrupts a run; one that has not begun by then dies of the signal, and the next is given more time. */
async function interrupted(args: readonly string[]): Promise<Ended> {
  for (let wallMs = 2000; ; wallMs *= 2) {
    const { process: child, ended } = start(args, bench.folder);
    await sleep(wallMs);
    child.kill('SIGINT');
    const end = await ended;
    if (end.code !== null || wallMs > 30_000) return end;
  }
}

test('exit 130 with a sentence of how far it got, and no files', async () => {
  const { code, out, err } = await interrupted(['run', 'long.yaml', '--out', 'fresh']);
  deepEqual([code, out], [130, '']);
  ok(
    /^seatrial: interrupted at \S+ ?\S* of 1000h00m of virtual time · [\d,]+ pods bound, [\d,]+ waiting · [\d,]+ events; nothing was written\n$/.test(
      err,
    ),
    err,
  );
  ok(!existsSync(join(bench.folder, 'fresh')));
});

test('an earlier complete result stays untouched', async () => {
  await bench.printed(['run', '-f', 'pod.yaml', '--out', 'kept']);
  const content = () =>
    readdirSync(join(bench.folder, 'kept')).map((name) => [
      name,
      readFileSync(join(bench.folder, 'kept', name), 'utf8'),
    ]);
  const before = content();
  const { code } = await interrupted(['run', 'long.yaml', '--out', 'kept']);
  equal(code, 130);
  deepEqual(content(), before);
});
