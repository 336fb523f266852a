import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import type { NodeResourcesFitArgs } from '../framework/index.js';
import type { PodSpecV1 } from '../objects/index.js';
import { nodeResourcesFit } from './node-resources-fit.js';
import { type Amounts, aCluster, aCycle, aHandle, aNode, aPod, type PodOptions } from './testing.js';

const defaults: NodeResourcesFitArgs = {
  ignoredResources: [],
  ignoredResourceGroups: [],
  scoringStrategy: {
    type: 'LeastAllocated',
    resources: [
      { name: 'cpu', weight: 1 },
      { name: 'memory', weight: 1 },
    ],
  },
};
const make = (args: Partial<NodeResourcesFitArgs> = {}) => nodeResourcesFit.create({ ...defaults, ...args }, aHandle());
const cycle = aCycle(aCluster());

/** Code and reasons of a pod's verdict on a node with 4 CPU, 8Gi and 110 pods unless told otherwise. */
function verdict(
  pod: PodOptions,
  allocatable: Amounts,
  used: Amounts,
  args: Partial<NodeResourcesFitArgs> = {},
): string[] {
  const plugin = make(args);
  const asked = aPod(pod);
  const { state } = plugin.preFilter!.check(asked, cycle);
  const { code, reasons } = plugin.filter!.check(asked, aNode({ allocatable, used }), state);
  return [code, ...reasons];
}

const gpu = 'example.com/gpu';
const cases: {
  what: string;
  requests: Amounts;
  allocatable?: Amounts;
  used?: Amounts;
  verdict: string[];
}[] = [
  {
    what: 'what is left is enough',
    requests: { cpu: '3', memory: '6Gi' },
    used: { cpu: '1', memory: '2Gi' },
    verdict: ['Success'],
  },
  // 3001m > 4000m − 1000m, but not more than 4000m: evicting may help
  {
    what: 'one milli-core too much',
    requests: { cpu: '3001m' },
    used: { cpu: '1' },
    verdict: ['Unschedulable', 'Insufficient cpu'],
  },
  {
    what: 'more than the node ever has',
    requests: { cpu: '4001m' },
    verdict: ['UnschedulableAndUnresolvable', 'Insufficient cpu'],
  },
  {
    what: 'all that is missing is named, and one that is hopeless makes the rest so',
    requests: { cpu: '3500m', memory: '9Gi' },
    used: { cpu: '1' },
    verdict: ['UnschedulableAndUnresolvable', 'Insufficient cpu', 'Insufficient memory'],
  },
  {
    what: 'the node takes no more pods',
    requests: {},
    allocatable: { pods: 1 },
    used: {},
    verdict: ['Unschedulable', 'Too many pods'],
  },
  {
    what: 'no room for pods and none in CPU',
    requests: { cpu: '2' },
    allocatable: { pods: 1 },
    used: { cpu: '3' },
    verdict: ['Unschedulable', 'Too many pods', 'Insufficient cpu'],
  },
  {
    what: 'a pod without requests fits a node that is full',
    requests: {},
    used: { cpu: '4', memory: '8Gi' },
    verdict: ['Success'],
  },
  {
    what: 'ephemeral storage',
    requests: { 'ephemeral-storage': '6Gi' },
    allocatable: { 'ephemeral-storage': '10Gi' },
    used: { 'ephemeral-storage': '5Gi' },
    verdict: ['Unschedulable', 'Insufficient ephemeral-storage'],
  },
  {
    what: 'an extended resource in use',
    requests: { [gpu]: 2 },
    allocatable: { [gpu]: 2 },
    used: { [gpu]: 1 },
    verdict: ['Unschedulable', `Insufficient ${gpu}`],
  },
  {
    what: 'an extended resource the node has not',
    requests: { [gpu]: 1 },
    verdict: ['UnschedulableAndUnresolvable', `Insufficient ${gpu}`],
  },
  { what: 'none of an extended resource', requests: { [gpu]: 0 }, verdict: ['Success'] },
  {
    what: 'huge pages are counted by size',
    requests: { 'hugepages-2Mi': '64Mi', cpu: '1', memory: '1Gi' },
    allocatable: { 'hugepages-2Mi': '32Mi', 'hugepages-1Gi': '1Gi' },
    verdict: ['UnschedulableAndUnresolvable', 'Insufficient hugepages-2Mi'],
  },
];

