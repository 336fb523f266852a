import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { JobV1, PodSpecV1 } from '../../../objects/index.js';
import { aTemplate, aWorkload, createWorld } from '../testing.js';
import { indexLabel } from './job-pods.js';

const s = 1e6;

function aJob(name: string, spec: Record<string, unknown>) {
  const template = aTemplate(name);
  const podSpec: PodSpecV1 = { ...template.spec, restartPolicy: 'Never' };
  return aWorkload('Job', name, { template: { ...template, spec: podSpec }, ...spec });
}

const succeeds = () => ({ afterUs: 5 * s, phase: 'Succeeded' as const });
const fails = () => ({ afterUs: 1 * s, phase: 'Failed' as const });

test('a Job runs no more pods at once than its parallelism until enough have succeeded', () => {
  const world = createWorld({ runsUs: succeeds });
  world.addNodes(2);
  world.controllers.start();
  world.apply(aJob('sum', { parallelism: 3, completions: 10 }));
  world.run();
  equal(world.podsOf('sum').length, 10);
  equal(world.mostActive.get('sum'), 3);
  const { status } = world.object<JobV1>('Job', 'sum')!;
  deepEqual([status!['succeeded'], status!['failed'] ?? 0, status!['active']], [10, 0, 0]);
  const types = (status!['conditions'] as { type: string }[]).map(({ type }) => type);
  deepEqual(types, ['SuccessCriteriaMet', 'Complete']);
});

test('an indexed Job runs every index once', () => {
  const world = createWorld({ runsUs: succeeds });
  world.addNodes(2);
  world.controllers.start();
  world.apply(aJob('map', { parallelism: 4, completions: 9, completionMode: 'Indexed' }));
  world.run();
  const indexes = world.podsOf('map').map((pod) => Number(pod.labels.get(indexLabel)));
  deepEqual(
    indexes.sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  );
  ok(world.podsOf('map').every((pod) => pod.name.startsWith(`map-${pod.labels.get(indexLabel)}-`)));
  equal(world.object<JobV1>('Job', 'map')!.status!['completedIndexes'], '0-8');
});

test('a Job gives up after more failures than its backoffLimit, each waiting twice as long as the one before', () => {
  const world = createWorld({ runsUs: fails });
  world.addNodes(1);
  world.controllers.start();
  world.apply(aJob('bad', { backoffLimit: 3 }));
  world.run();
  const { status } = world.object<JobV1>('Job', 'bad')!;
  equal(status!['failed'], 4);
  const created = world.podsOf('bad').map((pod) => pod.createdUs / s);
  const gaps = created.slice(1).map((at, i) => Math.round(at - created[i]!));
  // A pod starts after 1 s and fails after 1 s more; then 10, 20 and 40 s pass.
  deepEqual(gaps, [12, 22, 42]);
  equal((status!['conditions'] as { type: string; reason: string }[]).at(-1)!.reason, 'BackoffLimitExceeded');
});
