import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeV1 } from './api.js';
import { compileNode, zoneKeyOf } from './compile-node.js';
import { labelsOf } from './labels.js';

test('allocatable is counted in the scheduler’s units', () => {
  const allocatable = { cpu: '3920m', memory: '7Gi', pods: 110, 'ephemeral-storage': '10Gi', 'example.com/gpu': '2' };
  const node: NodeV1 = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status: { allocatable } };
  const { scalars, ...counted } = compileNode(node).allocatable;
  deepEqual(counted, { cpuMilli: 3920, memoryBytes: 7 * 2 ** 30, ephemeralStorageBytes: 10 * 2 ** 30, pods: 110 });
  deepEqual([...scalars], [['example.com/gpu', 2]]);
});

test('a node that says nothing has nothing', () => {
  const node = compileNode({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } });
  equal(node.allocatable.pods, 0);
  equal(node.unschedulable, false);
  deepEqual([node.taints, node.images, node.zoneKey], [[], [], '']);
});

const beta = 'failure-domain.beta.kubernetes.io';
const zones: [labels: Record<string, string>, key: string][] = [
  [{}, ''],
  [{ 'topology.kubernetes.io/zone': 'a' }, ':\0:a'],
  [{ 'topology.kubernetes.io/region': 'r', 'topology.kubernetes.io/zone': 'a' }, 'r:\0:a'],
  [{ [`${beta}/zone`]: 'old', 'topology.kubernetes.io/zone': 'a' }, ':\0:old'],
  [{ [`${beta}/zone`]: '', 'topology.kubernetes.io/zone': 'a' }, ''], // the deprecated label is there, if empty
];

for (const [labels, key] of zones) {
  test(`the zone of ${JSON.stringify(labels)} is ${JSON.stringify(key)}`, () =>
    equal(zoneKeyOf(labelsOf(labels)), key));
}
