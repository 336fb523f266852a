/** How to test a plugin: ask its steps, then let it decide in a small run. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, textAt } from 'seatrial';
import newestNodeLast from './newest-node-last.js';

test('the highest number scores 0, number 0 scores 100', () => {
  const { score } = newestNodeLast.create();
  const scores = Float64Array.from(['node-0', 'node-5', 'node-10'], (name) => score.score(null, { name }));
  score.normalize(scores);
  // 100 − 100·0/10, 100 − 100·5/10, 100 − 100·10/10
  deepEqual([...scores], [100, 50, 0]);
});

test('pods go to the oldest node that they fit on', async () => {
  const { pods } = await simulate(specOf(5, 3), { plugins: [newestNodeLast] });
  // A node of 2 CPU takes two pods of 900m: 0 and 0, 1 and 1, 2.
  const nodes = Array.from({ length: pods.count }, (_, row) => textAt(pods.node, row));
  deepEqual(nodes, ['node-0', 'node-0', 'node-1', 'node-1', 'node-2']);
});

/** So many pods of 900m, one a second, on so many nodes of 2 CPU; only this plugin scores. */
function specOf(podCount, nodeCount) {
  const allocatable = { cpu: '2', memory: '8Gi', pods: '110' };
  const only = { disabled: [{ name: '*' }], enabled: [{ name: 'NewestNodeLast' }] };
  return {
    seed: '1',
    kubernetes: '1.36',
    featureGates: {},
    fidelity: 'scheduler',
    untilUs: null,
    objects: [],
    nodeGroups: [{ name: 'node', count: nodeCount, template: { status: { allocatable } }, zones: [], joinUs: 0 }],
    timeline: Array.from({ length: podCount }, (_, i) => ({ atUs: i * 1e6, action: 'apply', object: pod(`pod-${i}`) })),
    arrivals: [],
    replays: [],
    lifetimes: [],
    scheduler: {
      configuration: {
        apiVersion: 'kubescheduler.config.k8s.io/v1',
        kind: 'KubeSchedulerConfiguration',
        profiles: [{ plugins: { score: only } }],
      },
      configurationSource: 'test',
      plugins: [],
      executor: 'auto',
    },
    models: {},
    record: { decisions: false, sampleEveryUs: 0, explain: [] },
  };
}

function pod(name) {
  const resources = { requests: { cpu: '900m', memory: '1Gi' } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'main', image: 'registry.example/main:1', resources }] },
  };
}
