/** The comparison of executors in small: every case runs with each of them to one digest. */
import { deepEqual, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { autoCases } from './auto-cases.js';
import { measureAuto } from './measure-auto.js';

const once = { byReference: true, leastRounds: 1, wallBudgetMs: 0 };

for (const { name, spec } of autoCases('small'))
  test(`${name}: in small, all executors are timed and come to one digest`, async () => {
    const { wallMs, best, ratio, rounds } = await measureAuto(await spec(), once);
    deepEqual(Object.keys(wallMs).sort(), ['auto', 'incremental', 'pool', 'reference']);
    ok(Object.values(wallMs).every((ms) => ms > 0 && ms >= Math.min(wallMs[best]!, wallMs.auto!)));
    deepEqual([rounds, ratio], [1, wallMs.auto! / wallMs[best]!]);
  });

test('a case whose objects are refused is none', async () => {
  const spec = await autoCases('small')[0]!.spec();
  const [arrivals] = spec.arrivals;
  const template = { ...arrivals!.template, spec: { ...arrivals!.template.spec, priority: 7 } };
  await rejects(
    measureAuto({ ...spec, arrivals: [{ ...arrivals!, template }] }, once),
    /was refused: pods .* is forbidden: the integer value of priority/,
  );
});

test('cases are named apart', () => {
  const names = autoCases('full').map(({ name }) => name);
  deepEqual([...new Set(names)], names);
});
