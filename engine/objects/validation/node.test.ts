import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeV1 } from '../api.js';
import { fieldErrorText } from '../field-error.js';
import { nodeErrors } from './node.js';

function said(node: Partial<NodeV1>): string[] {
  return nodeErrors({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, ...node }).map(fieldErrorText);
}

const taint = (key: string, effect: string) => ({ key, effect });

// What ValidateNode of v1.36.3 says against each.
const refused: [node: Partial<NodeV1>, errors: string[]][] = [
  [{ metadata: { name: 'n', namespace: 'x' } }, ['metadata.namespace: Forbidden: not allowed on this type']],
  [
    { spec: { taints: [taint('a', 'Never')] } },
    [
      'metadata.taints[0].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    { spec: { taints: [taint('a', 'NoSchedule'), taint('a', 'NoSchedule')] } },
    [
      'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
    ],
  ],
  [
    { status: { capacity: { cpu: '-1' } } },
    ['status.capacity.cpu: Invalid value: "-1": must be greater than or equal to 0'],
  ],
  [
    { status: { allocatable: { pods: '1.5' } } },
    ['status.allocatable.pods: Invalid value: "1500m": must be an integer'],
  ],
  [
    { status: { declaredFeatures: ['B', 'A'] } },
    ['status.declaredFeatures[1]: Invalid value: "A": list must be sorted alphabetically'],
  ],
];

for (const [node, errors] of refused) {
  test(errors.join('; '), () => deepEqual(said(node), errors));
}

test('the same key may taint with two effects', () => {
  deepEqual(said({ spec: { taints: [taint('a', 'NoSchedule'), taint('a', 'NoExecute')] } }), []);
});
