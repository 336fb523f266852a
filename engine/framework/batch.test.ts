import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import type { Plugin } from './plugin.js';
import { Ranking } from './ranking.js';
import { success, unschedulable } from './status.js';
import { aFramework, aPod, type FakeOptions } from './testing.js';

/** One pod a node. */
const lonely: Plugin = {
  name: 'Lonely',
  signs: (pod) => ({ priority: pod.priority }),
  filter: { dependsOn: 'anything', check: (_pod, node) => (node.pods.length > 0 ? unschedulable('taken') : success) },
};

/** b, then c, then a. */
function ranked(): Ranking {
  const totals = Float64Array.of(1, 3, 2);
  const scores = { totals, plugins: [{ name: 'Greedy', weight: 1, raw: totals, normalized: totals }] };
  return Ranking.of(['a', 'b', 'c'], scores);
}

/** Cycle 1 scored b before c and a, and a pod went to b; what would the next pod be told? */
function second(
  change: { plugins?: Plugin[]; pod?: Pod; cycleNumber?: number; placed?: boolean; options?: FakeOptions } = {},
): string | undefined {
  const { plugins = [lonely], pod = aPod(), cycleNumber = 2, placed = true, options = {} } = change;
  const framework = aFramework(plugins, options);
  const { batch, cluster } = framework;
  const first = aPod();
  const ranking = ranked();
  const winner = ranking.pop()!.name;
  batch?.store(batch.signatureOf(first), '', winner, ranking, 1);
  if (placed) cluster.addPod(first.with({ nodeName: winner }));
  cluster.updateSnapshot();
  if (batch === null) return undefined;
  return batch.hintFor(pod, batch.signatureOf(pod), framework.newCycle(1), cycleNumber)?.nodeName ?? '';
}

test('the next pod of the same signature is sent to the runner-up once the winner is full', () => {
  equal(second(), 'c');
});

test('while the winner would take the pod too, nobody knows which is best', () => {
  equal(second({ placed: false }), '');
});

test('another pod in between ends the batch', () => {
  equal(second({ cycleNumber: 3 }), '');
});

test('a pod of another signature gets no hint', () => {
  equal(second({ pod: aPod({ priority: 7 }) }), '');
});

for (const { ageUs, hint } of [
  { ageUs: 500_000, hint: 'c' },
  { ageUs: 500_001, hint: '' },
]) {
  test(`runners-up ${ageUs} µs old ${hint === '' ? 'are no' : 'are still a'} hint`, () => {
    const times = [0, ageUs];
    equal(second({ options: { nowUs: () => times.shift()! } }), hint);
  });
}

test('a plugin that signs nothing ends batching for the profile', () => {
  equal(
    second({ plugins: [lonely, { name: 'Secretive', filter: { dependsOn: 'anything', check: () => success } }] }),
    '',
  );
});

test('a pod that a plugin cannot sign gets no hint', () => {
  const shy: Plugin = { name: 'Shy', signs: () => undefined, filter: { dependsOn: 'anything', check: () => success } };
  equal(second({ plugins: [lonely, shy] }), '');
});

test('with the gate off there are no hints', () => {
  equal(second({ options: { gates: { OpportunisticBatching: false } } }), undefined);
});

test('a hint that was taken is not given again, one that was used keeps the batch', () => {
  const framework = aFramework([lonely]);
  const batch = framework.batch!;
  const signature = batch.signatureOf(aPod());
  const ranking = ranked();
  batch.store(signature, '', ranking.pop()!.name, ranking, 1);
  const hints = ['b', 'c', 'a'].map((node, i) => {
    framework.cluster.addPod(aPod().with({ nodeName: node }));
    const hint = batch.hintFor(aPod(), signature, framework.newCycle(1), i + 2);
    if (hint === null) return null;
    batch.take(hint);
    batch.store(signature, hint.nodeName, hint.nodeName, null, i + 2);
    return hint.nodeName;
  });
  deepEqual(hints, ['c', 'a', null]);
});

test('from 1.37 on a winner that takes another pod is scored anew among the others', () => {
  /** As ranked, two points less for each pod. */
  const spacious: Plugin = {
    name: 'Greedy',
    signs: () => null,
    score: {
      dependsOn: 'node-usage',
      score: (_pod, node) => ({ a: 1, b: 3, c: 2 })[node.name]! - 2 * node.pods.length,
    },
  };
  const change = {
    plugins: [{ ...lonely, filter: { dependsOn: 'anything', check: () => success } } as Plugin, spacious],
  };
  // b falls from 3 to 1, so c leads with 2.
  equal(second({ ...change, options: { minor: '1.37' } }), 'c');
  equal(second({ ...change, options: { minor: '1.36' } }), '');
  // No pod was placed: b keeps its 3 and would win again.
  equal(second({ ...change, placed: false, options: { minor: '1.37' } }), 'b');
});

test('from 1.37 on a nominated pod gets no hint', () => {
  const pod = aPod({ nominatedNodeName: 'a' });
  equal(second({ pod, options: { minor: '1.37' } }), '');
  equal(second({ pod, options: { minor: '1.36' } }), 'c');
});
