import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../../cluster/index.js';
import { Action, type ClusterEvent, on, success, unschedulable } from '../../framework/index.js';
import { aNode, aPod, aQueue } from '../testing.js';
import { assignedPodAdd, assignedPodDelete } from './cluster-events.js';

const second = 1_000_000;
const nodeAdd: ClusterEvent = { resource: 'Node', action: Action.Add };
const node = aNode('node');

const fitWantsNodes = { Fit: [on('Node', Action.Add)] };

test('the most important pod is popped first, among equals the oldest', () => {
  const { queue, clock, add } = aQueue();
  const pods = [5, 9, 9].map((priority, i) => {
    clock.us = i;
    return add(aPod({ priority }));
  });
  deepEqual(
    [queue.pop(), queue.pop(), queue.pop()].map((info) => info?.pod),
    [pods[1], pods[2], pods[0]],
  );
  equal(queue.pop(), undefined);
});

test('a pod that fits nowhere waits in unschedulablePods', () => {
  const { add, reject, names } = aQueue({ events: fitWantsNodes });
  const pod = add(aPod());
  reject('Fit');
  deepEqual(names('unschedulable'), [pod.name]);
});

test('an event that its plugin asked for moves it to backoffQ, from where it is popped when activeQ is empty', () => {
  const { queue, add, reject, names } = aQueue({ events: fitWantsNodes });
  const pod = add(aPod());
  reject('Fit');
  queue.moveAll(nodeAdd, undefined, node);
  deepEqual(names('backoff'), [pod.name]);
  equal(queue.pop()?.pod, pod);
});

test('once its backoff is over it goes to activeQ at once', () => {
  const { queue, clock, add, reject, names } = aQueue({ events: fitWantsNodes });
  const pod = add(aPod());
  reject('Fit'); // at 0; backs off through the second that ends at 2 s
  clock.us = 2 * second;
  queue.moveAll(nodeAdd, undefined, node);
  deepEqual(names('active'), [pod.name]);
});

test('an event that another plugin asked for leaves it where it is', () => {
  const events = { ...fitWantsNodes, Taints: [on('Node', Action.UpdateNodeTaint)] };
  const { queue, add, reject, names } = aQueue({ events });
  const pod = add(aPod());
  reject('Taints');
  queue.moveAll(nodeAdd, undefined, node);
  deepEqual(names('unschedulable'), [pod.name]);
});

test('a hint that says QueueSkip leaves it, one that throws counts as Queue', () => {
  let hint: () => 'QueueSkip' = () => 'QueueSkip';
  const { queue, add, reject, names } = aQueue({ events: { Fit: [on('Node', Action.Add, () => hint())] } });
  const pod = add(aPod());
  reject('Fit');
  queue.moveAll(nodeAdd, undefined, node);
  deepEqual(names('unschedulable'), [pod.name]);
  hint = () => {
    throw new Error('broken');
  };
  queue.moveAll(nodeAdd, undefined, node);
  deepEqual(names('backoff'), [pod.name]);
});

test('Queue from a plugin that answered Pending skips backoff', () => {
  const { queue, add, names } = aQueue({ events: { Claims: [on('Node', Action.Add)] } });
  const pod = add(aPod());
  const info = queue.pop()!;
  info.unschedulablePlugins = new Set(['Claims']);
  info.pendingPlugins = new Set(['Claims']);
  queue.addUnschedulable(info);
  queue.moveAll(nodeAdd, undefined, node);
  deepEqual(names('active'), [pod.name]);
});

test('an event seen while the pod was in flight counts when it comes back', () => {
  const { queue, add, names } = aQueue({ events: fitWantsNodes });
  const pod = add(aPod());
  const info = queue.pop()!;
  queue.moveAll(nodeAdd, undefined, node);
  info.unschedulablePlugins = new Set(['Fit']);
  queue.addUnschedulable(info);
  deepEqual(names('backoff'), [pod.name]);
});

test('a pod that an error brought back is tried again after backoff without any event, and not popped before', () => {
  const { queue, clock, add, reject, names } = aQueue();
  const pod = add(aPod());
  const info = reject();
  equal(info.consecutiveErrorsCount, 1);
  deepEqual(names('backoff'), [pod.name]);
  equal(queue.pop(), undefined);
  clock.us = 2 * second;
  queue.flushBackoff();
  equal(queue.pop(), info);
});

