import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { Pod } from '../cluster/index.js';
import { podChanges } from './pod-changes.js';
import { labelOf } from './queue/index.js';
import { aPod, respecified } from './testing.js';

const containers = (requests: Record<string, string>) => ({
  containers: [{ name: 'c', image: 'app', resources: { requests } }],
});

const table: { what: string; before: Pod; change: (pod: Pod) => Pod; events: string[] }[] = [
  { what: 'nothing that matters', before: aPod(), change: (pod) => pod, events: ['Update'] },
  {
    what: 'labels',
    before: aPod(),
    change: (pod) => pod.with({ labels: new Map([['a', 'b']]) }),
    events: ['UpdatePodLabel'],
  },
  {
    what: 'a smaller request',
    before: aPod(containers({ cpu: '2' })),
    change: (pod) => respecified(pod, containers({ cpu: '1500m' })),
    events: ['UpdatePodScaleDown'],
  },
  {
    what: 'a larger request',
    before: aPod(containers({ cpu: '1' })),
    change: (pod) => respecified(pod, containers({ cpu: '2' })),
    events: ['Update'],
  },
  {
    what: 'a request that goes away',
    before: aPod(containers({ cpu: '1', memory: '1Gi' })),
    change: (pod) => respecified(pod, containers({ cpu: '1' })),
    events: ['UpdatePodScaleDown'],
  },
  {
    what: 'the last gate',
    before: aPod({ schedulingGates: [{ name: 'example.com/a' }] }),
    change: (pod) => respecified(pod, {}),
    events: ['UpdatePodSchedulingGatesEliminated'],
  },
  {
    what: 'one gate of two',
    before: aPod({ schedulingGates: [{ name: 'example.com/a' }, { name: 'example.com/b' }] }),
    change: (pod) => respecified(pod, { schedulingGates: [{ name: 'example.com/b' }] }),
    events: ['Update'],
  },
  {
    what: 'another toleration and a label',
    before: aPod(),
    change: (pod) =>
      respecified(pod, { tolerations: [{ operator: 'Exists' }] }).with({ labels: new Map([['a', 'b']]) }),
    events: ['UpdatePodLabel', 'UpdatePodToleration'],
  },
];
for (const { what, before, change, events } of table) {
  test(`of a waiting pod, ${what}: ${events.join(', ')}`, () => {
    deepEqual(
      podChanges(before, change(before)).map(labelOf),
      events.map((event) => `UnschedulablePod${event}`),
    );
  });
}

test('changes of an assigned pod are events of assigned pods', () => {
  const pod = aPod({}, { nodeName: 'node' });
  deepEqual(podChanges(pod, pod).map(labelOf), ['AssignedPodUpdate']);
});
