/** Jobs that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../api.js';
import { saidOf } from './testing.js';

const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } };

function job(spec: object): KubeObject {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', uid: 'uid-1' }, spec: { template, ...spec } };
}

const jobs: readonly (readonly [spec: object, errors: readonly string[]])[] = [
  [{ backoffLimit: -1 }, ['spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0']],
  [
    { maxFailedIndexes: 1 },
    [
      'spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
      'spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode',
    ],
  ],
  [{ managedBy: '' }, ['spec.managedBy: Required value']],
  [{ managedBy: 'a' }, ['spec.managedBy: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")']],
  [
    { managedBy: 'A/b c' },
    [
      `spec.managedBy: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      `spec.managedBy: Invalid value: "b c": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`,
    ],
  ],
  [{ completionMode: 'X' }, ['spec.completionMode: Unsupported value: "X": supported values: "NonIndexed", "Indexed"']],
  [
    { completionMode: 'Indexed', parallelism: 2 },
    ['spec.completions: Required value: when completion mode is Indexed'],
  ],
  [
    { completionMode: 'Indexed', completions: 3, parallelism: 100001 },
    ['spec.parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed'],
  ],
  [
    { completionMode: 'Indexed', completions: 3, backoffLimitPerIndex: 1, maxFailedIndexes: 4 },
    ['spec.maxFailedIndexes: Invalid value: 4: must be less than or equal to completions'],
  ],
  [
    { completionMode: 'Indexed', completions: 100001, parallelism: 10001, backoffLimitPerIndex: 1 },
    [
      'spec.maxFailedIndexes: Required value: must be specified when completions is above 100000',
      'spec.parallelism: Invalid value: 10001: must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index',
    ],
  ],
  [
    { podReplacementPolicy: 'X' },
    ['spec.podReplacementPolicy: Unsupported value: "X": supported values: "Failed", "TerminatingOrFailed"'],
  ],
  [
    { podFailurePolicy: { rules: [] }, podReplacementPolicy: 'TerminatingOrFailed' },
    ['spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"'],
  ],
  [
    { podFailurePolicy: { rules: [{}] } },
    [
      'spec.podFailurePolicy.rules[0].action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"]',
      'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
    ],
  ],
  [
    { podFailurePolicy: { rules: [{ action: 'FailIndex', onPodConditions: [{ type: 'a b', status: 'Maybe' }] }] } },
    [
      'spec.podFailurePolicy.rules[0].action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set',
      `spec.podFailurePolicy.rules[0].onPodConditions[0].type: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      'spec.podFailurePolicy.rules[0].onPodConditions[0].status: Unsupported value: "Maybe": supported values: "False", "True", "Unknown"',
    ],
  ],
  [
    {
      podFailurePolicy: {
        rules: [
          {
            action: 'X',
            onExitCodes: { operator: 'In', values: [2, 0, 2], containerName: 'z' },
            onPodConditions: [{ type: 'A' }],
          },
        ],
      },
    },
    [
      'spec.podFailurePolicy.rules[0].action: Unsupported value: "X": supported values: "Count", "FailIndex", "FailJob", "Ignore"',
      'spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: "z": must be one of the container or initContainer names in the pod template',
      'spec.podFailurePolicy.rules[0].onExitCodes.values[1]: Invalid value: 0: must not be 0 for the In operator',
      'spec.podFailurePolicy.rules[0].onExitCodes.values[2]: Duplicate value: 2',
      'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [2,0,2]: must be ordered',
      'spec.podFailurePolicy.rules[0]: Invalid value: specifying both OnExitCodes and OnPodConditions is not supported',
    ],
  ],
  [
    { podFailurePolicy: { rules: [{ action: 'Count', onExitCodes: {} }] } },
    [
      'spec.podFailurePolicy.rules[0].onExitCodes.operator: Required value: valid values: ["In" "NotIn"]',
      'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: null: at least one value is required',
    ],
  ],
  [
    { successPolicy: { rules: [{ succeededCount: 1 }] } },
    [
      'spec.successPolicy: Invalid value: {"Rules":[{"SucceededIndexes":null,"SucceededCount":1}]}: requires indexed completion mode',
    ],
  ],
  [
    { completionMode: 'Indexed', completions: 3, successPolicy: {} },
    [
      'spec.successPolicy.rules: Required value: at least one rules must be specified when the successPolicy is specified',
    ],
  ],
  [
    { completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{}] } },
    [
      'spec.successPolicy.rules[0]: Required value: at least one of succeededCount or succeededIndexes must be specified',
    ],
  ],
  [
    { completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{ succeededIndexes: '0-3' }] } },
    [
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0-3": error parsing succeededIndexes: too large index: "3"',
    ],
  ],
  [
    { completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{ succeededIndexes: '2,1' }] } },
    [
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "2,1": error parsing succeededIndexes: non-increasing order, previous: 2, current: 1',
    ],
  ],
  [
    { completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{ succeededIndexes: '0,x' }] } },
    [
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0,x": error parsing succeededIndexes: cannot convert string to integer for index: "x"',
    ],
  ],
  [
    { completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{ succeededIndexes: '0-1-2' }] } },
    [
      `spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0-1-2": error parsing succeededIndexes: the fragment "0-1-2" violates the requirement that an index interval can have at most two parts separated by '-'`,
    ],
  ],
  [
    {
      completionMode: 'Indexed',
      completions: 3,
      successPolicy: { rules: [{ succeededIndexes: '0-1', succeededCount: 4 }] },
    },
    [
      'spec.successPolicy.rules[0].succeededCount: Invalid value: 4: must be less than or equal to 3 (the number of specified completions)',
      'spec.successPolicy.rules[0].succeededCount: Invalid value: 4: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)',
    ],
  ],
  [
    { manualSelector: true },
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`',
    ],
  ],
  [
    { manualSelector: true, selector: { matchLabels: { a: 'b' } } },
    ['spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`'],
  ],
  [
    { selector: { matchLabels: { a: 'b' } } },
    [
      'spec.selector: Invalid value: {"matchLabels":{"a":"b","batch.kubernetes.io/controller-uid":"uid-1"}}: `selector` not auto-generated',
      'spec.template.metadata.labels: Invalid value: {"batch.kubernetes.io/controller-uid":"uid-1","batch.kubernetes.io/job-name":"j","controller-uid":"uid-1","job-name":"j"}: `selector` does not match template `labels`',
    ],
  ],
];

for (const [spec, errors] of jobs) test(`Job: ${errors.join('; ')}`, () => deepEqual(saidOf(job(spec)), errors));

test("a Job's name has to do as a label, and an indexed one's with an index as a host's name", () => {
  const named = (name: string, spec: object) => saidOf({ ...job(spec), metadata: { name, uid: 'u' } });
  deepEqual(named('j'.repeat(62), { completionMode: 'Indexed', completions: 10 }), [
    `metadata.name: Invalid value: "${'j'.repeat(62)}": will not able to create pod with invalid DNS label: ${'j'.repeat(62)}-9`,
  ]);
  const tooLong = `spec.template.labels: Invalid value: "${'j'.repeat(64)}": must be no more than 63 bytes`;
  deepEqual(named('j'.repeat(64), {}), [tooLong]); // two labels bear it, said once
});

const selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': 'uid-1' } };

test('a Job that was read back keeps the selector that was made for it', () =>
  deepEqual(saidOf(job({ selector })), []));

test('a Job that says it selects by itself has to', () => {
  const labeled = { ...template, metadata: { labels: { a: 'b' } } };
  deepEqual(saidOf(job({ manualSelector: true, selector: { matchLabels: { a: 'b' } }, template: labeled })), []);
});
