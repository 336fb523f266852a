import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import { decide, reference } from '../hotpath/index.js';
import { aWorld, budget, failed, running, vip, type WorldOptions } from './default-preemption-testing.js';
import type { NodeOptions, PodOptions } from './testing.js';

/** Two nodes with a pod each; who is evicted for the vip? */
function chosen(a: PodOptions[], b: PodOptions[], options: WorldOptions = {}): string {
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
