import { equal } from 'node:assert/strict';
import test from 'node:test';
import type { KubeObject } from '../objects/index.js';
import { aCluster } from './testing.js';
import { aClaim, aCsiNode, aPodWith, aVolume } from './volume-testing.js';
import { bindingLooks, limitsLooks } from './volume-work.js';

const bound: KubeObject[] = [aVolume('pv-a'), aClaim('a', { volumeName: 'pv-a' })];
const nodes = [{ name: 'n1' }, { name: 'n2' }];
const csiNodes = nodes.map(({ name }) => aCsiNode(name, { 'csi.example.com': 9 }));

test('without CSINodes a claim is looked up and no pod there', () => {
  const cluster = aCluster(nodes, bound);
  equal(limitsLooks(aPodWith(['a']), cluster, 10), 30); // CSINode, claim, volume, on each of 10 nodes
});

test('volumes that count bring the pods there into it, on average', () => {
  const cluster = aCluster(nodes, [...bound, ...csiNodes]);
  equal(limitsLooks(aPodWith(['a']), cluster, 10), 40); // CSINode, claim, volume, name; nobody there
  cluster.addPod(aPodWith(['a'], { nodeName: 'n1' }));
  equal(limitsLooks(aPodWith(['a']), cluster, 10), 60); // half a pod a node, at 1 + 3 looks
});

test('binding looks at bound volumes on every node', () => {
  const cluster = aCluster(nodes, bound);
  equal(bindingLooks(aPodWith(['a']), cluster, 10), 40);
  equal(bindingLooks(aPodWith([]), cluster, 10), 0);
});

test('an in-tree volume that has moved to CSI is translated first', () => {
  const inTree = { ...aVolume('pv-a'), spec: { awsElasticBlockStore: { volumeID: 'v' } } } as KubeObject;
  const moved = nodes.map(({ name }) => aCsiNode(name, {}, ['kubernetes.io/aws-ebs']));
  const cluster = aCluster(nodes, [inTree, aClaim('a', { volumeName: 'pv-a' }), ...moved]);
  equal(bindingLooks(aPodWith(['a']), cluster, 10), 80); // 1 + 3 + 4
  equal(limitsLooks(aPodWith(['a']), cluster, 10), 80); // 1 + 3 + 4
});
