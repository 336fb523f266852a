/** An explanation on a terminal: golden texts of a decision and of a refusal. */
import { equal } from 'node:assert/strict';
import test from 'node:test';
import type { ExplanationRow } from '../../engine/index.js';
import { explainReport } from './explain-report.js';
import { styles } from './style.js';

const style = styles(false);
const told = (row: ExplanationRow, mostNodes = 5) => explainReport(row, { style, mostNodes }).join('\n');

const fit = (raw: number, normalized?: number) => ({
  plugin: 'NodeResourcesFit',
  raw,
  weight: 1,
  ...(normalized === undefined ? {} : { normalized }),
});
const taints = (raw: number, normalized?: number) => ({
  plugin: 'TaintToleration',
  raw,
  weight: 3,
  ...(normalized === undefined ? {} : { normalized }),
});

const decided: ExplanationRow = {
  pod: 'shop/web-0',
  atUs: 12_000,
  attempt: 1,
  explanation: {
    pod: 'shop/web-0',
    node: 'node-1',
    feasible: 3,
    runnerUp: { node: 'node-0', behind: 13 },
    cycle: { evaluated: 3, feasible: 2 },
    nodes: {
      'node-0': { filter: { code: 'Success' }, lookedAt: true, plugins: [fit(67, 67), taints(0, 100)], total: 367 },
      'node-1': { filter: { code: 'Success' }, lookedAt: true, plugins: [fit(80, 80), taints(0, 100)], total: 380 },
      'node-2': { filter: { code: 'Success' }, lookedAt: false, plugins: [fit(90), taints(1)] },
      'node-3': {
        filter: { code: 'Unschedulable', plugin: 'NodeResourcesFit', reasons: ['Insufficient cpu'] },
        lookedAt: true,
      },
      'node-4': {
        filter: { code: 'UnschedulableAndUnresolvable', plugin: 'NodeAffinity', reasons: ['no match'] },
        lookedAt: false,
      },
      'node-5': {
        filter: { code: 'Unschedulable', plugin: 'NodeResourcesFit', reasons: ['Insufficient cpu'] },
        lookedAt: false,
      },
    },
  },
};

test('a decision: the winner and by how much, every plugin’s part, who was rejected and why', () => {
  equal(
    told(decided),
    `shop/web-0, attempt 1 at 12.0 ms
node-1 was chosen, 13 points ahead of node-0.
The cycle looked at 3 nodes and found 2 feasible; of all nodes 3 are.

Scores (weighted; [raw] where the cycle did not look at the node)
node      total  NodeResourcesFit×1  TaintToleration×3
→ node-1    380                  80                300
  node-0    367                  67                300
  node-2                       [90]                [1]

Rejected
    2  NodeResourcesFit: Insufficient cpu (evictions might help): node-3 node-5
    1  NodeAffinity: no match (no eviction would help): node-4`,
  );
});

test('long lists are cut, and say so', () => {
  const lines = told(decided, 1).split('\n');
  equal(lines[6], '→ node-1    380                  80                300');
  equal(lines[7], '… and 2 more feasible nodes');
  equal(lines[10], '    2  NodeResourcesFit: Insufficient cpu (evictions might help): node-3 …');
});

test('level with the next: the heap decided', () => {
  const explanation = { ...decided.explanation, runnerUp: { node: 'node-0', behind: 0 } };
  equal(
    told({ ...decided, explanation }).split('\n')[1],
    'node-1 was chosen, level with node-0 (of equals, kube-scheduler’s heap decides by position).',
  );
});

test('a pod that PreFilter rejected', () => {
  const row: ExplanationRow = {
    ...decided,
    explanation: {
      pod: 'shop/web-0',
      preFilter: { code: 'UnschedulableAndUnresolvable', plugin: 'VolumeBinding', reasons: ['no claim'] },
      message: '0/2 nodes are available: no claim.',
      nodes: {},
      feasible: 0,
      cycle: { evaluated: 0, feasible: 0 },
    },
  };
  equal(
    told(row),
    `shop/web-0, attempt 1 at 12.0 ms
No node was chosen.
VolumeBinding rejected the pod before any node was looked at.
0/2 nodes are available: no claim.`,
  );
});

const refused: ExplanationRow = {
  pod: 'shop/big',
  atUs: 12_000,
  attempt: 2,
  explanation: {
    pod: 'shop/big',
    message: '0/1 nodes are available: 1 Insufficient cpu.',
    feasible: 0,
    cycle: { evaluated: 1, feasible: 0 },
    nodes: {
      'node-0': {
        filter: { code: 'Unschedulable', plugin: 'NodeResourcesFit', reasons: ['Insufficient cpu'] },
        lookedAt: true,
      },
    },
  },
};

test('a pod without a node: the text of its event, what preemption said included', () => {
  const event =
    '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';
  equal(
    told({ ...refused, failed: { event, nominatedNode: '', victims: [] } }),
    `shop/big, attempt 2 at 12.0 ms
No node was chosen.
${event}

Rejected
    1  NodeResourcesFit: Insufficient cpu (evictions might help): node-0`,
  );
});

test('a preemptor: where it is nominated to, and who must go', () => {
  const failed = { event: '0/1 …', nominatedNode: 'node-0', victims: ['shop/a', 'shop/b'] };
  equal(
    told({ ...refused, failed }).split('\n')[3],
    'Preemption nominates it to node-0, where shop/a, shop/b must go.',
  );
  equal(
    told({ ...refused, failed: { ...failed, victims: [] } }).split('\n')[3],
    'Preemption nominates it to node-0, whose pods are leaving already.',
  );
});

test('an attempt that failed after its cycle had chosen a node', () => {
  const failed = { event: 'binding rejected', nominatedNode: '', victims: [] };
  equal(told({ ...decided, failed }).split('\n')[3], 'The attempt failed afterwards: binding rejected');
});
