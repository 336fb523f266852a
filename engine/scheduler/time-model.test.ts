import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Cluster } from '../cluster/index.js';
import { noWork } from '../hotpath/index.js';
import { resolveModel } from '../models/index.js';
import { schedulerModel } from './model.js';
import { aNode, aPod } from './testing.js';
import { fittedTimeModel } from './time-model.js';

function aCluster(nodes: number): Cluster {
  const cluster = new Cluster();
  for (let i = 0; i < nodes; i++) cluster.addNode(aNode(`node-${i}`));
  cluster.updateSnapshot();
  return cluster;
}

/** What the snapshot of the next cycle makes anew. */
function relisted(cluster: Cluster) {
  cluster.updateSnapshot();
  return cluster.relisted;
}

const nothing = { nodes: 0, claims: 0 };
const claim = (claimName: string) => ({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] });
const avoiding = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {}, topologyKey: 'kubernetes.io/hostname' }],
    },
  },
};

test('a pod that brings a claim to a node makes the next snapshot list all nodes and claims', () => {
  const cluster = aCluster(3);
  const [a, b] = ['a', 'b'].map((name) => aPod(claim(name)));
  cluster.assumePod(a!.with({ nodeName: 'node-0' }));
  deepEqual(relisted(cluster), { nodes: 3, claims: 1 });
  deepEqual(relisted(cluster), nothing);
  cluster.assumePod(b!.with({ nodeName: 'node-1' }));
  deepEqual(relisted(cluster), { nodes: 3, claims: 2 });
  cluster.forgetPod(a!.with({ nodeName: 'node-0' }));
  deepEqual(relisted(cluster), { nodes: 3, claims: 1 });
});

test('a claim that the node’s pods use already makes nothing anew', () => {
  const cluster = aCluster(2);
  for (const expected of [{ nodes: 2, claims: 1 }, nothing]) {
    cluster.assumePod(aPod(claim('shared')).with({ nodeName: 'node-0' }));
    deepEqual(relisted(cluster), expected);
  }
});

test('so does the first pod with affinity on a node, not the second, nor a plain one', () => {
  const cluster = aCluster(2);
  const expected = [{ nodes: 2, claims: 0 }, nothing, nothing];
  for (const [i, spec] of [avoiding, avoiding, {}].entries()) {
    cluster.assumePod(aPod(spec).with({ nodeName: 'node-0' }));
    deepEqual(relisted(cluster), expected[i]);
  }
});

test('the serial part of a cycle pays for what is listed anew', () => {
  const model = fittedTimeModel({ ...resolveModel('scheduler', schedulerModel, {}), speed: 0.5 }, 16);
  const serialUs = (nodes: number, claims: number) => model.demand!(noWork(), { nodes, claims }).serialUs;
  equal(serialUs(0, 0), 2 * 162);
  equal(serialUs(5000, 4000), 2 * (162 + 5000 * 0.07 + 4000 * 0.25));
});
