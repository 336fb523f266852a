import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type Plugin, success, unschedulable } from '../framework/index.js';
import { defaultPreemption } from './default-preemption.js';
import { aWorld, failed, room, running, vip } from './default-preemption-testing.js';
import { aHandle, aPod } from './testing.js';

test('the pod of lower priority has to go, and its node is nominated', () => {
  const world = aWorld([{ name: 'a', pods: [running('low', '3', 1)] }]);
  const outcome = failed(world, vip('2'));
  equal(outcome.nominatedNode, 'a');
  equal(outcome.status.message, '0/1 nodes are available: 1 Insufficient cpu.');
  deepEqual(world.evicted, [{ node: 'a', pods: ['low'] }]);
});

test('trying changes nothing: the node keeps its pods and figures', () => {
  const world = aWorld([{ name: 'a', pods: [running('low', '3', 1), running('lower', '1', 0)] }]);
  const node = world.cluster.node('a')!;
  const before = node.pods.map((pod) => pod.name);
  failed(world, vip('2'));
  deepEqual(
    node.pods.map((pod) => pod.name),
    before,
  );
  equal(node.requestedCpuMilli, 4000);
});

test('as many pods as possible are spared, the most important first', () => {
  // 4 CPU taken by four pods; the vip needs 2, so two have to go: those of lowest priority, though they came first.
  const pods = [running('p1', '1', 1), running('p2', '1', 2), running('p3', '1', 3), running('p4', '1', 4)];
  const world = aWorld([{ name: 'a', pods }]);
  failed(world, vip('2'));
  deepEqual(world.evicted, [{ node: 'a', pods: ['p2', 'p1'] }]);
});

test('of equal priority the one that runs for longer is spared', () => {
  const world = aWorld([{ name: 'a', pods: [running('young', '2', 1, 60), running('old', '2', 1, 30)] }]);
  failed(world, vip('2'));
  deepEqual(world.evicted[0]!.pods, ['young']);
});

test('a small pod further down the list may stay where a big one cannot', () => {
  // 4 CPU: big 3 and small 1; with small kept 3 are free.
  const world = aWorld([{ name: 'a', pods: [running('big', '3', 5), running('small', '1', 1)] }]);
  failed(world, vip('3'));
  deepEqual(world.evicted[0]!.pods, ['big']);
});

test('pods of equal or higher priority are no victims', () => {
  const world = aWorld([
    { name: 'a', pods: [running('peer', '3', 100)] },
    { name: 'b', labels: { never: '' } },
  ]);
  const outcome = failed(world, vip('2'));
  equal(outcome.nominatedNode, '');
  equal(
    outcome.status.message,
    '0/2 nodes are available: 1 Insufficient cpu, 1 never here. preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.',
  );
  deepEqual(world.evicted, []);
});

test('where even an empty node is too small the filter says why', () => {
  const outcome = failed(aWorld([{ name: 'a', pods: [running('low', '3', 1)] }]), vip('5'));
  equal(
    outcome.status.message,
    '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 Insufficient cpu.',
  );
});

test('a pod that never preempts says so, and keeps its nomination', () => {
  const pod = vip('2', { spec: { preemptionPolicy: 'Never' } });
  const outcome = failed(aWorld([{ name: 'a', pods: [running('low', '3', 1)] }]), pod);
  equal(outcome.nominatedNode, undefined);
  equal(
    outcome.status.message,
    '0/1 nodes are available: 1 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.',
  );
});

for (const { what, isVictim, priority, never, expected } of [
  { what: 'waits while its victim leaves', isVictim: true, priority: 1, never: false, expected: false },
  {
    what: 'preempts again if a pod leaves for another reason',
    isVictim: false,
    priority: 1,
    never: false,
    expected: true,
  },
  {
    what: 'does not wait for a pod that it cannot have evicted',
    isVictim: true,
    priority: 100,
    never: false,
    expected: true,
  },
  { what: 'preempts again once its node is out of question', isVictim: true, priority: 1, never: true, expected: true },
]) {
  test(`a pod nominated to a node ${what}`, () => {
    const world = aWorld(
      [
        {
          name: 'a',
          pods: [{ ...running('leaving', '3', priority), deletionUs: 5 }],
          ...(never && { labels: { never: '' } }),
        },
        { name: 'b', pods: [running('other', '3', 1)] },
      ],
      { calls: { isVictim: (pod) => isVictim && pod.name === 'leaving' } },
    );
    const outcome = failed(world, vip('2', { nominatedNodeName: 'a' }));
    equal(outcome.nominatedNode !== undefined, expected);
    if (!expected)
      equal(
        outcome.status.message,
        '0/2 nodes are available: 2 Insufficient cpu. preemption: not eligible due to a terminating pod on the nominated node.',
      );
  });
}

