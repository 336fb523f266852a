/** Claims that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../api.js';
import { saidOf } from '../testing.js';

function claim(fields: object): KubeObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...fields };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'x' }, spec };
}

const refused: readonly (readonly [spec: object, errors: readonly string[]])[] = [
  [{ resources: {} }, ['spec.resources[storage]: Required value']],
  [
    { resources: { requests: { storage: '0' } } },
    ['spec.resources[storage]: Invalid value: "0": must be greater than zero'],
  ],
  [
    { selector: { matchExpressions: [{ key: 'a', operator: 'X' }] } },
    ['spec.selector.matchExpressions[0].operator: Invalid value: "X": not a valid selector operator'],
  ],
  [
    { dataSource: { kind: 'PersistentVolumeClaim' } },
    ['spec.dataSource.name: Required value', 'spec.dataSourceRef.name: Required value'],
  ],
  [
    { dataSourceRef: { kind: 'Foo', name: 'x' } },
    [
      `spec.dataSource: Invalid value: "Foo": must be 'PersistentVolumeClaim' when referencing the default apiGroup`,
      `spec.dataSourceRef: Invalid value: "Foo": must be 'PersistentVolumeClaim' when referencing the default apiGroup`,
    ],
  ],
  [
    {
      dataSourceRef: { kind: 'Foo', name: 'x', apiGroup: 'A' },
      dataSource: { kind: 'PersistentVolumeClaim', name: 'x' },
    },
    [
      `spec.dataSourceRef.apiGroup: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      'spec: Invalid value: {}: must match dataSourceRef',
    ],
  ],
  [
    { volumeAttributesClassName: 'A' },
    [
      `spec.volumeAttributesClassName: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ],
  ],
];

for (const [fields, errors] of refused) test(errors.join('; '), () => deepEqual(saidOf(claim(fields)), errors));

test('what a claim is filled from may be said in either field, or alike in both', () => {
  const source = { kind: 'PersistentVolumeClaim', name: 'other' };
  for (const fields of [
    { dataSource: source },
    { dataSourceRef: source },
    { dataSource: source, dataSourceRef: source },
  ])
    deepEqual(saidOf(claim(fields)), []);
});
