import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { aQueued } from '../testing.js';
import type { QueuedPodInfo } from './queued-pod.js';
import { UnschedulablePods } from './unschedulable-pods.js';

function rejected(info: QueuedPodInfo, unschedulable: string[], pending: string[] = []): QueuedPodInfo {
  info.unschedulablePlugins = new Set(unschedulable);
  info.pendingPlugins = new Set(pending);
  return info;
}

/** Groups that hold pods, as their plugins and how many pods. */
function groups(pods: UnschedulablePods): string[] {
  return [...pods.rejectedGroups()]
    .filter((group) => group.pods.size > 0)
    .map((group) => `${[...group.plugins].sort().join('+')}: ${group.pods.size}`)
    .sort();
}

test('pods that the same plugins rejected share a group, whichever way they were named', () => {
  const pods = new UnschedulablePods();
  pods.addOrUpdate(rejected(aQueued(0, 0), ['Fit', 'Taints']));
  pods.addOrUpdate(rejected(aQueued(0, 0), ['Taints', 'Fit']));
  pods.addOrUpdate(rejected(aQueued(0, 0), ['Fit'], ['Taints']));
  pods.addOrUpdate(rejected(aQueued(0, 0), ['Fit']));
  deepEqual(groups(pods), ['Fit+Taints: 3', 'Fit: 1']);
});

const changes = [
  { from: ['Fit'], to: ['Fit', 'Taints'] },
  { from: ['Fit', 'Taints'], to: ['Fit'] },
  { from: ['Fit'], to: ['Taints'] },
  { from: ['Fit', 'Taints'], to: ['Taints', 'Fit'] },
];
for (const { from, to } of changes) {
  test(`a pod rejected by ${from.join('+')} and then by ${to.join('+')} is in the second group alone`, () => {
    const pods = new UnschedulablePods();
    const info = rejected(aQueued(0, 0), from);
    equal(pods.addOrUpdate(info), true);
    equal(pods.addOrUpdate(rejected(info, to)), false);
    deepEqual(groups(pods), [`${[...to].sort().join('+')}: 1`]);
    equal(pods.size, 1);
  });
}

test('a pod that left and comes back rejected by others does not return to its old group', () => {
  const pods = new UnschedulablePods();
  const info = rejected(aQueued(0, 0), ['Fit']);
  pods.addOrUpdate(info);
  pods.delete(info.pod.index);
  pods.addOrUpdate(rejected(info, ['Fit'], ['Claims']));
  deepEqual(groups(pods), ['Claims+Fit: 1']);
});
