import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { priorityClassesOf } from './admission.js';
import { admitObject } from './admit-object.js';
import type { KubeObject, PodV1 } from './api.js';
import { defaultApiRules } from './api-rules.js';
import { fieldErrorText } from './field-error.js';

const context = { priorityClasses: priorityClassesOf([]) };

function aPod(spec: Record<string, unknown>): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { ver: '1' } }, spec };
}

function said(raw: unknown): string[] {
  return admitObject(raw as KubeObject, context).errors.map(fieldErrorText);
}

const containers = [{ name: 'c', image: 'i' }];

test('an object goes through defaults, admission and validation, and stays as it was', () => {
  const raw = aPod({ containers });
  const before = structuredClone(raw);
  const { object, errors, unknownFields } = admitObject(raw, context);
  deepEqual([errors, unknownFields], [[], []]);
  equal((object as PodV1).spec.priority, 0);
  equal((object as PodV1).spec.tolerations?.length, 2);
  deepEqual(raw, before);
});

test('a kind that the simulator does not understand is said so', () => {
  const [error] = said({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' } });
  ok(error?.startsWith('kind: Unsupported value: "Widget": supported values: "v1/Pod", '), error);
});

const misshapen: [raw: unknown, error: string][] = [
  [aPod({ containers: 'none' }), 'spec.containers: Invalid value: "none": must be a list'],
  [aPod({ containers: [null] }), 'spec.containers[0]: Invalid value: null: must not be null'],
  [aPod({ containers, nodeSelector: { disk: 1 } }), 'spec.nodeSelector[disk]: Invalid value: 1: must be a string'],
  [aPod({ containers, hostNetwork: 'yes' }), 'spec.hostNetwork: Invalid value: "yes": must be true or false'],
  [
    aPod({ containers, priority: 2 ** 31 }),
    'spec.priority: Invalid value: 2147483648: must be a whole number of 32 bits',
  ],
  [
    aPod({ containers, terminationGracePeriodSeconds: 2 ** 53 }),
    'spec.terminationGracePeriodSeconds: Invalid value: 9007199254740992: cannot be read exactly: it is beyond 2^53 − 1',
  ],
  [
    aPod({ containers, terminationGracePeriodSeconds: 1.5 }),
    'spec.terminationGracePeriodSeconds: Invalid value: 1.5: must be a whole number',
  ],
  [
    aPod({ containers: [{ name: 'c', resources: { requests: { cpu: '1K' } } }] }),
    `spec.containers[0].resources.requests[cpu]: Invalid value: "1K": unable to parse quantity's suffix`,
  ],
];

for (const [raw, error] of misshapen) {
  test(error, () => deepEqual(said(raw), [error]));
}

test('what admission refuses nobody validates', () => {
  deepEqual(said(aPod({ containers: [{ name: 'C', image: 'i' }], priorityClassName: 'gone' })), [
    'pods "p" is forbidden: no PriorityClass with name gone was found',
  ]);
});

test('a value of the wrong type that is long is told shortened', () => {
  const [error] = said(aPod({ containers: { list: Array(1000).fill(1) } }));
  ok(error!.length < 150, error);
});

test('fields that the API does not have are listed, not refused', () => {
  const { errors, unknownFields } = admitObject(
    aPod({ containers: [{ name: 'c', image: 'i', resource: {} }], replica: 3 }),
    context,
  );
  deepEqual(errors, []);
  deepEqual(unknownFields, ['spec.containers[0].resource', 'spec.replica']);
});

test('an object without anything is refused for what is missing', () => {
  deepEqual(said({ apiVersion: 'v1', kind: 'Pod' }), [
    'metadata.name: Required value: name or generateName is required',
    'spec.containers: Required value',
  ]);
});

const term = { topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['ver'] };
const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };

test('a new pod has its label keys merged; one read back from a cluster has them merged already', () => {
  const selectorOf = (asStored: boolean) => {
    const { object } = admitObject(aPod({ containers, affinity }), { ...context, asStored });
    return (object as PodV1).spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.[0]
      ?.labelSelector;
  };
  deepEqual(selectorOf(false), { matchExpressions: [{ key: 'ver', operator: 'In', values: ['1'] }] });
  deepEqual(selectorOf(true), {});
});

test('a pod that is created later gets its label keys merged then, once', () => {
  const pod = aPod({ containers, affinity });
  const now = admitObject(pod, { ...context, createdLater: true });
  const later = admitObject(now.object, context);
  deepEqual([...now.errors, ...later.errors], []);
  deepEqual(later.object, admitObject(pod, context).object);
});

test('a key both written into the selector and to be matched is refused', () => {
  const labelSelector = { matchLabels: { ver: '1' } };
  const required = [{ ...term, labelSelector }];
  deepEqual(
    said(aPod({ containers, affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } })),
    [
      'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][0]: Invalid value: "ver": exists in both matchLabelKeys and labelSelector',
    ],
  );
});

