/** StorageClasses that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { saidOf } from '../testing.js';

const refused: readonly (readonly [apiVersion: string, kind: string, fields: object, errors: readonly string[]])[] = [
  ['storage.k8s.io/v1', 'StorageClass', {}, ['provisioner: Required value']],
  [
    'storage.k8s.io/v1',
    'StorageClass',
    { provisioner: 'a/b/c' },
    [
      `provisioner: Invalid value: "a/b/c": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ],
  ],
  [
    'storage.k8s.io/v1',
    'StorageClass',
    { provisioner: 'p', parameters: { '': 'x' } },
    ['parameters: Invalid value: "": field can not be empty.'],
  ],
  [
    'storage.k8s.io/v1',
    'StorageClass',
    { provisioner: 'p', reclaimPolicy: 'Recycle' },
    ['reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"'],
  ],
  [
    'storage.k8s.io/v1',
    'StorageClass',
    { provisioner: 'p', volumeBindingMode: '' },
    ['volumeBindingMode: Unsupported value: "": supported values: "Immediate", "WaitForFirstConsumer"'],
  ],
  [
    'storage.k8s.io/v1',
    'StorageClass',
    {
      provisioner: 'p',
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'a', values: ['x', 'x'] }, { key: 'a' }] }],
    },
    [
      'allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: "x"',
      'allowedTopologies[0].matchLabelExpressions[1].values: Required value',
      'allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: "a"',
    ],
  ],
  [
    'storage.k8s.io/v1',
    'StorageClass',
    {
      provisioner: 'p',
      allowedTopologies: [
        { matchLabelExpressions: [{ key: 'a', values: ['x'] }] },
        { matchLabelExpressions: [{ key: 'a', values: ['x'] }] },
        {},
      ],
    },
    [
      'allowedTopologies[1].matchLabelExpressions: Duplicate value: ""',
      'allowedTopologies[2].matchLabelExpressions: Duplicate value: ""',
    ],
  ],
];

for (const [apiVersion, kind, fields, errors] of refused) {
  test(`${kind}: ${errors.join('; ')}`, () => {
    deepEqual(saidOf({ apiVersion, kind, metadata: { name: 'x' }, ...fields }), errors);
  });
}
