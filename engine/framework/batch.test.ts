import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import type { Plugin } from './plugin.js';
import { ScoreHeap } from './score-heap.js';
import { success, unschedulable } from './status.js';
import { aFramework, aPod, type FakeOptions } from './testing.js';

/** One pod a node. */
const lonely: Plugin = {
  name: 'Lonely',
  signs: (pod) => ({ priority: pod.priority }),
  filter: { dependsOn: 'anything', check: (_pod, node) => (node.pods.length > 0 ? unschedulable('taken') : success) },
};

/** Cycle 1 scored b before c and a, and a pod went to b; what would the next pod be told? */
function second(
  change: { plugins?: Plugin[]; pod?: Pod; cycleNumber?: number; placed?: boolean; options?: FakeOptions } = {},
): string | undefined {
  const { plugins = [lonely], pod = aPod(), cycleNumber = 2, placed = true, options = {} } = change;
  const framework = aFramework(plugins, options);
  const { batch, cluster } = framework;
  const first = aPod();
  const heap = new ScoreHeap(['a', 'b', 'c'], [1, 3, 2]);
  const winner = heap.pop()!;
  batch?.store(batch.signatureOf(first), '', winner, heap, 1);
  if (placed) cluster.addPod(first.with({ nodeName: winner }));
  cluster.updateSnapshot();
  return batch?.hintFor(pod, batch.signatureOf(pod), framework.newCycle(1), cycleNumber);
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
  const heap = new ScoreHeap(['a', 'b', 'c'], [1, 3, 2]);
  batch.store(signature, '', heap.pop()!, heap, 1);
  for (const [cycleNumber, node, hint] of [
    [2, 'b', 'c'],
    [3, 'c', 'a'],
    [4, 'a', ''],
  ] as const) {
    framework.cluster.addPod(aPod().with({ nodeName: node }));
    const given = batch.hintFor(aPod(), signature, framework.newCycle(1), cycleNumber);
    equal(given, hint);
    if (given === '') return;
    batch.take();
    batch.store(signature, given, given, null, cycleNumber);
  }
});
