import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeInfo, Pod } from '../cluster/index.js';
import { runFilters, runFiltersWithNominated, runPostFilters, runPreFilters } from './filtering.js';
import { NodeStatuses } from './node-statuses.js';
import type { Plugin, PostFilterResult, PreFilterResult } from './plugin.js';
import { failure, type Status, skip, success, unresolvable, unschedulable } from './status.js';
import { aFramework, aPod, type FakeOptions } from './testing.js';

function preFilter(name: string, result: PreFilterResult<unknown>, onCheck = () => {}): Plugin {
  const check = () => {
    onCheck();
    return result;
  };
  return { name, preFilter: { check } };
}

function filter(name: string, check: (pod: Pod, node: NodeInfo) => Status): Plugin {
  return { name, filter: { dependsOn: 'anything', check } };
}

function preFiltered(plugins: readonly Plugin[]) {
  const framework = aFramework(plugins);
  return runPreFilters(framework, framework.newCycle(1), aPod());
}

test('a plugin whose PreFilter says Skip does not filter', () => {
  const plugin: Plugin = {
    ...filter('Picky', () => unschedulable('no')),
    preFilter: { check: () => ({ status: skip }) },
  };
  const framework = aFramework([plugin]);
  const cycle = framework.newCycle(1);
  runPreFilters(framework, cycle, aPod());
  equal(runFilters(framework, cycle, aPod(), framework.cluster.nodes[0]!), success);
  equal(cycle.skipsFilter('Picky'), true);
});

test('what PreFilter leaves is there for Filter', () => {
  const plugin: Plugin = {
    name: 'Counting',
    preFilter: { check: () => ({ status: success, state: 7 }) },
    filter: {
      dependsOn: 'anything',
      check: (_pod, _node, state) => (state === 7 ? unschedulable('seven') : success),
    },
  };
  const framework = aFramework([plugin]);
  const cycle = framework.newCycle(1);
  runPreFilters(framework, cycle, aPod());
  equal(runFilters(framework, cycle, aPod(), framework.cluster.nodes[0]!).message, 'seven');
  equal(cycle.filterState('Counting'), 7);
});

test('UnschedulableAndUnresolvable in PreFilter ends it at once and names the plugin', () => {
  let ran = false;
  const outcome = preFiltered([
    preFilter('Stops', { status: unresolvable('never') }),
    preFilter('Later', { status: success }, () => {
      ran = true;
    }),
  ]);
  deepEqual([outcome.status.code, outcome.status.plugin, ran], ['UnschedulableAndUnresolvable', 'Stops', false]);
});

test('Unschedulable in PreFilter lets the others run; the last such verdict stands', () => {
  const outcome = preFiltered([
    preFilter('First', { status: unschedulable('one') }),
    preFilter('Second', { status: unschedulable('two') }),
    preFilter('Third', { status: success, nodeNames: new Set(['a']) }),
  ]);
  deepEqual([outcome.status.plugin, outcome.status.message], ['Second', 'two']);
  deepEqual(outcome.confining, ['Third']);
});

test('node sets of PreFilter plugins are intersected', () => {
  const outcome = preFiltered([
    preFilter('X', { status: success, nodeNames: new Set(['a', 'b']) }),
    preFilter('Free', { status: success }),
    preFilter('M', { status: success, nodeNames: new Set(['b', 'c']) }),
  ]);
  deepEqual(outcome.nodeNames, new Set(['b']));
  deepEqual(outcome.confining, ['M', 'X']);
  equal(outcome.status.isSuccess, true);
});

for (const { sets, message } of [
  { sets: [[]], message: "node(s) didn't satisfy plugin P0" },
  { sets: [['a'], ['b']], message: "node(s) didn't satisfy plugin(s) [P0 P1] simultaneously" },
]) {
  test(`no node left by ${sets.length} PreFilter plugin(s) is said so, by nobody in particular`, () => {
    const { status } = preFiltered(
      sets.map((set, i) => preFilter(`P${i}`, { status: success, nodeNames: new Set(set) })),
    );
    deepEqual([status.code, status.message, status.plugin], ['UnschedulableAndUnresolvable', message, '']);
  });
}

test('a failing PreFilter fails the cycle', () => {
  const { status } = preFiltered([preFilter('Broken', { status: failure('boom') })]);
  deepEqual([status.code, status.message], ['Error', 'running PreFilter plugin "Broken": boom']);
});

