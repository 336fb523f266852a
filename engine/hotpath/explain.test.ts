import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type Plugin, success, unresolvable, unschedulable } from '../framework/index.js';
import { aFramework, aPod, type FakeOptions, names } from '../framework/testing.js';
import { type ExplainOptions, explainPod } from './explain.js';
import { reference } from './reference.js';
import { schedulePod } from './schedule-pod.js';

const number = (name: string) => Number(name.slice(1));

const odd: Plugin = {
  name: 'Odd',
  filter: {
    dependsOn: 'node-static',
    check: (_pod, node) => (number(node.name) % 2 === 1 ? success : unschedulable('even', 'dull')),
  },
};

/** The number as it is, normalised to 100 for the highest. */
const greedy: Plugin = {
  name: 'Greedy',
  score: {
    dependsOn: 'node-static',
    score: (_pod, node) => number(node.name),
    normalize(scores) {
      const most = Math.max(...scores);
      for (const [i, score] of scores.entries()) scores[i] = Math.trunc((score * 100) / most);
      return success;
    },
  },
};

function explained(plugins: readonly Plugin[], fake: FakeOptions, change: Partial<ExplainOptions> = {}, pod = aPod()) {
  const options = { attempt: 1, startIndex: 0, percentageOfNodesToScore: 0, cycleNumber: 1, all: false, ...change };
  return explainPod(aFramework(plugins, fake), pod, options);
}

test('every node has a verdict with plugin and sorted reasons, every feasible one its scores', () => {
  const { nodes, feasible, node, runnerUp, cycle } = explained([odd, greedy], {
    nodes: names(6),
    weights: { Greedy: 2 },
  });
  deepEqual(nodes['n0'], {
    filter: { code: 'Unschedulable', plugin: 'Odd', reasons: ['dull', 'even'] },
    lookedAt: true,
  });
  // 3·100/5 = 60, twice
  deepEqual(nodes['n3'], {
    filter: { code: 'Success' },
    scores: { Greedy: 120 },
    total: 120,
    lookedAt: true,
    plugins: [{ plugin: 'Greedy', weight: 2, raw: 3, normalized: 60 }],
  });
  deepEqual({ feasible, node, cycle }, { feasible: 3, node: 'n5', cycle: { evaluated: 6, feasible: 3 } });
  deepEqual(runnerUp, { node: 'n3', behind: 80 });
});

test('nodes beyond those looked at show a verdict and raw scores', () => {
  const { nodes, node, feasible } = explained([odd, greedy], { nodes: names(400) });
  // 50 − 3 = 47 % would be 188 of 400 nodes: n1, n3 … n375
  deepEqual([feasible, node], [200, 'n375']);
  deepEqual(nodes['n377'], {
    filter: { code: 'Success' },
    lookedAt: false,
    plugins: [{ plugin: 'Greedy', weight: 1, raw: 377 }],
  });
  equal(nodes['n375']!.total, 100);
});

test('asked for all, scores are normalised over all feasible nodes, and the winner stays the cycle’s', () => {
  const { nodes, node } = explained([odd, greedy], { nodes: names(400) }, { all: true });
  equal(node, 'n375');
  // 375·100/399 = 93.98
  deepEqual([nodes['n375']!.total, nodes['n399']!.total, nodes['n399']!.lookedAt], [93, 100, false]);
});

test('one feasible node is not scored', () => {
  const { nodes, node, runnerUp } = explained([odd, greedy], { nodes: names(2) }, { all: true });
  equal(node, 'n1');
  equal(runnerUp, undefined);
  deepEqual(nodes['n1'], { filter: { code: 'Success' }, lookedAt: true });
});

test('a profile that scores nothing has totals of 0 and takes the first', () => {
  const { nodes, node } = explained([odd], { nodes: names(5) }, { all: true });
  deepEqual(
    [node, nodes['n1'], nodes['n3']!.lookedAt],
    ['n1', { filter: { code: 'Success' }, total: 0, lookedAt: true, plugins: [] }, false],
  );
});

test('a pod that PreFilter rejects has no nodes', () => {
  const gate: Plugin = { name: 'Gate', preFilter: { check: () => ({ status: unresolvable('shut') }) } };
  deepEqual(explained([gate, odd], { nodes: names(3) }, {}, aPod({ name: 'x' })), {
    pod: 'default/x',
    preFilter: { code: 'UnschedulableAndUnresolvable', plugin: 'Gate', reasons: ['shut'] },
    nodes: {},
    feasible: 0,
    message: '0/3 nodes are available: shut.',
    cycle: { evaluated: 0, feasible: 0 },
  });
});

test('nodes that PreFilter leaves out are said to be', () => {
  const confined: Plugin = { name: 'C', preFilter: { check: () => ({ status: success, nodeNames: new Set(['n1']) }) } };
  const { nodes } = explained([confined, odd, greedy], { nodes: names(3) });
  deepEqual(nodes['n0'], {
    filter: { code: 'UnschedulableAndUnresolvable', reasons: ['(left out by PreFilter)'] },
    lookedAt: false,
  });
});

test('a nominated node that fits is the only one looked at; verdicts and scores are of all nodes all the same', () => {
  const pod = aPod({ nominatedNodeName: 'n1' });
  const { nodes, node, cycle } = explained([odd, greedy], { nodes: names(6) }, { all: true }, pod);
  deepEqual([node, cycle], ['n1', { evaluated: 1, feasible: 1 }]);
  deepEqual([nodes['n1']!.lookedAt, nodes['n5']!.lookedAt, nodes['n5']!.total], [true, false, 100]);
});

test('a pod that fits nowhere is told why', () => {
  const { message, node, feasible } = explained([odd, greedy], { nodes: ['n0', 'n2'] });
  deepEqual([message, node, feasible], ['0/2 nodes are available: 2 dull, 2 even.', undefined, 0]);
});

test('explaining changes nothing: hints stay for those they are for', () => {
  const lonely: Plugin = {
    name: 'Lonely',
    signs: () => null,
    filter: {
      dependsOn: 'node-usage',
      check: (_pod, node) => (node.pods.length > 0 ? unschedulable('taken') : success),
    },
  };
  const framework = aFramework([lonely, { ...greedy, signs: () => null }], { nodes: names(5) });
  const options = (cycleNumber: number) => ({ attempt: 1, startIndex: 0, percentageOfNodesToScore: 0, cycleNumber });
  const first = schedulePod(framework, aPod(), { ...options(1), executor: reference });
  framework.cluster.addPod(aPod().with({ nodeName: 'n4' }));
  const told = [1, 2].map(() => explainPod(framework, aPod(), { ...options(2), all: false }));
  const second = schedulePod(framework, aPod(), { ...options(2), executor: reference });
  deepEqual(
    [first.outcome, second.outcome].map((o) => o.placed && o.nodeName),
    ['n4', 'n3'],
  );
  deepEqual(
    told.map(({ node, cycle }) => [node, cycle.evaluated]),
    [
      ['n3', 1],
      ['n3', 1],
    ],
  );
});
