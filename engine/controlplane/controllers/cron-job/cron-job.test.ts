import { deepEqual, equal, ok } from 'node:assert/strict';
import test from 'node:test';
import type { KubeObject, PodSpecV1 } from '../../../objects/index.js';
import { aTemplate, createWorld, type World } from '../testing.js';

const s = 1e6;
const minute = 60 * s;

function aCronJob(spec: Record<string, unknown>): KubeObject {
  const podSpec: PodSpecV1 = { ...aTemplate('tick').spec, restartPolicy: 'Never' };
  const template = { ...aTemplate('tick'), spec: podSpec };
  const jobTemplate = { spec: { template } };
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'tick' }, spec: { jobTemplate, ...spec } };
}

/** Pods run this long. */
function aWorld(runsMinutes: number): World {
  const world = createWorld({ runsUs: () => ({ afterUs: runsMinutes * minute, phase: 'Succeeded' }) });
  world.addNodes(1);
  world.controllers.start();
  return world;
}

/** Jobs ever made, with the minute of their making. */
function jobs(world: World): [string, number][] {
  const ofCron = world.store.objects.filter(({ kind }) => kind === 'Job');
  return ofCron.map(({ name, createdUs }) => [name, Math.floor(createdUs / minute)]);
}

test('a CronJob makes a Job at each time of its schedule, named after the minute', () => {
  const world = aWorld(1);
  world.apply(aCronJob({ schedule: '*/10 * * * *' }));
  world.at(35 * minute, () => {});
  world.run(35 * minute);
  // 2026-01-01T00:00Z is minute 29,453,760 since 1970.
  deepEqual(jobs(world), [
    ['tick-29453770', 10],
    ['tick-29453780', 20],
    ['tick-29453790', 30],
  ]);
});

test('starts to come do not keep a run going', () => {
  const world = aWorld(1);
  world.apply(aCronJob({ schedule: '@hourly' }));
  world.run();
  ok(world.kernel.nowUs() < minute);
});

test('Forbid waits for the Job before, Replace deletes it, Allow runs both', () => {
  const running = (policy: string) => {
    const world = aWorld(25);
    world.apply(aCronJob({ schedule: '*/10 * * * *', concurrencyPolicy: policy }));
    let most = 0;
    for (let us = minute; us < 59 * minute; us += minute)
      world.at(us, () => {
        most = Math.max(most, world.podsOf('tick').filter((pod) => !pod.isTerminal && !pod.isTerminating).length);
      });
    world.run(59 * minute);
    return [jobs(world).length, most];
  };
  // Forbid: 10 to 35, then at once the start of minute 30 that was due meanwhile.
  deepEqual(running('Forbid'), [2, 1]);
  deepEqual(running('Replace'), [5, 1]);
  deepEqual(running('Allow'), [5, 3]);
});

test('finished Jobs are kept up to the history limit', () => {
  const world = aWorld(1);
  world.apply(aCronJob({ schedule: '*/10 * * * *', successfulJobsHistoryLimit: 2 }));
  world.at(119 * minute, () => {});
  world.run(119 * minute);
  deepEqual(
    world.store.list('Job').map(({ name }) => name),
    ['tick-29453860', 'tick-29453870'],
  );
  equal(world.podsOf('tick').length, 2);
});

test('a suspended CronJob starts nothing', () => {
  const world = aWorld(1);
  world.apply(aCronJob({ schedule: '* * * * *', suspend: true }));
  world.at(30 * minute, () => {});
  world.run(30 * minute);
  equal(jobs(world).length, 0);
});
