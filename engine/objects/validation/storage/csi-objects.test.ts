/** CSINodes, CSIDrivers and CSIStorageCapacities that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { saidOf } from '../testing.js';

const refused: readonly (readonly [apiVersion: string, kind: string, fields: object, errors: readonly string[]])[] = [
  [
    'storage.k8s.io/v1',
    'CSINode',
    { spec: { drivers: [{ topologyKeys: ['', 'a', 'a'], allocatable: { count: -1 } }] } },
    [
      'spec.drivers[0].name: Required value',
      'spec.drivers[0].nodeID: Required value',
      'spec.drivers[0].allocatable.count: Invalid value: -1: must be greater than or equal to 0',
      'spec.drivers[0]: Required value',
      'spec.drivers[0]: Invalid value: "": name part must be non-empty',
      `spec.drivers[0]: Invalid value: "": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
      'spec.drivers[0]: Duplicate value: "a"',
    ],
  ],
  [
    'storage.k8s.io/v1',
    'CSINode',
    {
      spec: {
        drivers: [
          { name: 'd', nodeID: 'i' },
          {
            name: 'd',
            nodeID:
              'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
          },
        ],
      },
    },
    [
      'spec.drivers[1].nodeID: Invalid value: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx": must be 256 characters or less',
      'spec.drivers[1].name: Duplicate value: "d"',
    ],
  ],
  [
    'storage.k8s.io/v1',
    'CSIDriver',
    { spec: { fsGroupPolicy: 'X', volumeLifecycleModes: ['Y'] } },
    [
      'spec.fsGroupPolicy: Unsupported value: "X": supported values: "File", "None", "ReadWriteOnceWithFSType"',
      'spec.volumeLifecycleModes: Unsupported value: "Y": supported values: "Persistent", "Ephemeral"',
    ],
  ],
  [
    'storage.k8s.io/v1',
    'CSIDriver',
    {
      spec: {
        tokenRequests: [{ audience: 'a', expirationSeconds: 1 }, { audience: 'a' }, { expirationSeconds: 4294967297 }],
      },
    },
    [
      'spec.tokenRequests[0].expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes',
      'spec.tokenRequests[1].audience: Duplicate value: "a"',
      'spec.tokenRequests[2].expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds',
    ],
  ],
  [
    'storage.k8s.io/v1',
    'CSIDriver',
    { spec: { nodeAllocatableUpdatePeriodSeconds: 9, serviceAccountTokenInSecrets: true } },
    [
      'spec.nodeAllocatableUpdatePeriodSeconds: Invalid value: 9: must be greater than or equal to 10 seconds',
      'spec.serviceAccountTokenInSecrets: Invalid value: true: serviceAccountTokenInSecrets is set but no tokenRequests are specified',
    ],
  ],
  [
    'storage.k8s.io/v1',
    'CSIStorageCapacity',
    { storageClassName: '', capacity: '-1' },
    [
      `storageClassName: Invalid value: "": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      'capacity: Invalid value: "-1": must be greater than or equal to 0',
    ],
  ],
  [
    'storage.k8s.io/v1',
    'CSIStorageCapacity',
    { storageClassName: 's', nodeTopology: { matchExpressions: [{ key: 'a', operator: 'In' }] } },
    ["nodeTopology.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"],
  ],
];

for (const [apiVersion, kind, fields, errors] of refused) {
  test(`${kind}: ${errors.join('; ')}`, () => {
    deepEqual(saidOf({ apiVersion, kind, metadata: { name: 'x' }, ...fields }), errors);
  });
}
