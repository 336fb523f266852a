import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import { type Framework, failure, type Plugin, type Status, success, unschedulable } from '../framework/index.js';
import { aFramework, aPod, type FakeOptions, names } from '../framework/testing.js';
import { decide } from './decide.js';
import { reference } from './reference.js';
import { type Placed, type ScheduleOptions, schedulePod, type Unplaced } from './schedule-pod.js';

/** Rejects what `bad` says, by the number in the node's name. */
function numbers(bad: (n: number) => boolean, status: Status = unschedulable('bad number')): Plugin {
  return {
    name: 'Numbers',
    filter: { dependsOn: 'node-static', check: (_pod, node) => (bad(Number(node.name.slice(1))) ? status : success) },
  };
}

/** Higher numbers score more, up to 100. */
const greedy: Plugin = {
  name: 'Greedy',
  score: { dependsOn: 'node-static', score: (_pod, node) => Number(node.name.slice(1)) % 101 },
};

function confined(...nodeNames: string[]): Plugin {
  return { name: 'Confined', preFilter: { check: () => ({ status: success, nodeNames: new Set(nodeNames) }) } };
}

function options(change: Partial<ScheduleOptions> = {}): ScheduleOptions {
  return { executor: reference, attempt: 1, startIndex: 0, percentageOfNodesToScore: 0, cycleNumber: 1, ...change };
}

function scheduled(
  plugins: readonly Plugin[],
  fake: FakeOptions,
  { pod = aPod(), ...change }: Partial<ScheduleOptions> & { pod?: Pod } = {},
) {
  const result = schedulePod(aFramework(plugins, fake), pod, options(change));
  return { ...result, placed: result.outcome as Placed, unplaced: result.outcome as Unplaced };
}

test('the best of the feasible nodes wins, and its scores are told', () => {
  const { placed } = scheduled([numbers((n) => n === 4), greedy], { nodes: names(5), weights: { Greedy: 2 } });
  equal(placed.nodeName, 'n3');
  deepEqual([placed.evaluatedCount, placed.feasibleCount], [5, 4]);
  deepEqual(placed.scored, { total: 6, byPlugin: new Map([['Greedy', 6]]) });
});

test('one feasible node is taken unscored', () => {
  const { placed, work } = scheduled([numbers((n) => n !== 2), greedy], { nodes: names(5) });
  deepEqual([placed.nodeName, placed.scored, placed.evaluatedCount, work.scoredNodes], ['n2', null, 5, 0]);
});

test('the search starts where the last one ended and goes round', () => {
  const fake = { nodes: names(200) };
  // 200 nodes: 50 − 1 = 49 % would be 98, so 100: n150 … n199, n0 … n49.
  const { placed, nextStartIndex, work } = scheduled([numbers(() => false), greedy], fake, { startIndex: 150 });
  equal(placed.feasibleCount, 100);
  equal(nextStartIndex, 50);
  // Scores are the number modulo 101: n199 scores 98, more than n150 (49) … n198 and n49.
  equal(placed.nodeName, 'n199');
  equal(work.filteredNodes, 101);
});

test('what is rejected before one feasible node too many is met counts as looked at', () => {
  // n0 … n99 are enough; n100 … n104 are rejected, n105 is the one that tells that it is enough.
  const { placed, nextStartIndex, work } = scheduled([numbers((n) => n >= 100 && n < 105), greedy], {
    nodes: names(200),
  });
  deepEqual([placed.feasibleCount, placed.evaluatedCount, nextStartIndex, work.filteredNodes], [100, 105, 105, 106]);
});

test('a profile that scores nothing takes the first feasible node', () => {
  const { placed, nextStartIndex } = scheduled([numbers((n) => n < 2)], { nodes: names(5) });
  deepEqual([placed.nodeName, placed.feasibleCount, placed.evaluatedCount, nextStartIndex], ['n2', 1, 3, 3]);
});

test('a profile that filters nothing scores as many nodes as it looks for', () => {
  const { placed, nextStartIndex, work } = scheduled([greedy], { nodes: names(150) }, { startIndex: 60 });
  // n60 … n149, n0 … n9: n100 scores 100.
  deepEqual([placed.nodeName, placed.feasibleCount, nextStartIndex, work.filteredNodes], ['n100', 100, 10, 0]);
});

test('a profile may look for a share of its own', () => {
  const fake = { nodes: names(1000), percentageOfNodesToScore: 20 };
  equal(scheduled([numbers(() => false), greedy], fake, { percentageOfNodesToScore: 50 }).placed.feasibleCount, 200);
});

test('only nodes of a PreFilter set are visited; the others share a verdict', () => {
  const { unplaced, nextStartIndex } = scheduled([confined('n1', 'n3', 'gone'), numbers(() => true), greedy], {
    nodes: names(5),
  });
  equal(
    unplaced.status.message,
    "0/5 nodes are available: 2 bad number, 3 node(s) didn't satisfy plugin(s) [Confined].",
  );
  deepEqual([...unplaced.fitError!.diagnosis.unschedulablePlugins].sort(), ['Confined', 'Numbers']);
  equal(nextStartIndex, 2);
});

test('a pod that PreFilter rejects has no node looked at, and the search stands still', () => {
  const rejecting: Plugin = { name: 'Gate', preFilter: { check: () => ({ status: unschedulable('shut') }) } };
  const { unplaced, nextStartIndex, work } = scheduled(
    [rejecting, numbers(() => false)],
    { nodes: names(3) },
    { startIndex: 1 },
  );
  equal(unplaced.status.message, '0/3 nodes are available: shut.');
  deepEqual([...unplaced.fitError!.diagnosis.unschedulablePlugins], ['Gate']);
  deepEqual([nextStartIndex, work.filteredNodes], [1, 0]);
});

