import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { compileNode, labelsOf } from './index.js';

const status = { allocatable: { cpu: '4', pods: '110' } };
const labelsIn = (zone: string, name: string): Record<string, string> => ({
  a: 'b',
  'kubernetes.io/hostname': name,
  'topology.kubernetes.io/zone': zone,
});
const nodeOf = (labels: Record<string, string>) =>
  compileNode({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', labels }, status });

test('nodes of one template have the labels that they would have by themselves', () => {
  const plain: Record<string, string>[] = [
    labelsIn('a', 'n-0'),
    labelsIn('b', 'n-1'),
    labelsIn('a', 'n-2'),
    { only: 'this' },
    {},
  ];
  for (const labels of plain) {
    const node = nodeOf(labels);
    deepEqual([...node.labels.entries()], [...labelsOf(labels).entries()]);
    equal(node.labels.get('kubernetes.io/hostname'), labels['kubernetes.io/hostname']);
    equal(node.labels.has('kubernetes.io/hostname'), 'kubernetes.io/hostname' in labels);
    equal(node.labels.size, Object.keys(labels).length);
  }
});

test('nodes of one status and another spec differ in what the spec says', () => {
  const base = { apiVersion: 'v1' as const, kind: 'Node' as const, metadata: { name: 'n' }, status };
  const cordoned = compileNode({ ...base, spec: { unschedulable: true } });
  const open = compileNode({ ...base, spec: {} });
  deepEqual([cordoned.unschedulable, open.unschedulable], [true, false]);
});