test('a victim that is being deleted already is not evicted again', () => {
  const world = aWorld([{ name: 'a', pods: [{ ...running('leaving', '3', 1), deletionUs: 5 }] }]);
  equal(failed(world, vip('2')).nominatedNode, 'a');
  deepEqual(world.evicted, []);
});

test('pods nominated to a node count in its dry run', () => {
  const nominated = aPod({ name: 'earlier', priority: 100, requests: { cpu: '3' } });
  const world = aWorld(
    [
      { name: 'a', pods: [running('low', '3', 1)] },
      { name: 'b', pods: [running('low2', '3', 50)] },
    ],
    {
      nominated: new Map([['a', [nominated]]]),
    },
  );
  failed(world, vip('2'));
  deepEqual(world.evicted, [{ node: 'b', pods: ['low2'] }]);
});

test('plugins with a state hear who is taken away and who comes back', () => {
  interface State {
    names: string[];
  }
  const heard: string[] = [];
  const listener: Plugin = {
    name: 'Listener',
    preFilter: {
      check: () => ({ status: success, state: { names: [] } satisfies State }),
      clone: (state) => ({ names: [...(state as State).names] }),
      addPod(state, _pod, added) {
        (state as State).names.push(`+${added.name}`);
        heard.splice(0, heard.length, ...(state as State).names);
        return success;
      },
      removePod(state, _pod, removed) {
        (state as State).names.push(`-${removed.name}`);
        heard.splice(0, heard.length, ...(state as State).names);
        return success;
      },
    },
  };
  const world = aWorld([{ name: 'a', pods: [running('p1', '2', 1), running('p2', '2', 2)] }], {
    filters: [listener, room],
  });
  failed(world, vip('2'));
  // both go; p2 comes back and stays, p1 comes back and has to go again
  deepEqual(heard, ['-p1', '-p2', '+p2', '+p1', '-p1']);
});

test('a plugin that fails in every dry run is an error', () => {
  const failing: Plugin = {
    name: 'Failing',
    preFilter: {
      check: () => ({ status: success, state: {} }),
      removePod: () => unschedulable('lost'),
    },
  };
  const outcome = failed(
    aWorld([{ name: 'a', pods: [running('low', '3', 1)] }], { filters: [failing, room] }),
    vip('2'),
  );
  equal(
    outcome.status.message,
    '0/1 nodes are available: 1 Insufficient cpu. preemption: running RemovePod on PreFilter plugin "Failing": lost',
  );
  equal(outcome.nominatedNode, undefined);
});

test('a pod that is preempting waits outside the queue', () => {
  const plugin = (preempting: boolean, gates = {}) =>
    defaultPreemption.create(
      { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 },
      aHandle({ calls: { isPreempting: () => preempting }, gates }),
    );
  const pod = vip('1');
  equal(plugin(true).preEnqueue!(pod).message, 'waiting for the preemption for this pod to be finished');
  equal(plugin(false).preEnqueue!(pod).isSuccess, true);
  equal(plugin(true, { SchedulerAsyncPreemption: false }).preEnqueue!(pod).isSuccess, true);
});

for (const { minor, spared } of [
  { minor: '1.36', spared: 'last' },
  { minor: '1.37', spared: 'first' },
] as const) {
  test(`of two pods that have not started the ${spared} one on the node's list is spared (${minor})`, () => {
    const world = aWorld([{ name: 'a', pods: [running('first', '2', 1), running('last', '2', 1)] }], { minor });
    failed(world, vip('2'));
    deepEqual(world.evicted[0]!.pods, [spared === 'first' ? 'last' : 'first']);
  });
}

test('a preemptor says where it may go, from 1.37 on', () => {
  const world = aWorld([{ name: 'a', pods: [running('low', '3', 1)] }], { minor: '1.37' });
  equal(
    failed(world, vip('2')).status.message,
    '0/1 nodes are available: 1 Insufficient cpu. preemption: found a potential placement for pod on node a, preempting 1 victims',
  );
});
