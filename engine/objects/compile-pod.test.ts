import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import type { PodAffinityTermV1, PodSpecV1, PodV1 } from './api.js';
import { compileAffinityTerm, compilePod } from './compile-pod.js';
import { labelsOf } from './labels.js';
import { nothing } from './selector.js';

function aPod(spec: Partial<PodSpecV1>, metadata: PodV1['metadata'] = {}): PodV1 {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', ...metadata }, spec: { containers: [], ...spec } };
}

test('a bare pod has no wishes', () => {
  const pod = compilePod(aPod({}));
  equal(pod.namespace, 'default');
  equal(pod.schedulerName, 'default-scheduler');
  equal(pod.priority, 0);
  equal(pod.preemptionPolicy, 'PreemptLowerPriority');
  equal(pod.nodeName, '');
  equal(pod.nodeSelector, null);
  equal(pod.controllerRef, null);
  deepEqual([pod.requiredAffinity, pod.preferredNodeTerms, pod.hostPorts, pod.images], [[], [], [], []]);
});

test('host ports are those of containers and sidecars', () => {
  const ports = (hostPort: number) => [{ containerPort: 80, hostPort, hostIP: '10.0.0.1' }, { containerPort: 81 }];
  const pod = compilePod(
    aPod({
      containers: [{ name: 'c', ports: ports(1) }],
      initContainers: [
        { name: 'i', ports: ports(2) },
        { name: 's', ports: ports(3), restartPolicy: 'Always' },
      ],
    }),
  );
  deepEqual(
    pod.hostPorts.map((port) => port.port),
    [3, 1],
  );
  deepEqual(pod.hostPorts[0], { ip: '10.0.0.1', protocol: 'TCP', port: 3 });
});

test('images are listed as written, init containers first', () => {
  const spec = { containers: [{ name: 'c', image: 'app' }], initContainers: [{ name: 'i', image: 'setup:1' }] };
  deepEqual(compilePod(aPod(spec)).images, ['setup:1', 'app']);
});

test('the controller is the owner that controls', () => {
  const owner = (name: string, controller: boolean) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    name,
    uid: name,
    controller,
  });
  const pod = compilePod(aPod({}, { ownerReferences: [owner('a', false), owner('b', true)] }));
  deepEqual(pod.controllerRef, { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'b', uid: 'b' });
});

const namespaces: [what: string, term: Partial<PodAffinityTermV1>, names: string[], selects: boolean][] = [
  ['names none: its own', {}, ['mine'], false],
  ['names some: those', { namespaces: ['a', 'b'] }, ['a', 'b'], false],
  ['selects: none by name', { namespaceSelector: { matchLabels: { team: 'x' } } }, [], true],
  ['names some and selects: both', { namespaces: ['a'], namespaceSelector: {} }, ['a'], true],
];

for (const [what, given, names, selects] of namespaces) {
  test(`an affinity term that ${what}`, () => {
    const term = compileAffinityTerm({ topologyKey: 'zone', ...given }, 'mine');
    deepEqual([...term.namespaces], names);
    equal(term.namespaceSelector !== null, selects);
  });
}

test('a term without a selector matches no pod, one with an empty selector every pod', () => {
  equal(compileAffinityTerm({ topologyKey: 'zone' }, 'mine').selector, nothing);
  ok(compileAffinityTerm({ topologyKey: 'zone', labelSelector: {} }, 'mine').selector.matches(labelsOf({ a: 'b' })));
});