test('attempts, rejections and errors in a row are counted apart', () => {
  const { queue, clock, add, reject } = aQueue({ events: fitWantsNodes });
  add(aPod());
  const counts = () => [info.attempts, info.unschedulableCount, info.consecutiveErrorsCount];
  const info = reject();
  deepEqual(counts(), [1, 0, 1]);
  clock.us = 2 * second;
  queue.flushBackoff();
  reject('Fit');
  deepEqual(counts(), [2, 1, 0]); // a rejection ends the row of errors
});

test('pods that a plugin gates wait until it lets them in', () => {
  let open = false;
  const gate = () => (open ? success : unschedulable('closed'));
  const { queue, add, names } = aQueue({ gate, events: { Gate: [on('Node', Action.Add)] } });
  const pod = add(aPod());
  deepEqual(names('unschedulable'), [pod.name]);
  queue.moveAll(nodeAdd, undefined, node);
  deepEqual(names('unschedulable'), [pod.name]);
  open = true;
  queue.moveAll(assignedPodAdd, undefined, aPod()); // not among the gating plugin's events
  deepEqual(names('unschedulable'), [pod.name]);
  queue.moveAll(nodeAdd, undefined, node);
  deepEqual(names('active'), [pod.name]); // it was never tried, so it need not back off
});

test('a gate is asked on the way into backoffQ too', () => {
  let open = true;
  const gate = () => (open ? success : unschedulable('closed'));
  const { queue, add, reject, names } = aQueue({ gate, events: fitWantsNodes });
  const pod = add(aPod());
  reject('Fit');
  open = false;
  queue.moveAll(nodeAdd, undefined, node);
  deepEqual([names('backoff'), names('unschedulable')], [[], [pod.name]]);
  equal(queue.get(pod.index)?.gatingPlugin, 'Gate');
});

test('a pod that waited for more than five minutes is tried again, a gated one is not', () => {
  let gated: Pod | undefined;
  const gate = (pod: Pod) => (pod === gated ? unschedulable('closed') : success);
  const { queue, clock, add, reject, names } = aQueue({ gate });
  const pod = add(aPod());
  reject('Fit');
  gated = aPod();
  add(gated);
  clock.us = 300 * second;
  queue.flushUnschedulable();
  equal(names('unschedulable').length, 2);
  clock.us++;
  queue.flushUnschedulable();
  deepEqual([names('active'), names('unschedulable')], [[pod.name], [gated.name]]);
});

for (const { minor, where } of [
  { minor: '1.36', where: 'unschedulable' },
  { minor: '1.37', where: 'active' },
] as const) {
  test(`a gated pod whose gate has opened unnoticed is ${where} after five minutes in ${minor}`, () => {
    let open = false;
    const gate = () => (open ? success : unschedulable('closed'));
    const { queue, clock, add, names } = aQueue({ minor, gate });
    const pod = add(aPod());
    open = true;
    clock.us = 300 * second + 1;
    queue.flushUnschedulable();
    deepEqual(names(where), [pod.name]);
  });
}

test('from 1.37 on a gate that stays closed is asked every five minutes', () => {
  let asked = 0;
  const gate = () => {
    asked++;
    return unschedulable('closed');
  };
  const { queue, clock, add } = aQueue({ minor: '1.37', gate });
  add(aPod());
  for (const seconds of [301, 331, 601, 602]) {
    clock.us = seconds * second;
    queue.flushUnschedulable();
  }
  equal(asked, 3); // when it came, at 301 s, and at 602 s
});

for (const { minor, nominated } of [
  { minor: '1.36', nominated: 0 },
  { minor: '1.37', nominated: 1 },
] as const) {
  test(`a gated pod that comes with a nomination ${nominated ? 'counts' : 'does not count'} on that node in ${minor}`, () => {
    const { queue, add } = aQueue({ minor, gate: () => unschedulable('closed') });
    add(aPod({}, { nominatedNodeName: 'node' }));
    equal(queue.nominatedPods('node').length, nominated);
  });
}