test('a nominated node is tried alone first, and the search stands still', () => {
  const pod = aPod({ nominatedNodeName: 'n1' });
  const { placed, nextStartIndex } = scheduled(
    [numbers(() => false), greedy],
    { nodes: names(5) },
    { pod, startIndex: 3 },
  );
  deepEqual([placed.nodeName, placed.evaluatedCount, placed.feasibleCount, nextStartIndex], ['n1', 1, 1, 3]);
});

test('a nominated node that was rejected counts among those looked at, once', () => {
  const pod = aPod({ nominatedNodeName: 'n4' });
  const { placed, work } = scheduled([numbers((n) => n === 4), greedy], { nodes: names(5) }, { pod });
  deepEqual([placed.nodeName, placed.evaluatedCount, work.filteredNodes], ['n3', 5, 6]);
});

test('a nominated node that is gone is passed over', () => {
  const pod = aPod({ nominatedNodeName: 'gone' });
  equal(scheduled([numbers(() => false), greedy], { nodes: names(3) }, { pod }).placed.nodeName, 'n2');
});

test('a filter that fails fails the cycle, but not the search for a start', () => {
  const { unplaced, nextStartIndex } = scheduled([numbers((n) => n === 2, failure('lost')), greedy], {
    nodes: names(5),
  });
  deepEqual([unplaced.status.code, unplaced.status.message], ['Error', 'running "Numbers" filter plugin: lost']);
  deepEqual([unplaced.fitError, nextStartIndex], [null, 2]);
});

test('without any node nobody is to blame', () => {
  const { unplaced } = scheduled([numbers(() => false)], { nodes: [] });
  deepEqual(
    [unplaced.status.code, unplaced.status.message],
    ['UnschedulableAndUnresolvable', 'no nodes available to schedule pods'],
  );
  equal(unplaced.fitError, null);
});

test('work that plugins state is collected', () => {
  const plugin: Plugin = {
    name: 'Busy',
    preFilter: { check: () => ({ status: success }) },
    preScore: () => ({ status: success }),
    work: { preFilter: () => ({ pods: 3 }), preScore: (_pod, _cluster, feasible) => ({ nodes: feasible }) },
  };
  const { work } = scheduled([plugin, numbers(() => false), greedy], { nodes: names(4) });
  deepEqual(work.preFilter, [{ plugin: 'Busy', work: { pods: 3 } }]);
  deepEqual(work.preScore, [{ plugin: 'Busy', work: { nodes: 4 } }]);
  deepEqual([work.filteredNodes, work.scoredNodes], [4, 4]);
});

/** Pods that take a node each, one after the other, in one profile whose plugins all sign. */
function batched(count: number) {
  const lonely: Plugin = {
    name: 'Lonely',
    signs: () => null,
    filter: {
      dependsOn: 'node-usage',
      check: (_pod, node) => (node.pods.length > 0 ? unschedulable('taken') : success),
    },
  };
  const framework = aFramework([lonely, { ...greedy, signs: () => null }], { nodes: names(5) });
  let startIndex = 0;
  return Array.from({ length: count }, (_, i) => {
    const pod = aPod();
    const result = schedulePod(framework, pod, options({ startIndex, cycleNumber: i + 1 }));
    startIndex = result.nextStartIndex;
    const { nodeName, feasibleCount } = result.outcome as Placed;
    framework.cluster.addPod(pod.with({ nodeName }));
    return { nodeName, feasibleCount, startIndex };
  });
}

test('like pods that fill a node each follow the first one’s ranking without another search', () => {
  deepEqual(batched(3), [
    { nodeName: 'n4', feasibleCount: 5, startIndex: 0 },
    { nodeName: 'n3', feasibleCount: 1, startIndex: 0 },
    { nodeName: 'n2', feasibleCount: 1, startIndex: 0 },
  ]);
});

function decided(framework: Framework) {
  return decide(framework, aPod(), options()).outcome as Unplaced & { nominatedNode: string | undefined };
}

test('a pod that fits nowhere is handed to PostFilter, whose words end the message', () => {
  const helper: Plugin = {
    name: 'Helper',
    postFilter: (_pod, _cycle, verdicts) => ({
      status: unschedulable(`${verdicts.explicit.size} looked at`),
      nominatedNode: '',
    }),
  };
  const outcome = decided(aFramework([numbers(() => true), greedy, helper], { nodes: names(3) }));
  equal(outcome.status.message, '0/3 nodes are available: 3 bad number. 3 looked at');
  equal(outcome.nominatedNode, '');
});

test('a nomination of PostFilter is passed on, a missing one leaves things as they are', () => {
  const nominating = (nominatedNode: string | undefined): Plugin => ({
    name: 'Helper',
    postFilter: () => ({ status: success, ...(nominatedNode !== undefined && { nominatedNode }) }),
  });
  const outcomes = ['n1', undefined].map((node) => decided(aFramework([numbers(() => true), nominating(node)])));
  deepEqual(
    outcomes.map((outcome) => outcome.nominatedNode),
    ['n1', undefined],
  );
});

test('where something failed PostFilter is not asked and the nomination is cleared', () => {
  const helper: Plugin = { name: 'Helper', postFilter: () => ({ status: success, nominatedNode: 'n1' }) };
  const outcome = decided(aFramework([numbers(() => true, failure('lost')), helper]));
  deepEqual([outcome.status.code, outcome.nominatedNode], ['Error', '']);
});
