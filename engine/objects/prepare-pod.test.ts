import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { PodAffinityTermV1, PodV1 } from './api.js';
import { mergeLabelKeys } from './prepare-pod.js';

function aPod(term: Partial<PodAffinityTermV1>, constraint: Record<string, unknown> = {}): PodV1 {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', labels: { app: 'a', ver: '7' } },
    spec: {
      containers: [],
      affinity: {
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', ...term }] },
      },
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', ...constraint },
      ],
    },
  };
}

function mergedTerm(term: Partial<PodAffinityTermV1>): PodAffinityTermV1 {
  return mergeLabelKeys(aPod(term)).spec.affinity!.podAntiAffinity!.requiredDuringSchedulingIgnoredDuringExecution![0]!;
}

test('keys to match become In, keys to mismatch NotIn, with the pod’s own values', () => {
  const term = mergedTerm({
    labelSelector: { matchLabels: { app: 'a' } },
    matchLabelKeys: ['ver'],
    mismatchLabelKeys: ['app'],
  });
  deepEqual(term.labelSelector, {
    matchLabels: { app: 'a' },
    matchExpressions: [
      { key: 'ver', operator: 'In', values: ['7'] },
      { key: 'app', operator: 'NotIn', values: ['a'] },
    ],
  });
});

test('a key the pod has no label for adds nothing, nor does any key beside a missing selector', () => {
  deepEqual(mergedTerm({ labelSelector: {}, matchLabelKeys: ['gone'] }).labelSelector, {});
  equal(mergedTerm({ matchLabelKeys: ['ver'] }).labelSelector, undefined);
});

test('spread constraints are merged too; the pod given stays as it was', () => {
  const pod = aPod({}, { labelSelector: {}, matchLabelKeys: ['ver'] });
  const before = structuredClone(pod);
  const [constraint] = mergeLabelKeys(pod).spec.topologySpreadConstraints!;
  deepEqual(constraint?.labelSelector, { matchExpressions: [{ key: 'ver', operator: 'In', values: ['7'] }] });
  deepEqual(pod, before);
});