test('the first filter that rejects a node is the one named', () => {
  const framework = aFramework([
    filter('A', () => success),
    filter('B', () => unschedulable('b')),
    filter('C', () => unschedulable('c')),
  ]);
  const status = runFilters(framework, framework.newCycle(1), aPod(), framework.cluster.nodes[0]!);
  deepEqual([status.plugin, status.message], ['B', 'b']);
});

test('a filter that fails is an error with its name', () => {
  const framework = aFramework([filter('A', () => failure('lost'))]);
  const status = runFilters(framework, framework.newCycle(1), aPod(), framework.cluster.nodes[0]!);
  deepEqual([status.code, status.plugin, status.message], ['Error', 'A', 'running "A" filter plugin: lost']);
});

/** Rejects nodes with pods, by what addPod counted: the state and the node have to agree. */
const lonely: Plugin = {
  name: 'Lonely',
  preFilter: {
    check: () => ({ status: success, state: { added: 0 } }),
    clone: (state) => ({ ...(state as { added: number }) }),
    addPod(state) {
      (state as { added: number }).added++;
      return success;
    },
  },
  filter: {
    dependsOn: 'anything',
    check: (_pod, node, state) =>
      node.pods.length + (state as { added: number }).added > 0 ? unschedulable(`${node.pods.length} pods`) : success,
  },
};

function withNominated(plugin: Plugin, pod: Pod, nominated: readonly Pod[], options: FakeOptions = {}) {
  const framework = aFramework([plugin], { ...options, nominated: new Map([['a', nominated]]) });
  const cycle = framework.newCycle(1);
  runPreFilters(framework, cycle, pod);
  const node = framework.cluster.nodes[0]!;
  return { status: runFiltersWithNominated(framework, cycle, pod, node), node, cycle, framework };
}

test('pods of equal or higher priority nominated to a node count as if they ran there', () => {
  const pod = aPod({ priority: 5 });
  const { status, node, cycle } = withNominated(lonely, pod, [
    aPod({ priority: 5 }),
    aPod({ priority: 9 }),
    aPod({ priority: 4 }),
  ]);
  equal(status.message, '2 pods');
  equal(node.pods.length, 0);
  deepEqual(cycle.filterState('Lonely'), { added: 0 });
});

test('a pod nominated to a node does not stand in its own way', () => {
  const pod = aPod({ priority: 5 });
  equal(withNominated(lonely, pod, [pod]).status, success);
});

test('a node has to be feasible without its nominated pods too', () => {
  const friendly = filter('Friendly', (_pod, node) => (node.pods.length > 0 ? success : unschedulable('alone')));
  equal(withNominated(friendly, aPod(), [aPod()]).status.message, 'alone');
});

test('a copy of a node gives its row back', () => {
  const { framework } = withNominated(lonely, aPod(), [aPod()]);
  const row = framework.scratch.add();
  equal(row, 0);
  equal(framework.scratch.rows, 1);
});

function postFilter(name: string, result: PostFilterResult): Plugin {
  return { name, postFilter: () => result };
}

for (const { what, results, expected } of [
  {
    what: 'Success ends PostFilter and nominates',
    results: [
      { status: unschedulable('x') },
      { status: success, nominatedNode: 'a' },
      { status: failure('never run') },
    ],
    expected: ['Success', '', '', 'a'],
  },
  {
    what: 'reasons of all rejecting PostFilter plugins are joined, the first is named, the last nomination stands',
    results: [{ status: unschedulable('x'), nominatedNode: '' }, { status: unschedulable('y') }],
    expected: ['Unschedulable', 'P0', 'x, y', ''],
  },
  {
    what: 'UnschedulableAndUnresolvable ends PostFilter',
    results: [{ status: unresolvable('x') }, { status: success, nominatedNode: 'a' }],
    expected: ['UnschedulableAndUnresolvable', 'P0', 'x', undefined],
  },
  {
    what: 'a failing PostFilter nominates nothing',
    results: [{ status: failure('x'), nominatedNode: 'a' }],
    expected: ['Error', 'P0', 'x', undefined],
  },
]) {
  test(what, () => {
    const framework = aFramework(results.map((result, i) => postFilter(`P${i}`, result)));
    const result = runPostFilters(framework, framework.newCycle(1), aPod(), new NodeStatuses());
    const { status, nominatedNode } = result;
    deepEqual([status.code, status.plugin, status.message, nominatedNode], expected);
  });
}
