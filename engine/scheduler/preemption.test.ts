import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import { Status, success } from '../framework/index.js';
import { aPod } from './testing.js';
import { TestWorld } from './testing-world.js';

const sized = (amount: string, priority: number) => ({
  priority,
  containers: [{ name: 'c', image: 'app', resources: { requests: { cpu: amount } } }],
});
const refused = { reason: 'Other', message: 'refused' } as const;

/** A node full of pods of priority 0, and an important pod that was tried. */
function aPreemption(...running: string[]) {
  const world = new TestWorld();
  const victims = running.map((amount, i) =>
    aPod(sized(amount, 0), { name: `v${i}`, nodeName: 'node', startTimeUs: 0 }),
  );
  for (const victim of victims) world.scheduler.events.pod(victim);
  const preemptor = aPod(sized('4', 100), { name: 'vip' });
  world.scheduler.events.pod(preemptor);
  world.scheduler.scheduleOne();
  return { world, victims, preemptor };
}

const terminating = (pod: Pod) => pod.with({ deletionUs: 0, victim: true });

test('a victim is marked, then deleted', () => {
  const { world } = aPreemption('4');
  deepEqual(world.waiting, [
    'patch default/v0 {"disruptionTarget":true}',
    'patch default/vip {"nominatedNode":"node","notScheduled":"Unschedulable"}',
  ]);
  world.answer();
  deepEqual(world.waiting.at(-1), 'delete default/v0');
});

test('the preemptor is nominated in memory before the API server knows', () => {
  const { world, preemptor } = aPreemption('4');
  deepEqual(world.scheduler.queue.nominatedPods('node'), [preemptor]);
});

test('the preemptor is gated until the deletion of its last victim is seen', () => {
  const { world, victims, preemptor } = aPreemption('2', '2');
  const [first, last] = victims as [Pod, Pod];
  deepEqual(world.waiting.slice(0, 1), ['patch default/v0 {"disruptionTarget":true}']);
  world.scheduler.events.podGone(first); // somebody else was faster; Fit would let the preemptor try again
  equal(world.queueOf(preemptor), 'unschedulable');
  while (world.calls.length > 0) world.answer();
  world.scheduler.events.pod(terminating(last));
  world.scheduler.events.podGone(last);
  equal(world.queueOf(preemptor), 'backoff');
});

test('all victims but the last go side by side, the last one after them', () => {
  const { world } = aPreemption('1', '1', '2');
  const deletions = () => world.waiting.filter((text) => text.startsWith('delete'));
  world.answer(); // v0 marked
  world.answer(); // v1 marked
  deepEqual(deletions(), ['delete default/v0', 'delete default/v1']);
  world.answer(); // the preemptor's own status
  world.answer();
  deepEqual(world.waiting, ['delete default/v1']);
  world.answer();
  deepEqual(world.waiting, ['patch default/v2 {"disruptionTarget":true}']);
});

test('an eviction that fails spares the last victim and activates the preemptor', () => {
  const { world, preemptor } = aPreemption('2', '2');
  world.answer(refused);
  equal(world.queueOf(preemptor), 'active');
  deepEqual(world.waiting, ['patch default/vip {"nominatedNode":"node","notScheduled":"Unschedulable"}']);
});

test('a victim that is gone already is no failure', () => {
  const { world, preemptor } = aPreemption('4');
  world.answer({ reason: 'NotFound', message: '' });
  equal(world.queueOf(preemptor), 'unschedulable');
});

test('a victim that waits for Permit is taken out of its place without any call', () => {
  const world = new TestWorld({
    extra: [
      {
        name: 'Wait',
        permit: (pod) => ({ status: pod.priority > 0 ? success : new Status('Wait'), timeoutUs: 60_000_000 }),
      },
    ],
  });
  const victim = aPod(sized('4', 0), { name: 'v0' });
  world.scheduler.events.pod(victim);
  world.scheduler.scheduleOne();
  world.answer(); // announced
  world.scheduler.events.pod(aPod(sized('4', 100), { name: 'vip' }));
  world.scheduler.scheduleOne();
  equal(world.queueOf(victim), 'backoff');
  equal(world.cluster.podCount, 0);
  equal(
    world.waiting.some((text) => text.startsWith('delete')),
    false,
  );
});

test('pods of lower priority lose their nomination to the node first', () => {
  const world = new TestWorld();
  const lower = aPod(sized('4', 50), { name: 'lower', nominatedNodeName: 'node' });
  const victim = aPod(sized('4', 0), { name: 'v0', nodeName: 'node', startTimeUs: 0 });
  world.scheduler.events.pod(victim);
  world.scheduler.events.pod(lower);
  world.scheduler.scheduleOne();
  while (world.calls.length > 0) world.answer();
  world.scheduler.events.pod(aPod(sized('4', 100), { name: 'vip' }));
  world.scheduler.scheduleOne();
  equal(world.waiting[0], 'patch default/lower {"nominatedNode":""}');
});
