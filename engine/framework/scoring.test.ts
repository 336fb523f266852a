import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Plugin } from './plugin.js';
import { contributions, runPreScores, runScores, type Scores } from './scoring.js';
import { failure, Status, skip, success } from './status.js';
import { aFramework, aPod, type FakeOptions } from './testing.js';

function scorer(name: string, scores: readonly number[], extra: Partial<Plugin['score']> = {}): Plugin {
  return {
    name,
    score: { dependsOn: 'anything', score: (_pod, node) => scores['abc'.indexOf(node.name)]!, ...extra },
  };
}

function scored(plugins: readonly Plugin[], options: FakeOptions = {}): Scores | Status {
  const framework = aFramework(plugins, options);
  const cycle = framework.newCycle(1);
  const status = runPreScores(framework, cycle, aPod(), framework.cluster.nodes);
  return status.isSuccess ? runScores(framework, cycle, aPod(), framework.cluster.nodes) : status;
}

test('totals are sums of scores times weights', () => {
  const scores = scored([scorer('A', [10, 20, 30]), scorer('B', [100, 0, 50])], { weights: { A: 3, B: 2 } });
  // a 3·10 + 2·100, b 3·20, c 3·30 + 2·50
  deepEqual([...(scores as Scores).totals], [230, 60, 190]);
  deepEqual(contributions(scores as Scores, 0), new Map(Object.entries({ A: 30, B: 200 })));
});

test('normalising changes the score, the raw one stays to be shown', () => {
  const halve = (scores: Float64Array) => {
    for (const [i, score] of scores.entries()) scores[i] = score / 10;
    return success;
  };
  const { plugins } = scored([scorer('A', [1000, 0, 500], { normalize: halve })]) as Scores;
  deepEqual([...plugins[0]!.raw], [1000, 0, 500]);
  deepEqual([...plugins[0]!.normalized], [100, 0, 50]);
});

test('a plugin whose PreScore says Skip scores nothing and is not listed', () => {
  const skipping: Plugin = { ...scorer('A', [50, 50, 50]), preScore: () => ({ status: skip }) };
  const scores = scored([skipping, scorer('B', [1, 2, 3])]) as Scores;
  deepEqual([...scores.totals], [1, 2, 3]);
  deepEqual([...contributions(scores, 0).keys()], ['B']);
});

test('a state left by PreScore is there for Score', () => {
  const plugin: Plugin = {
    name: 'A',
    preScore: (_pod, nodes) => ({ status: success, state: nodes.length }),
    score: { dependsOn: 'anything', score: (_pod, _node, state) => state as number },
  };
  deepEqual([...(scored([plugin]) as Scores).totals], [3, 3, 3]);
});

for (const { what, plugin, message } of [
  {
    what: 'a score above 100',
    plugin: scorer('A', [0, 101, 0]),
    message:
      'applying score defaultWeights on Score plugins: plugin "A" returns an invalid score 101, it should in the range of [0, 100] after normalizing',
  },
  {
    what: 'a Score that fails',
    plugin: { name: 'A', score: { dependsOn: 'anything', score: () => failure('lost') } } satisfies Plugin,
    message: 'running Score plugins: plugin "A" failed with: lost',
  },
  {
    what: 'a Normalize that fails',
    plugin: scorer('A', [1, 2, 3], { normalize: () => failure('lost') }),
    message: 'running Normalize on Score plugins: plugin "A" failed with: lost',
  },
  {
    what: 'a PreScore that fails',
    plugin: { ...scorer('A', [1, 2, 3]), preScore: () => ({ status: failure('lost') }) },
    message: 'running PreScore plugin "A": lost',
  },
]) {
  test(`${what} fails the cycle`, () => {
    const outcome = scored([plugin]);
    equal(outcome instanceof Status && outcome.code, 'Error');
    equal((outcome as Status).message, message);
  });
}
