import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { EnvVarV1 } from '../api.js';
import { fieldErrorText } from '../field-error.js';
import { environmentErrors } from './environment.js';

const fieldRef = { fieldPath: 'metadata.name' };

/** What ValidateEnv of v1.36.3 says. */
const cases: readonly [variable: EnvVarV1, errors: string[]][] = [
  [{ name: 'A b.c-1', value: 'x' }, []],
  [{ name: 'A', valueFrom: { fieldRef } }, []],
  [{ name: '', value: 'x' }, ['env[0].name: Required value']],
  [
    { name: 'A=B' },
    [
      'env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than \'=\'',
    ],
  ],
  [
    { name: 'A', value: 'x', valueFrom: { fieldRef } },
    ['env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty'],
  ],
  [
    { name: 'A', valueFrom: {} },
    [
      'env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
    ],
  ],
  [
    { name: 'A', valueFrom: { fieldRef, secretKeyRef: { name: 's', key: 'k' } } },
    ['env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time'],
  ],
];

for (const [variable, errors] of cases) {
  test(`${JSON.stringify(variable)} is ${errors.length === 0 ? 'valid' : 'refused'}`, () => {
    deepEqual(environmentErrors([variable], 'env').map(fieldErrorText), errors);
  });
}
