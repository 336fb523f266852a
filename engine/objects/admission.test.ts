import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { admitPod, priorityClassesOf } from './admission.js';
import type { PodSpecV1, PodV1, PriorityClassV1 } from './api.js';
import { fieldErrorText } from './field-error.js';

function aClass(name: string, value: number, more: Partial<PriorityClassV1> = {}): PriorityClassV1 {
  return { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, ...more };
}

function aPod(spec: Partial<PodSpecV1>): PodV1 {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [], ...spec } };
}

const high = aClass('high', 1000, { preemptionPolicy: 'Never' });
const low = aClass('low', -5, { globalDefault: true });
const lower = aClass('lower', -10, { globalDefault: true });

function admit(spec: Partial<PodSpecV1>, classes: PriorityClassV1[] = [], keepPriority = false) {
  return admitPod(aPod(spec), { priorityClasses: priorityClassesOf(classes), keepPriority });
}

const priorities: [what: string, spec: Partial<PodSpecV1>, classes: PriorityClassV1[], expected: unknown[]][] = [
  ['no class at all: 0', {}, [], [0, 'PreemptLowerPriority', undefined]],
  ['the class it names', { priorityClassName: 'high' }, [high, low], [1000, 'Never', 'high']],
  ['the default class', {}, [high, low], [-5, 'PreemptLowerPriority', 'low']],
  ['the lowest of several defaults', {}, [low, lower], [-10, 'PreemptLowerPriority', 'lower']],
  [
    'a class every cluster has',
    { priorityClassName: 'system-node-critical' },
    [],
    [2_000_001_000, 'PreemptLowerPriority', 'system-node-critical'],
  ],
];

for (const [what, spec, classes, expected] of priorities) {
  test(`a pod's priority: ${what}`, () => {
    const { pod, errors } = admit(spec, classes);
    deepEqual([pod.spec.priority, pod.spec.preemptionPolicy, pod.spec.priorityClassName], expected);
    deepEqual(errors, []);
  });
}

const refusals: [spec: Partial<PodSpecV1>, text: string][] = [
  [{ priorityClassName: 'gone' }, 'pods "p" is forbidden: no PriorityClass with name gone was found'],
  [
    { priorityClassName: 'high', priority: 7 },
    'pods "p" is forbidden: the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 1000 from the given PriorityClass name',
  ],
  [
    { priorityClassName: 'high', preemptionPolicy: 'PreemptLowerPriority' },
    'pods "p" is forbidden: the string value of PreemptionPolicy (PreemptLowerPriority) must not be provided in pod spec; priority admission controller computed Never from the given PriorityClass name',
  ],
];

const contradicting: [spec: Partial<PodSpecV1>, text: string][] = [
  [
    { preemptionPolicy: 'Bad' },
    'pods "p" is forbidden: the string value of PreemptionPolicy (Bad) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name',
  ],
  [
    { priorityClassName: 'high', priority: 7, preemptionPolicy: 'PreemptLowerPriority' },
    'pods "p" is forbidden: the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 1000 from the given PriorityClass name',
  ],
];

test('the first contradiction is all that admission says', () => {
  for (const [spec, text] of contradicting) deepEqual(admit(spec, [high]).errors.map(fieldErrorText), [text]);
});

test('a pod whose name is still to be made up is called by what it begins with', () => {
  const nameless = { ...aPod({ priorityClassName: 'gone' }), metadata: { generateName: 'web-' } };
  const { errors } = admitPod(nameless, { priorityClasses: priorityClassesOf([]) });
  deepEqual(errors.map(fieldErrorText), ['pods "web-" is forbidden: no PriorityClass with name gone was found']);
});

for (const [spec, text] of refusals) {
  test(text, () => deepEqual(admit(spec, [high]).errors.map(fieldErrorText), [text]));
}

test('a pod read back from a cluster keeps its priority, its class need not be there', () => {
  const { pod, errors } = admit({ priority: 7, priorityClassName: 'gone' }, [], true);
  equal(pod.spec.priority, 7);
  deepEqual(errors, []);
});

const lost = (key: string) => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
});

test('a pod tolerates lost nodes for 300 s', () => {
  deepEqual(admit({}).pod.spec.tolerations, [lost('not-ready'), lost('unreachable')]);
});

test('what a pod says of lost nodes itself stands, whatever the operator', () => {
  const own = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 };
  deepEqual(admit({ tolerations: [own] }).pod.spec.tolerations, [own, lost('unreachable')]);
  const all = [{ operator: 'Exists' }];
  deepEqual(admit({ tolerations: all }).pod.spec.tolerations, all);
});

test('a toleration of another effect does not count', () => {
  const own = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoSchedule' };
  equal(admit({ tolerations: [own] }).pod.spec.tolerations?.length, 3);
});
