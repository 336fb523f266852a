import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster, Pod } from '../cluster/index.js';
import {
  createFramework,
  type Framework,
  type Handle,
  type Plugin,
  type PluginFactory,
  success,
  unresolvable,
  unschedulable,
} from '../framework/index.js';
import { decide, type Failed, type Placed, reference } from '../hotpath/index.js';
import type { KubeObject } from '../objects/index.js';
import { defaultPreemption } from './default-preemption.js';
import { aCluster, aHandle, aPod, type HandleOptions, type NodeOptions, type PodOptions } from './testing.js';

/** Enough CPU left, as NodeResourcesFit asks; a node labelled `never` is out of question. */
const room: Plugin = {
  name: 'Room',
  filter: {
    dependsOn: 'node-usage',
    check(pod, node) {
      if (node.labels.has('never')) return unresolvable('never here');
      const left = node.allocatableCpuMilli - node.requestedCpuMilli;
      return pod.spec.requests.cpuMilli <= left ? success : unschedulable('Insufficient cpu');
    },
  },
};

const sort: Plugin = { name: 'Sort', queueSort: () => true };

interface Options extends HandleOptions {
  readonly random?: Handle['random'];
  readonly filters?: readonly Plugin[];
  readonly objects?: readonly KubeObject[];
  readonly args?: { minCandidateNodesPercentage: number; minCandidateNodesAbsolute: number };
}

interface World {
  readonly framework: Framework;
  readonly cluster: Cluster;
  readonly evicted: { node: string; pods: string[] }[];
}

/** Nodes, and a profile of `Room` and DefaultPreemption; what it evicts is written down. */
function aWorld(nodes: readonly NodeOptions[], options: Options = {}): World {
  const cluster = aCluster(nodes, options.objects);
  const evicted: World['evicted'] = [];
  const handle = aHandle({
    ...options,
    cluster,
    calls: {
      ...options.calls,
      preempt: (_preemptor, node, pods) => evicted.push({ node, pods: pods.map((pod) => pod.name) }),
    },
  });
  const filters = options.filters ?? [room];
  const registry = new Map<string, PluginFactory>([['DefaultPreemption', defaultPreemption as PluginFactory]]);
  for (const plugin of [sort, ...filters]) registry.set(plugin.name, { name: plugin.name, create: () => plugin });
  const points = {
    queueSort: 'Sort',
    preEnqueue: ['DefaultPreemption'],
    preFilter: filters.filter((plugin) => plugin.preFilter).map((plugin) => plugin.name),
    filter: filters.filter((plugin) => plugin.filter).map((plugin) => plugin.name),
    postFilter: ['DefaultPreemption'],
    preScore: [],
    score: [],
    reserve: [],
    permit: [],
    preBind: [],
    bind: [],
    postBind: [],
  };
  const args = {
    DefaultPreemption: options.args ?? { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 },
  };
  const parts = options.random ? { ...handle, random: options.random } : handle;
  return { cluster, evicted, framework: createFramework({ schedulerName: 'x', points, args }, registry, parts) };
}

function decision({ framework }: World, pod: Pod): Failed | Placed {
  return decide(framework, pod, {
    executor: reference,
    attempt: 1,
    startIndex: 0,
    percentageOfNodesToScore: 0,
    cycleNumber: 1,
  }).outcome;
}

function failed(world: World, pod: Pod): Failed {
  const outcome = decision(world, pod);
  if (outcome.placed) throw new Error(`fits on ${outcome.nodeName}`);
  return outcome;
}

const second = 1_000_000;

/** A running pod: started at a second, labelled with its name. */
function running(name: string, cpu: string, priority: number, startSeconds?: number): PodOptions {
  const labels = { app: name };
  return {
    name,
    labels,
    requests: { cpu },
    priority,
    ...(startSeconds !== undefined && { startTimeUs: startSeconds * second }),
  };
}

const vip = (cpu: string, options: PodOptions = {}) =>
  aPod({ name: 'vip', priority: 100, requests: { cpu }, ...options });

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

function budget(app: string, disruptionsAllowed: number, extra: Record<string, unknown> = {}): KubeObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: `${app}-${disruptionsAllowed}`, namespace: 'default' },
    spec: { selector: { matchLabels: { app } } },
    status: { disruptionsAllowed, ...extra },
  };
}

/** Two nodes with a pod each; who is evicted for the vip? */
function chosen(a: PodOptions[], b: PodOptions[], options: Options = {}): string {
  const world = aWorld(
    [
      { name: 'a', pods: a },
      { name: 'b', pods: b },
    ],
    options,
  );
  failed(world, vip('3'));
  return world.evicted[0]!.node;
}

