import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../api.js';
import { withDefaults } from '../defaulting.js';
import { fieldErrorText } from '../field-error.js';
import { validationErrors } from '../validation.js';

const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };
const selector = { matchLabels: { app: 'a' } };

function object(apiVersion: string, kind: string, fields: Record<string, unknown>, name = 'x'): KubeObject {
  return { apiVersion, kind, metadata: { name }, ...fields };
}

function workload(kind: string, spec: Record<string, unknown>): KubeObject {
  return object('apps/v1', kind, { spec: { selector, template, ...spec } });
}

function job(spec: Record<string, unknown>): KubeObject {
  const podSpec = { ...template.spec, restartPolicy: 'Never' };
  return object('batch/v1', 'Job', { spec: { template: { ...template, spec: podSpec }, ...spec } });
}

function said(given: KubeObject): string[] {
  return validationErrors(withDefaults(given)).map(fieldErrorText).sort();
}

for (const kind of ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']) {
  test(`a plain ${kind} is taken`, () => deepEqual(said(workload(kind, {})), []));

  test(`a ${kind} has to select its own pods`, () => {
    deepEqual(said(workload(kind, { selector: { matchLabels: { app: 'b' } } })), [
      'spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match template `labels`',
    ]);
  });

  test(`pods of a ${kind} restart always`, () => {
    const errors = said(
      workload(kind, { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } }),
    );
    deepEqual(errors, ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"']);
  });
}

test('a plain Job is taken; its selector is made with it', () => deepEqual(said(job({})), []));

// What the validation of v1.36.3 says against each.
const refused: [object: KubeObject, errors: string[]][] = [
  [workload('Deployment', { replicas: -1 }), ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
  [
    workload('Deployment', { selector: undefined }),
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match template `labels`',
    ],
  ],
  [
    workload('Deployment', { selector: {} }),
    ['spec.selector: Invalid value: {}: empty selector is invalid for deployment'],
  ],
  [
    workload('Deployment', { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] } }),
    [
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"In"}]}: invalid label selector',
    ],
  ],
  [
    workload('Deployment', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } }),
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0'],
  ],
  [
    workload('Deployment', { strategy: { rollingUpdate: { maxUnavailable: '101%' } } }),
    ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
  ],
  [
    workload('Deployment', { strategy: { type: 'Recreate', rollingUpdate: {} } }),
    ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
  ],
  [
    workload('Deployment', { minReadySeconds: 600 }),
    ['spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds'],
  ],
  [
    workload('StatefulSet', { podManagementPolicy: 'Random' }),
    [`spec.podManagementPolicy: Invalid value: "Random": must be 'OrderedReady' or 'Parallel'`],
  ],
  [
    workload('DaemonSet', { updateStrategy: { rollingUpdate: { maxSurge: 1 } } }),
    ['spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero'],
  ],
  [
    job({ completionMode: 'Indexed', parallelism: 2 }),
    ['spec.completions: Required value: when completion mode is Indexed'],
  ],
  [
    object('batch/v1', 'Job', { spec: { template } }),
    ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  [
    object('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: 1, maxUnavailable: 1 } }),
    [
      'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
    ],
  ],
  [
    object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1_000_000_001 }),
    ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000'],
  ],
  [
    object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }, 'system-mine'),
    [
      "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class",
    ],
  ],
  [object('v1', 'Service', { spec: { selector: { app: 'a' } } }), ['spec.ports: Required value']],
  [
    object('v1', 'Service', { spec: { ports: [{ port: 80 }, { port: 81 }] } }),
    ['spec.ports[0].name: Required value', 'spec.ports[1].name: Required value'],
  ],
  [
    object('v1', 'PersistentVolumeClaim', { spec: { accessModes: ['Once'] } }),
    [
      'spec.accessModes: Unsupported value: "Once": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
      'spec.resources[storage]: Required value',
    ],
  ],
];

for (const [given, errors] of refused) {
  test(`${given.kind}: ${errors.join('; ')}`, () => deepEqual(said(given), errors));
}