for (const { what, requests, allocatable = {}, used = {}, verdict: expected } of cases) {
  test(what, () => deepEqual(verdict({ requests }, allocatable, used), expected));
}

const container = (name: string, cpu: string) => ({ name, resources: { requests: { cpu } } });
const shapes: { what: string; spec: Partial<PodSpecV1>; fits: string; exceeds: string }[] = [
  {
    what: 'init containers count by the greatest', // max(1 + 1, 3) = 3
    spec: {
      containers: [container('a', '1'), container('b', '1')],
      initContainers: [container('i', '3'), container('j', '2')],
    },
    fits: '3',
    exceeds: '2999m',
  },
  {
    what: 'sidecars add to containers and to the init containers after them', // max(1 + 1, 1 + 2) = 3
    spec: {
      containers: [container('a', '1')],
      initContainers: [{ ...container('s', '1'), restartPolicy: 'Always' }, container('i', '2')],
    },
    fits: '3',
    exceeds: '2999m',
  },
  {
    what: 'overhead adds to all', // 1 + 0.25
    spec: { containers: [container('a', '1')], overhead: { cpu: '250m' } },
    fits: '1250m',
    exceeds: '1249m',
  },
];

for (const { what, spec, fits, exceeds } of shapes) {
  test(what, () => {
    deepEqual(verdict({ spec }, { cpu: fits }, {}), ['Success']);
    deepEqual(verdict({ spec }, { cpu: exceeds }, {}), ['UnschedulableAndUnresolvable', 'Insufficient cpu']);
  });
}

test('extended resources are ignored by name or by group, native ones never', () => {
  const requests = { [gpu]: 1, 'hugepages-2Mi': '2Mi', cpu: '1' };
  const hugepages = ['UnschedulableAndUnresolvable', 'Insufficient hugepages-2Mi'];
  deepEqual(verdict({ requests }, {}, {}, { ignoredResources: [gpu, 'hugepages-2Mi'] }), hugepages);
  deepEqual(verdict({ requests }, {}, {}, { ignoredResourceGroups: ['example.com'] }), hugepages);
  deepEqual(verdict({ requests: { [gpu]: 1 } }, {}, {}, { ignoredResourceGroups: ['example'] }), [
    'UnschedulableAndUnresolvable',
    `Insufficient ${gpu}`,
  ]);
});

test('equal shortages are one status', () => {
  const plugin = make();
  const pod = aPod({ requests: { cpu: '5' } });
  const verdicts = [aNode(), aNode()].map((node) => plugin.filter!.check(pod, node, pod.spec.requests));
  equal(verdicts[0], verdicts[1]);
});

test('filtering without PreFilter fails as upstream does', () => {
  const status = make().filter!.check(aPod(), aNode(), undefined);
  deepEqual(
    [status.code, status.message],
    ['Error', 'error reading "PreFilterNodeResourcesFit" from cycleState: not found'],
  );
});

test('scoring does without PreScore', () => {
  const plugin = make();
  const pod = aPod({ requests: { cpu: '1', memory: '1Gi' } });
  const node = aNode({ used: { cpu: '1', memory: '1Gi' } });
  const { state } = plugin.preScore!(pod, [node], undefined, cycle);
  // cpu 100·2/4 = 50, memory 100·6/8 = 75, (50 + 75)/2 = 62.5
  equal(plugin.score!.score(pod, node, state, undefined), 62);
  equal(plugin.score!.score(pod, node, undefined, undefined), 62);
});

test('requests are signed; what scoring assumes for missing ones is read besides', () => {
  const plugin = make();
  const one = aPod({ spec: { containers: [container('a', '1')] } });
  const two = aPod({ spec: { containers: [container('a', '1'), { name: 'b' }] } });
  deepEqual(plugin.signs!(one), plugin.signs!(two));
  const rest = { ephemeralStorageBytes: 0, scalars: new Map() };
  deepEqual(plugin.readsBesides!(one), { cpuMilli: 1000, memoryBytes: 209715200, ...rest }); // 200 Mi
  deepEqual(plugin.readsBesides!(two), { cpuMilli: 1100, memoryBytes: 419430400, ...rest });
});
