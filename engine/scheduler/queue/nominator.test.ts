import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { PodStore } from '../pod-store.js';
import { aPod } from '../testing.js';
import { Nominator } from './nominator.js';

function aNominator(...pods: ReturnType<typeof aPod>[]) {
  const store = new PodStore();
  for (const pod of pods) store.set(pod);
  return { nominator: new Nominator(store), store };
}

test('a nomination replaces the older one', () => {
  const pod = aPod();
  const { nominator } = aNominator(pod);
  nominator.add(pod, 'a');
  nominator.add(pod, 'b');
  deepEqual([nominator.pods('a'), nominator.pods('b')], [[], [pod.index]]);
});

test('without a word on it the pod itself says where it is nominated', () => {
  const pod = aPod({}, { nominatedNodeName: 'a' });
  const { nominator } = aNominator(pod);
  nominator.add(pod, undefined);
  deepEqual(nominator.pods('a'), [pod.index]);
});

test('a pod that is gone or assigned is not nominated', () => {
  const gone = aPod();
  const assigned = aPod({}, { nodeName: 'b' });
  const { nominator } = aNominator(assigned);
  nominator.add(gone, 'a');
  nominator.add(assigned, 'a');
  deepEqual(nominator.pods('a'), []);
});

test('an update that is silent on the nomination, as the version before, keeps it', () => {
  const pod = aPod();
  const { nominator } = aNominator(pod);
  nominator.add(pod, 'a');
  nominator.update(pod, pod.with({ labels: new Map([['x', 'y']]) }));
  deepEqual(nominator.pods('a'), [pod.index]);
});

test('an update that takes the nomination away ends it', () => {
  const pod = aPod({}, { nominatedNodeName: 'a' });
  const { nominator } = aNominator(pod);
  nominator.add(pod, undefined);
  nominator.update(pod, pod.with({ nominatedNodeName: '' }));
  deepEqual(nominator.pods('a'), []);
});

test('pods of a node are listed in the order they were nominated', () => {
  const pods = [aPod(), aPod(), aPod()];
  const { nominator } = aNominator(...pods);
  for (const pod of pods) nominator.add(pod, 'a');
  nominator.delete(pods[1]!.index);
  deepEqual(nominator.pods('a'), [pods[0]!.index, pods[2]!.index]);
});
