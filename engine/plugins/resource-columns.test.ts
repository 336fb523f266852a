/** What is read off columns against the plain statements, on random nodes and pods. */
import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeInfo, Pod } from '../cluster/index.js';
import type { FilterPoint, Handle, Plugin, PluginFactory, ScorePoint } from '../framework/index.js';
import { type Dice, dice } from './domain-worlds-testing.js';
import { nodeResourcesBalancedAllocation } from './node-resources-balanced-allocation.js';
import { nodeResourcesFit } from './node-resources-fit.js';
import { type Amounts, aCluster, aCycle, aHandle, aPod } from './testing.js';

const gpu = 'example.com/gpu';
const worlds = 400;

/** Now and then more than float64 holds exactly, or than int64 multiplies by 100. */
function amounts(roll: Dice): Amounts {
  return {
    ...(roll(4) > 0 && { cpu: `${roll(3000)}m` }),
    ...(roll(4) > 0 && { memory: roll(9) === 0 ? `${9_007_199_254_740_990n + BigInt(roll(9))}` : `${roll(6000)}Mi` }),
    ...(roll(3) === 0 && { 'ephemeral-storage': `${roll(20)}Gi` }),
    ...(roll(3) === 0 && { [gpu]: roll(3) }),
  };
}

function randomNodes(roll: Dice): NodeInfo[] {
  const nodes = Array.from({ length: 5 }, (_, i) => ({
    name: `n${i}`,
    allocatable: {
      ...(roll(4) === 0 && { memory: ['9007199254740993', '27021597764222977', '100Pi', '7Ei'][roll(4)]! }),
      pods: 1 + roll(4),
      ...(roll(2) === 0 && { [gpu]: roll(4) }),
      'ephemeral-storage': `${roll(50)}Gi`,
    },
    pods: Array.from({ length: roll(4) }, () => ({ requests: amounts(roll) })),
  }));
  return [...aCluster(nodes).nodes];
}

const resources = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 3 },
  { name: gpu, weight: 2 },
];
const pair = [
  { name: 'memory', weight: 5 },
  { name: 'cpu', weight: 2 },
];
const shape = [
  { utilization: 0, score: 0 },
  { utilization: 70, score: 9 },
  { utilization: 100, score: 4 },
];

function fit(scoringStrategy: object, ignoredResources: string[] = []): [PluginFactory, object] {
  return [nodeResourcesFit as PluginFactory, { ignoredResources, ignoredResourceGroups: [], scoringStrategy }];
}

const cases: { what: string; made: [PluginFactory, object]; handle?: Handle }[] = [
  { what: 'LeastAllocated', made: fit({ type: 'LeastAllocated', resources }) },
  { what: 'MostAllocated', made: fit({ type: 'MostAllocated', resources }, [gpu]) },
  {
    what: 'RequestedToCapacityRatio',
    made: fit({ type: 'RequestedToCapacityRatio', resources, requestedToCapacityRatio: { shape } }),
  },
  { what: 'LeastAllocated of two', made: fit({ type: 'LeastAllocated', resources: pair }) },
  { what: 'MostAllocated of two', made: fit({ type: 'MostAllocated', resources: pair }) },
  { what: 'balance of two', made: [nodeResourcesBalancedAllocation as PluginFactory, { resources: pair }] },
  {
    what: 'balance of two at 1.35',
    made: [nodeResourcesBalancedAllocation as PluginFactory, { resources: pair }],
    handle: aHandle({ behaviour: { balancedAllocationScoresChange: false } }),
  },
  { what: 'balance', made: [nodeResourcesBalancedAllocation as PluginFactory, { resources }] },
  {
    what: 'balance of 1.35',
    made: [nodeResourcesBalancedAllocation as PluginFactory, { resources }],
    handle: aHandle({ behaviour: { balancedAllocationScoresChange: false } }),
  },
];

for (const { what, made, handle = aHandle() } of cases) {
  test(`columns say what ${what} says of nodes`, () => {
    const plugin = made[0].create(made[1], handle);
    for (let world = 0; world < worlds; world++) compare(plugin, dice(what, world), `world ${world}`);
  });
}

function compare(plugin: Plugin, roll: Dice, world: string): void {
  const nodes = randomNodes(roll);
  const pod = aPod({ requests: amounts(roll) });
  if (plugin.filter !== undefined) compareFilter(plugin, plugin.filter, pod, nodes, world);
  const { status, state } = plugin.preScore!(pod, nodes, undefined, aCycle(aCluster()));
  if (status.isSuccess) compareScore(plugin.score!, pod, nodes, state, world);
}

function compareFilter(plugin: Plugin, filter: FilterPoint<unknown>, pod: Pod, nodes: NodeInfo[], world: string): void {
  const { state } = plugin.preFilter!.check(pod, aCycle(aCluster()));
  const { on, kinds } = filter.rejectionByRow!(pod, state)!;
  const kindOf = on(nodes[0]!.table);
  const said = new Map<number, string>();
  for (const node of nodes) {
    const kind = kindOf(node.row);
    const { code, message } = filter.check(pod, node, state);
    ok(kind < kinds);
    equal(kind === 0, code === 'Success', `${world}, ${node.name}`);
    equal(said.get(kind) ?? `${code} ${message}`, `${code} ${message}`, `${world}, ${node.name}`);
    said.set(kind, `${code} ${message}`);
  }
}

function compareScore(score: ScorePoint<unknown, unknown>, pod: Pod, nodes: NodeInfo[], state: unknown, world: string) {
  const read = score.byRow!(pod, state, undefined)!.on(nodes[0]!.table);
  for (const node of nodes) equal(read(node.row), score.score(pod, node, state, undefined), `${world}, ${node.name}`);
}
