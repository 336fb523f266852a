import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredKind } from '../cluster/index.js';
import { aNode, aPod } from './testing.js';
import { TestWorld } from './testing-world.js';

const sized = (cpu: string, priority = 0) => ({
  priority,
  preemptionPolicy: 'Never',
  containers: [{ name: 'c', image: 'app', resources: { requests: { cpu } } }],
});

/** A node of 4 CPU with a pod of 3, and a pod of 2 that waits for it to go. */
function aFullNode(waitingPriority = 0) {
  const world = new TestWorld();
  const { events } = world.scheduler;
  const running = aPod(sized('3'), { nodeName: 'node' });
  const waiting = aPod(sized('2', waitingPriority));
  events.pod(running);
  events.pod(waiting);
  world.scheduler.scheduleOne();
  equal(world.queueOf(waiting), 'unschedulable');
  return { world, events, running, waiting };
}

test('a pod that succeeded leaves its place, and wakes who waited for it', () => {
  const { world, events, running, waiting } = aFullNode();
  events.pod(running.with({ phase: 'Succeeded' }));
  equal(world.cluster.podCount, 0);
  equal(world.queueOf(waiting), 'backoff');
});

test('a pod that had ended before it was first seen is nobody', () => {
  const { world, events } = aFullNode();
  events.pod(aPod({}, { nodeName: 'node', phase: 'Failed' }));
  equal(world.cluster.podCount, 1);
});

test('a pod that somebody else bound leaves the queue and takes its place', () => {
  const { world, events, waiting } = aFullNode();
  events.pod(waiting.with({ nodeName: 'node' }));
  equal(world.queueOf(waiting), 'none');
  equal(world.cluster.podCount, 2);
});

test('a pod of another scheduler is not queued, but counts where it runs', () => {
  const { world, events } = aFullNode();
  const other = aPod({ schedulerName: 'other' });
  events.pod(other);
  equal(world.queueOf(other), 'none');
  events.pod(other.with({ nodeName: 'node' }));
  equal(world.cluster.podCount, 2);
});

test('a new node wakes pods, a cordoned one too', () => {
  const { world, events, waiting } = aFullNode();
  events.node(aNode('other', { spec: { unschedulable: true } }));
  equal(world.queueOf(waiting), 'backoff');
});

test('a change without a new resourceVersion reaches the watch but not the queue', () => {
  const { world, events, waiting } = aFullNode();
  const labelled = waiting.with({ labels: new Map([['a', 'b']]) });
  events.pod(labelled, true);
  equal(world.scheduler.store.get(waiting.index), labelled);
  equal(world.scheduler.queue.get(waiting.index)?.pod, waiting);
});

for (const { priority, where } of [
  { priority: 5, where: 'backoff' },
  { priority: 6, where: 'unschedulable' },
]) {
  test(`when a nominated pod of priority 5 goes, a pod of priority ${priority} is ${where}`, () => {
    const { world, events, waiting } = aFullNode(priority);
    const nominated = aPod(sized('1', 5), { nominatedNodeName: 'node' });
    events.pod(nominated);
    events.podGone(nominated);
    // The higher one never had to yield to it.
    equal(world.queueOf(waiting), where);
  });
}

test('objects are stored, and their deletion is heard of once', () => {
  const { world, events } = aFullNode();
  const kind: StoredKind = 'PersistentVolume';
  const volume = { apiVersion: 'v1', kind, metadata: { name: 'v' } };
  events.object(kind, volume);
  deepEqual([...world.cluster.objects.list(kind)], [volume]);
  events.objectGone(kind, '', 'v');
  events.objectGone(kind, '', 'v');
  deepEqual([...world.cluster.objects.list(kind)], []);
});

test('a node that goes leaves its pods in the cache until they go', () => {
  const { world, events, running } = aFullNode();
  events.nodeGone('node');
  equal(world.cluster.cachedNodeCount, 0);
  equal(world.cluster.podCount, 1);
  events.podGone(running);
  equal(world.cluster.podCount, 0);
});
