/** What is kept of nodes' volumes against counting them from scratch, while pods, claims and attachments come and go. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { type Cluster, NodeTable } from '../cluster/index.js';
import type { KubeObject } from '../objects/index.js';
import { type Dice, dice } from './domain-worlds-testing.js';
import { VolumeCounter } from './node-volume-limits-count.js';
import { NodeVolumes, volumesOn } from './node-volumes.js';
import { aCluster, aHandle } from './testing.js';
import { aClaim, aCsiNode, aPodWith, aVolume } from './volume-testing.js';

const worlds = 300;
const changes = 20;
const names = ['a', 'b', 'c', 'd'];

function attachment(nodeName: string, name: string): KubeObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name: `${nodeName}-${name}` },
    spec: { attacher: 'csi.example.com', nodeName, source: { persistentVolumeName: `pv-${name}` } },
  } as KubeObject;
}

function change(roll: Dice, cluster: Cluster): void {
  const node = cluster.nodes[roll(cluster.nodes.length)]!;
  const name = names[roll(names.length)]!;
  switch (roll(7)) {
    case 0:
      if (node.podCount > 0) cluster.removePod(node.pods[roll(node.podCount)]!);
      break;
    case 1:
      cluster.objects.set('PersistentVolumeClaim', aClaim(name, roll(2) === 0 ? {} : { volumeName: `pv-${name}` }));
      break;
    case 2:
      cluster.objects.set('VolumeAttachment', attachment(node.name, name));
      break;
    default:
      cluster.addPod(aPodWith([name, names[roll(names.length)]!], { nodeName: node.name }));
  }
  cluster.updateSnapshot();
}

test('volumes that are kept are those that a new count finds', () => {
  for (let world = 0; world < worlds; world++) {
    const roll = dice('node volumes', world);
    // Claims of d are missing at first, node n has no CSINode.
    const objects = names
      .slice(0, 3)
      .flatMap((name) => [aVolume(`pv-${name}`), aClaim(name, { volumeName: `pv-${name}` })]);
    const csiNodes = ['l', 'm'].map((name) => aCsiNode(name, { 'csi.example.com': 1 + roll(3) }));
    const cluster = aCluster([{ name: 'l' }, { name: 'm' }, { name: 'n' }], [...csiNodes, ...objects]);
    const counter = new VolumeCounter(cluster.objects, aHandle({ cluster }).release);
    const kept = new NodeVolumes(cluster, counter);
    const scratch = new NodeTable();
    for (let i = 0; i < changes; i++) {
      for (let more = roll(3); more >= 0; more--) change(roll, cluster);
      for (const node of cluster.nodes) {
        const {
          lookedUp: _,
          node: __,
          ...found
        } = kept.on(node) as ReturnType<typeof volumesOn> & Record<string, unknown>;
        const csiNode = cluster.objects.get('CSINode', '', node.name);
        deepEqual(found, volumesOn(node.clone(scratch), csiNode, counter), `world ${world}, after ${i} changes`);
      }
    }
  }
});