test('a change of the waiting pod itself is an event for its plugins', () => {
  const { queue, store, add, reject, names } = aQueue({ events: { Affinity: [on('Pod', Action.UpdatePodLabel)] } });
  const pod = add(aPod());
  reject('Affinity');
  const annotated = pod.with({ nominatedNodeName: '' });
  queue.update(pod, annotated);
  deepEqual(names('unschedulable'), [pod.name]);
  const labelled = annotated.with({ labels: new Map([['app', 'web']]) });
  store.set(labelled);
  queue.update(annotated, labelled);
  deepEqual(names('backoff'), [pod.name]);
  equal(queue.pop()?.pod, labelled);
});

test('a pod that changes while it waits in activeQ takes its new place there', () => {
  const { queue, add } = aQueue();
  const first = add(aPod({ priority: 5 }));
  const second = add(aPod({ priority: 1 }));
  queue.update(second, second.with({ spec: aPod({ priority: 9 }).spec }));
  deepEqual([queue.pop()?.pod.name, queue.pop()?.pod.name], [second.name, first.name]);
});

test('a pod that is nowhere is added when it changes', () => {
  const { queue, store, names } = aQueue();
  const pod = aPod();
  store.set(pod);
  queue.update(pod, pod);
  deepEqual(names('active'), [pod.name]);
});

test('activation skips backoff, and reaches a pod in flight when it comes back', () => {
  const { queue, add, names } = aQueue();
  const pod = add(aPod());
  const info = queue.pop()!;
  queue.activate([pod]);
  info.unschedulablePlugins = new Set(['Fit']);
  queue.addUnschedulable(info);
  deepEqual(names('backoff'), [pod.name]);
  queue.activate([pod]);
  deepEqual(names('active'), [pod.name]);
});

test('activation of one pod in flight moves no other', () => {
  const { queue, clock, add, names } = aQueue();
  const first = add(aPod());
  clock.us = 1;
  add(aPod());
  queue.pop();
  const other = queue.pop()!;
  queue.activate([first]);
  other.unschedulablePlugins = new Set(['Fit']);
  queue.addUnschedulable(other);
  deepEqual(names('unschedulable'), [other.pod.name]);
});

test('a deleted pod is in no queue', () => {
  const { queue, add, reject, names } = aQueue({ events: fitWantsNodes });
  const waiting = add(aPod());
  reject('Fit');
  const active = add(aPod());
  queue.delete(waiting);
  queue.delete(active);
  deepEqual([names('active'), names('backoff'), names('unschedulable')], [[], [], []]);
});

test('a check keeps pods out of a move', () => {
  const events = { Fit: [on('Pod', Action.Delete)] };
  const { queue, clock, add, reject, names } = aQueue({ events });
  const low = add(aPod({ priority: 1 }));
  reject('Fit');
  clock.us = 1;
  const high = add(aPod({ priority: 9 }));
  reject('Fit');
  queue.moveAll(assignedPodDelete, aPod(), undefined, (pod) => pod.priority <= 1);
  deepEqual([names('backoff'), names('unschedulable')], [[low.name], [high.name]]);
});

test('a pod added with a nomination is nominated; in flight it is not among the waiting ones', () => {
  const { queue, add } = aQueue();
  const pod = add(aPod({}, { nominatedNodeName: 'node' }));
  deepEqual(queue.nominatedPods('node'), [pod]);
  queue.pop();
  deepEqual(queue.nominatedPods('node'), []);
});

test('the world hears that a pod may be popped, and of every pod that comes in and why', () => {
  let ready = 0;
  const incoming: string[] = [];
  const options = {
    onReady: () => ready++,
    onIncoming: (queue: string, cause: string) => incoming.push(`${queue} ${cause}`),
  };
  const { queue, add, reject } = aQueue({ events: fitWantsNodes, options });
  add(aPod());
  reject('Fit');
  equal(ready, 1);
  queue.moveAll(nodeAdd, undefined, node);
  equal(ready, 2);
  queue.pop();
  deepEqual(incoming, [
    'active UnschedulablePodAdd',
    'unschedulable ScheduleAttemptFailure',
    'backoff NodeAdd',
    'active PopFromBackoffQ',
  ]);
});

test('without popping from backoffQ a pod waits for the flush', () => {
  const { queue, clock, add, reject } = aQueue({ events: fitWantsNodes, options: { popFromBackoffQ: false } });
  add(aPod());
  reject('Fit');
  queue.moveAll(nodeAdd, undefined, node);
  equal(queue.isReady, false);
  clock.us = second + 1;
  queue.flushBackoff();
  equal(queue.isReady, true);
});
