import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import type { ResourceWeight } from '../framework/index.js';
import { nodeResourcesBalancedAllocation } from './node-resources-balanced-allocation.js';
import { type Amounts, aCluster, aCycle, aHandle, aNode, aPod, type HandleOptions } from './testing.js';

const cpuAndMemory: ResourceWeight[] = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];
const gpu = 'example.com/gpu';
const withGpu = [...cpuAndMemory, { name: gpu, weight: 1 }];
const make = (resources = cpuAndMemory, options: HandleOptions = {}) =>
  nodeResourcesBalancedAllocation.create({ resources }, aHandle(options));

interface Case {
  what: string;
  requests: Amounts;
  /** On a node with 4 CPU and 8Gi besides. */
  used?: Amounts;
  allocatable?: Amounts;
  resources?: ResourceWeight[];
  /** 1.36: 50 + (50 + balance with − balance without)/2; before: balance with the pod. */
  change: number;
  after: number;
}

const cases: Case[] = [
  // with 2/4 and 4/8: 100, without 0 and 0: 100;  50 + 50/2
  { what: 'a pod in the node’s own proportion', requests: { cpu: '2', memory: '4Gi' }, change: 75, after: 100 },
  // with 1/2 and 0: σ 1/4, 75, without 100;  50 + (50 − 25)/2 = 62.5
  { what: 'a pod that takes of one resource alone', requests: { cpu: '2' }, change: 62, after: 75 },
  // with 1/2 and 1/2: 100, without 1/2 and 0: 75;  50 + (50 + 25)/2 = 87.5
  {
    what: 'a pod that fills up what lags behind',
    requests: { memory: '4Gi' },
    used: { cpu: '2' },
    change: 87,
    after: 100,
  },
  // with 1/3 (not representable) and 0: σ 1/6, 83.3 → 83, without 100;  50 + (50 − 17)/2 = 66.5
  {
    what: 'fractions are float64, the balance is cut off',
    requests: { cpu: '1' },
    allocatable: { cpu: '3' },
    change: 66,
    after: 83,
  },
  // requested, not non-zero: the running container counts 0;  with 1/4 and 1/8: σ 1/16, 93.75 → 93, without 100;  50 + 43/2
  {
    what: 'containers without requests count nothing',
    requests: { cpu: '1', memory: '1Gi' },
    used: {},
    change: 71,
    after: 93,
  },
  // with 6/4 → 1 and 1/2: σ 1/4, 75, without 1 and 0: σ 1/2, 50;  50 + (50 + 25)/2
  {
    what: 'no more than all is taken',
    requests: { cpu: '2', memory: '4Gi' },
    used: { cpu: '4' },
    change: 87,
    after: 75,
  },
  {
    // with 1/2, 0, 1/4: mean 1/4, σ √((1/16 + 1/16)/3) = 0.2041, 79.6 → 79, without 100;  50 + 29/2
    what: 'of three resources the standard deviation',
    requests: { cpu: '2', [gpu]: 1 },
    allocatable: { [gpu]: 4 },
    resources: withGpu,
    change: 64,
    after: 79,
  },
  // without a request for it, the third resource is left out
  {
    what: 'an extended resource that is not requested',
    requests: { cpu: '2' },
    allocatable: { [gpu]: 4 },
    resources: withGpu,
    change: 62,
    after: 75,
  },
  // one resource alone is always balanced
  { what: 'a single resource', requests: { cpu: '2' }, resources: cpuAndMemory.slice(0, 1), change: 75, after: 100 },
];

for (const { what, requests, used, allocatable = {}, resources, change, after } of cases) {
  test(what, () => {
    const pod = aPod({ requests });
    const node = aNode({ allocatable, ...(used && { used }) });
    const scores = [make(resources), make(resources, { minor: '1.35' })].map((plugin) => {
      const { state } = plugin.preScore!(pod, [node], undefined, aCycle(aCluster()));
      return plugin.score!.score(pod, node, state, undefined);
    });
    deepEqual(scores, [change, after]);
  });
}

test('a pod that requests none of the resources is not scored', () => {
  const plugin = make();
  const pod = aPod({ requests: { 'ephemeral-storage': '1Gi' } });
  equal(plugin.preScore!(pod, [], undefined, aCycle(aCluster())).status.code, 'Skip');
  equal(plugin.score!.score(pod, aNode(), undefined, undefined), 0);
});