test('operators Gt and Lt are refused until their gate is on', () => {
  const raw = aPod({
    containers,
    tolerations: [
      { key: 'age', operator: 'Gt', value: '5' },
      { key: 'age', operator: 'Lt', value: '05' },
    ],
  });
  const { errors } = admitObject(raw, { ...context, apiRules: { ...defaultApiRules, comparisonOperators: true } });
  deepEqual(errors.map(fieldErrorText), [
    'spec.tolerations[1].value: Invalid value: "05": must be a valid decimal integer in canonical form',
  ]);
  equal(said(raw).length, 2);
});

/** Every way to put something else in the place of one part of the object. */
function* mangled(object: unknown, put: readonly unknown[], rebuild: (part: unknown) => unknown): Generator<unknown> {
  for (const value of put) yield rebuild(value);
  if (typeof object !== 'object' || object === null) return;
  for (const [key, part] of Object.entries(object)) {
    const inside = (value: unknown) =>
      rebuild(
        Array.isArray(object)
          ? object.map((item, i) => (String(i) === key ? value : item))
          : { ...object, [key]: value },
      );
    yield* mangled(part, put, inside);
  }
}

test('whatever stands in the place of a part of a pod, the answer is a list of errors', () => {
  const resources = { requests: { cpu: '1' }, limits: { cpu: '1' } };
  const probe = { httpGet: { port: 80, httpHeaders: [{ name: 'a', value: 'b' }] } };
  const whole = {
    containers: [
      {
        name: 'c',
        image: 'i',
        resources,
        readinessProbe: probe,
        ports: [{ containerPort: 80 }],
        lifecycle: { preStop: { sleep: { seconds: 1 } } },
      },
    ],
    volumes: [
      { name: 'v', secret: { secretName: 's' } },
      { name: 'e', ephemeral: { volumeClaimTemplate: { spec: {} } } },
    ],
    resources,
    affinity: {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] },
      ...affinity,
    },
    tolerations: [{ key: 'a' }],
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule' }],
    schedulingGates: [{ name: 'g' }],
  };
  let tried = 0;
  for (const spec of mangled(whole, [null, 0, 'x', true, [], {}, [null], [0]], (part) => part)) {
    const { errors } = admitObject(aPod(spec as Record<string, unknown>), context);
    ok(Array.isArray(errors));
    tried++;
  }
  ok(tried > 400, `${tried}`);
});

const onCreation = { ...defaultApiRules, podLevelDefaulting: 'on creation' } as const;

/** A pod's resources as a whole, and its containers'. */
const asAWhole: [what: string, resources: object, ofContainers: object[], created: object, read: object][] = [
  [
    'what containers request joins what the pod does; a limit needs one of each container',
    { requests: { cpu: '2' } },
    [{ requests: { memory: '1Gi' }, limits: { cpu: '1' } }, { limits: { cpu: '500m', memory: '1Gi' } }],
    { requests: { cpu: '2', memory: '2Gi' }, limits: { cpu: '2' } }, //  max(2, 1 + 0.5)
    { requests: { cpu: '2' } },
  ],
  [
    'limits become requests either way',
    { limits: { cpu: '3' } },
    [{}],
    { requests: { cpu: '3' }, limits: { cpu: '3' } },
    { requests: { cpu: '3' }, limits: { cpu: '3' } },
  ],
  ['a pod that has nothing as a whole gets nothing', {}, [{ limits: { cpu: '1' } }], {}, {}],
];

for (const [what, resources, ofContainers, created, read] of asAWhole) {
  test(`${what}, on creation`, () => {
    const raw = aPod({
      resources,
      containers: ofContainers.map((r, i) => ({ name: `c${i}`, image: 'i', resources: r })),
    });
    const whole = (more: object) => (admitObject(raw, { ...context, ...more }).object as PodV1).spec.resources;
    deepEqual(whole({ apiRules: onCreation }), created);
    deepEqual(whole({ apiRules: onCreation, asStored: true }), resources);
    deepEqual(whole({ apiRules: onCreation, createdLater: true }), resources);
    deepEqual(whole({}), read);
  });
}

test('restart rules restart all containers only where the gate is on', () => {
  const rule = { action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [1] } };
  const container = { name: 'c', image: 'i', restartPolicy: 'Never', restartPolicyRules: [rule] };
  const sidecar = { ...container, name: 's', restartPolicy: 'Always' };
  const raw = aPod({ containers: [container], initContainers: [sidecar] });
  const apiRules = { ...defaultApiRules, restartsAllContainers: false };
  deepEqual(said(raw), []);
  deepEqual(admitObject(raw, { ...context, apiRules }).errors.map(fieldErrorText), [
    'spec.containers[0].restartPolicyRules[0].action: Unsupported value: "RestartAllContainers": supported values: "Restart"',
    'spec.initContainers[0].restartPolicyRules: Forbidden: restartPolicyRules are not allowed for init containers with restart policy Always',
  ]);
});
