import { equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { compileNode, type NodeV1, withDefaults } from '../objects/index.js';
import { Cluster } from './cluster.js';
import { NodeShapes, noShape } from './node-shapes.js';

type Parts = Pick<NodeV1, 'spec' | 'status'> & { labels?: Record<string, string> };

function specOf(name: string, { labels = {}, spec = {}, status = {} }: Parts = {}) {
  const metadata = { name, labels: { ...labels, 'kubernetes.io/hostname': name } };
  return compileNode(withDefaults<NodeV1>({ apiVersion: 'v1', kind: 'Node', metadata, spec, status }));
}

const taints = [{ key: 'spot', value: 'true', effect: 'NoSchedule' }];

test('nodes that differ in name, hostname, resources and images only are of one shape', () => {
  const shapes = new NodeShapes();
  const labels = { zone: 'a' };
  const images = [{ names: ['i:1'], sizeBytes: 1 }];
  const first = shapes.of(specOf('n1', { labels }));
  equal(shapes.of(specOf('n2', { labels, status: { allocatable: { cpu: '4' }, images } })), first);
  equal(shapes.specimens[first]!.name, 'n1');
});

const different: [what: string, parts: Parts][] = [
  ['a label', { labels: { zone: 'b' } }],
  ['one label more', { labels: { zone: 'a', pool: 'x' } }],
  ['a taint', { labels: { zone: 'a' }, spec: { taints } }],
  ['a cordon', { labels: { zone: 'a' }, spec: { unschedulable: true } }],
  ['a declared feature', { labels: { zone: 'a' }, status: { declaredFeatures: ['F'] } }],
];

for (const [what, parts] of different)
  test(`${what} makes another shape`, () => {
    const shapes = new NodeShapes();
    notEqual(shapes.of(specOf('n1', { labels: { zone: 'a' } })), shapes.of(specOf('n2', parts)));
  });

test('where nearly every node is another, no more shapes are told apart', () => {
  const shapes = new NodeShapes();
  for (let i = 0; i < 4096; i++) equal(shapes.of(specOf('n', { labels: { id: `${i}` } })), i);
  equal(shapes.of(specOf('n', { labels: { id: 'x' } })), noShape);
  equal(shapes.of(specOf('n', { labels: { id: '1' } })), noShape);
});

test('a row has its node’s shape, and none once the node is gone; the order names rows by position', () => {
  const cluster = new Cluster();
  const [a, b] = ['a', 'b'].map((name) => cluster.addNode(specOf(name, { labels: { zone: name } })));
  cluster.updateSnapshot();
  equal(cluster.table.shape[b!.row], 1);
  equal(cluster.nodes[0]!.row, cluster.order[0]);
  cluster.removeNode('a');
  equal(cluster.table.shape[a!.row], noShape);
});