for (const { what, a, b, options, node } of [
  {
    what: 'the fewest violated disruption budgets',
    a: [running('kept', '4', 1)],
    b: [running('free', '4', 50)],
    options: { objects: [budget('kept', 0)] },
    node: 'b',
  },
  {
    what: 'the lowest highest priority',
    a: [running('x', '4', 9)],
    b: [running('y', '2', 8), running('z', '2', 8)],
    node: 'b',
  },
  {
    what: 'the smallest sum of priorities',
    a: [running('x', '2', 9), running('y', '2', 7)],
    b: [running('z', '2', 9), running('u', '2', 6)],
    node: 'b',
  },
  {
    // −1 and −1 sum to less than 0 alone, but every priority counts from −2³¹ up.
    what: 'fewer victims, as every priority adds to the sum',
    a: [running('x', '2', -1), running('y', '2', -1)],
    b: [running('z', '4', -1)],
    node: 'b',
  },
  { what: 'the latest start', a: [running('x', '4', 1, 10)], b: [running('y', '4', 1, 20)], node: 'b' },
  {
    what: 'the latest start of the oldest among the highest',
    a: [running('x', '2', 5, 30), running('y', '2', 5, 10)],
    b: [running('z', '2', 5, 20), running('u', '2', 5, 20)],
    node: 'b',
  },
  {
    what: 'the draw, where all else is equal',
    a: [running('x', '4', 1, 10)],
    b: [running('y', '4', 1, 10)],
    options: { random: (_pod: Pod, name: string) => (name === 'b' ? 0.1 : 0.2) },
    node: 'b',
  },
]) {
  test(`a node is chosen for ${what}`, () => {
    equal(chosen(a, b, options), node);
  });
}

test('a pod that a budget protects is spared before a more important one', () => {
  const world = aWorld([{ name: 'a', pods: [running('kept', '2', 1), running('free', '2', 5)] }], {
    objects: [budget('kept', 0)],
  });
  failed(world, vip('2'));
  deepEqual(world.evicted[0]!.pods, ['free']);
});

for (const { what, object, violated } of [
  { what: 'allows no disruption', object: budget('kept', 0), violated: true },
  { what: 'allows one', object: budget('kept', 1), violated: false },
  {
    what: 'has counted the pod already',
    object: budget('kept', 0, { disruptedPods: { kept: '2026-01-01T00:00:00Z' } }),
    violated: false,
  },
  {
    what: 'is of another namespace',
    object: { ...budget('kept', 0), metadata: { name: 'x', namespace: 'other' } },
    violated: false,
  },
  { what: 'selects everything', object: { ...budget('kept', 0), spec: { selector: {} } }, violated: false },
  { what: 'selects nothing', object: { ...budget('kept', 0), spec: {} }, violated: false },
]) {
  test(`a budget that ${what} ${violated ? 'is' : 'is not'} violated`, () => {
    // Without violation node a is better: its victim's priority is lower.
    const node = chosen([running('kept', '4', 1)], [running('free', '4', 2)], { objects: [object] });
    equal(node, violated ? 'b' : 'a');
  });
}

test('no more nodes are tried than candidates are wanted, from a random one on', () => {
  const nodes = Array.from(
    { length: 10 },
    (_, i): NodeOptions => ({ name: `n${i}`, pods: [running(`p${i}`, '4', i)] }),
  );
  const world = aWorld(nodes, {
    args: { minCandidateNodesPercentage: 30, minCandidateNodesAbsolute: 1 },
    random: (_pod, nodeName) => (nodeName === '' ? 0.85 : 0.5),
  });
  const { postFilter } = decide(world.framework, vip('2'), {
    executor: reference,
    attempt: 1,
    startIndex: 0,
    percentageOfNodesToScore: 0,
    cycleNumber: 1,
  }).work;
  // 30 % of 10: n8, n9, n0.
  deepEqual(world.evicted, [{ node: 'n0', pods: ['p0'] }]);
  deepEqual(postFilter, { nodes: 3, pods: 3, terms: 0 });
});

test('candidates that violate budgets are not enough alone', () => {
  const nodes = Array.from(
    { length: 4 },
    (_, i): NodeOptions => ({
      name: `n${i}`,
      pods: [{ ...running(`p${i}`, '4', i), labels: { app: i < 3 ? 'kept' : 'free' } }],
    }),
  );
  const world = aWorld(nodes, {
    args: { minCandidateNodesPercentage: 1, minCandidateNodesAbsolute: 1 },
    objects: [budget('kept', 0)],
  });
  failed(world, vip('2'));
  deepEqual(world.evicted, [{ node: 'n3', pods: ['p3'] }]);
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

for (const { minor, node } of [
  { minor: '1.36', node: 'b' },
  { minor: '1.37', node: 'a' },
] as const) {
  test(`a pod is taken from all its budgets, or up to the first it violates (${minor})`, () => {
    // x, most important, is selected by both budgets and violates the first; y by the second, which allows one disruption.
    // Taken from both, nothing is left for y: two violations against one on node b.
    const world = aWorld(
      [
        {
          name: 'a',
          pods: [
            { ...running('x', '2', 5), labels: { app: 'x', tier: 't' } },
            { ...running('y', '2', 4), labels: { tier: 't' } },
          ],
        },
        { name: 'b', pods: [{ ...running('z', '4', 6), labels: { app: 'x' } }] },
      ],
      { minor, objects: [budget('x', 0), { ...budget('t', 1), spec: { selector: { matchLabels: { tier: 't' } } } }] },
    );
    failed(world, vip('3'));
    equal(world.evicted[0]!.node, node);
  });
}

test('a preemptor says where it may go, from 1.37 on', () => {
  const world = aWorld([{ name: 'a', pods: [running('low', '3', 1)] }], { minor: '1.37' });
  equal(
    failed(world, vip('2')).status.message,
    '0/1 nodes are available: 1 Insufficient cpu. preemption: found a potential placement for pod on node a, preempting 1 victims',
  );
});
