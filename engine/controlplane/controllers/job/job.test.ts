import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import { type JobV1, type PodSpecV1, timeOf } from '../../../objects/index.js';
import { aTemplate, aWorkload, createWorld } from '../testing.js';
import { Indexes } from './indexes.js';
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

test('with a limit per index one bad index does not keep the others from succeeding', () => {
  const isBad = (index: string | undefined) => index === '2';
  const world = createWorld({ runsUs: (pod) => (isBad(pod.labels.get(indexLabel)) ? fails() : succeeds()) });
  world.addNodes(1);
  world.controllers.start();
  world.apply(aJob('map', { completions: 5, parallelism: 5, completionMode: 'Indexed', backoffLimitPerIndex: 2 }));
  world.run();
  const { status } = world.object<JobV1>('Job', 'map')!;
  deepEqual([status!['completedIndexes'], status!['failedIndexes'], status!['failed']], ['0,1,3,4', '2', 3]);
  equal((status!['conditions'] as { reason: string }[]).at(-1)!.reason, 'FailedIndexes');
});

test('a success policy ends the Job once its indexes have succeeded', () => {
  const world = createWorld({
    runsUs: (pod) => ({ ...succeeds(), afterUs: pod.labels.get(indexLabel) === '0' ? 5 * s : 500 * s }),
  });
  world.addNodes(1);
  world.controllers.start();
  const successPolicy = { rules: [{ succeededIndexes: '0' }] };
  world.apply(aJob('lead', { completions: 4, parallelism: 4, completionMode: 'Indexed', successPolicy }));
  world.run();
  const { status } = world.object<JobV1>('Job', 'lead')!;
  equal((status!['conditions'] as { type: string }[]).at(-1)!.type, 'Complete');
  ok(timeOf(status!['completionTime'] as string)! < 60 * s);
  equal(world.podsOf('lead').length, 1);
});

test('a suspended Job has no active pods, and goes on when it is resumed', () => {
  const world = createWorld({ runsUs: () => ({ ...succeeds(), afterUs: 60 * s }) });
  world.addNodes(1);
  world.controllers.start();
  world.apply(aJob('sum', { parallelism: 3, completions: 3 }));
  world.apply(aJob('sum', { parallelism: 3, completions: 3, suspend: true }), 20 * s);
  world.at(50 * s, () => equal(world.podList().length, 0));
  world.apply(aJob('sum', { parallelism: 3, completions: 3 }), 100 * s);
  world.run();
  const { status } = world.object<JobV1>('Job', 'sum')!;
  deepEqual([status!['succeeded'], status!['failed'] ?? 0], [3, 0]); // pods that were taken away did not fail
});

test('a Job that takes too long fails', () => {
  const world = createWorld();
  world.addNodes(1);
  world.controllers.start();
  world.apply(aJob('slow', { activeDeadlineSeconds: 30 }));
  world.run();
  equal(
    (world.object<JobV1>('Job', 'slow')!.status!['conditions'] as { reason: string }[]).at(-1)!.reason,
    'DeadlineExceeded',
  );
  equal(world.podList().length, 0);
});

test('a finished Job goes after its time, and its pods with it', () => {
  const world = createWorld({ runsUs: succeeds });
  world.addNodes(1);
  world.controllers.start();
  world.apply(aJob('sum', { ttlSecondsAfterFinished: 100 }));
  world.at(200 * s, () => {});
  world.run();
  equal(world.store.list('Job').length, 0);
  equal(world.podList().length, 0);
});

test('pods of a lost node count as failed and are replaced', () => {
  const world = createWorld({ runsUs: () => ({ ...succeeds(), afterUs: 1000 * s }) });
  world.addNodes(2);
  world.controllers.start();
  world.apply(aJob('sum', { parallelism: 2, completions: 2 }));
  world.fail('node-0', 100 * s);
  world.recover('node-0', 3000 * s);
  world.run(5 * 3600 * s);
  const { status } = world.object<JobV1>('Job', 'sum')!;
  deepEqual([status!['succeeded'], status!['failed']], [2, 1]);
});

for (const [text, indexes] of [
  ['0-2,5', [0, 1, 2, 5]],
  ['', []],
  ['1,2', [1, 2]],
  ['7-9', [7]],
] as const) {
  test(`"${text}" names the indexes [${indexes}] below 8`, () => deepEqual([...Indexes.parse(text, 8)], indexes));
}

test('indexes are joined, and the first that are missing found', () => {
  const some = Indexes.none.with([5, 0, 1, 3]);
  equal(some.toString(), '0,1,3,5');
  equal(some.with([2, 4]).toString(), '0-5');
  deepEqual(some.missing(3, 8), [2, 4, 6]);
  deepEqual([some.has(3), some.has(4), some.total], [true, false, 4]);
});

test('a failure policy may ignore disruptions, or end the Job at the first failure', () => {
  const ignoring = { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] };
  const world = createWorld({ runsUs: () => ({ ...succeeds(), afterUs: 1000 * s }) });
  world.addNodes(2);
  world.controllers.start();
  world.apply(aJob('sum', { backoffLimit: 0, podFailurePolicy: ignoring }));
  const user = { name: 'user', bucket: null };
  world.at(100 * s, () => world.pods.delete(user, world.podsOf('sum')[0]!.index));
  world.run(5 * 3600 * s);
  const { status } = world.object<JobV1>('Job', 'sum')!;
  deepEqual([status!['succeeded'], status!['failed'] ?? 0], [1, 0]);

  const strict = { rules: [{ action: 'FailJob', onExitCodes: { operator: 'NotIn', values: [42] } }] };
  const other = createWorld({ runsUs: fails });
  other.addNodes(1);
  other.controllers.start();
  other.apply(aJob('bad', { backoffLimit: 6, podFailurePolicy: strict }));
  other.run();
  equal(other.object<JobV1>('Job', 'bad')!.status!['failed'], 1);
});
