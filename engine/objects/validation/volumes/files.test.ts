/** Volumes of files that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { aPod, saidOf } from '../testing.js';

/** A volume's source, and what is said of it below spec.volumes[0]. */
const refused: readonly (readonly [source: object, errors: readonly string[]])[] = [
  [{ secret: {} }, ['secret.secretName: Required value']],
  [
    { secret: { secretName: 's', defaultMode: 512 } },
    ['secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive'],
  ],
  [
    { secret: { secretName: 's', items: [{}] } },
    ['secret.items[0].key: Required value', 'secret.items[0].path: Required value'],
  ],
  [
    { secret: { secretName: 's', items: [{ key: 'k', path: '..data' }] } },
    [`secret.items[0].path: Invalid value: "..data": must not start with '..'`],
  ],
  [
    { secret: { secretName: 's', items: [{ key: 'k', path: '/p', mode: -1 }] } },
    [
      'secret.items[0].path: Invalid value: "/p": must be a relative path',
      'secret.items[0].mode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
    ],
  ],
  [{ configMap: {} }, ['configMap.name: Required value']],
  [
    { configMap: { name: 's', defaultMode: -1 } },
    ['configMap.defaultMode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive'],
  ],
  [
    { configMap: { name: 's', items: [{ key: 'k', path: 'a/../b' }] } },
    [`configMap.items[0].path: Invalid value: "a/../b": must not contain '..'`],
  ],
  [
    { downwardAPI: { items: [{}] } },
    [
      'downwardAPI.path: Required value',
      'downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
    ],
  ],
  [{ downwardAPI: { items: [{ path: 'p', fieldRef: {} }] } }, ['downwardAPI.fieldRef.fieldPath: Required value']],
  [
    { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'spec.nodeName' } }] } },
    [
      'downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
    ],
  ],
  [
    { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'spec.nope' } }] } },
    [
      'downwardAPI.fieldRef.fieldPath: Invalid value: "spec.nope": error converting fieldPath: field label not supported: spec.nope',
    ],
  ],
  [
    { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: "metadata.name['a']" } }] } },
    [
      `downwardAPI.fieldRef.fieldPath: Invalid value: "metadata.name['a']": error converting fieldPath: field label does not support subscript: metadata.name['a']`,
    ],
  ],
  [
    { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: "metadata.labels['a b']" } }] } },
    [
      `downwardAPI.fieldRef: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`,
    ],
  ],
  [
    { downwardAPI: { items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v2' } }] } },
    [
      'downwardAPI.fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2',
    ],
  ],
  [
    {
      downwardAPI: {
        items: [
          {
            path: 'p',
            fieldRef: { fieldPath: 'metadata.name' },
            resourceFieldRef: { containerName: 'c', resource: 'limits.cpu' },
          },
        ],
      },
    },
    ['downwardAPI: Invalid value: "resource": fieldRef and resourceFieldRef can not be specified simultaneously'],
  ],
  [
    { downwardAPI: { items: [{ path: 'p', resourceFieldRef: { resource: 'limits.cpu' } }] } },
    ['downwardAPI.resourceFieldRef.containerName: Required value'],
  ],
  [
    { downwardAPI: { items: [{ path: 'p', resourceFieldRef: { containerName: 'c', resource: 'limits.pods' } }] } },
    [
      'downwardAPI.resourceFieldRef.resource: Unsupported value: "limits.pods": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
    ],
  ],
  [
    {
      downwardAPI: {
        items: [{ path: 'p', resourceFieldRef: { containerName: 'c', resource: 'limits.cpu', divisor: '2' } }],
      },
    },
    [
      `downwardAPI.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource`,
    ],
  ],
  [
    {
      downwardAPI: {
        items: [
          { path: 'p', resourceFieldRef: { containerName: 'c', resource: 'requests.hugepages-2Mi', divisor: '1m' } },
        ],
      },
    },
    [
      `downwardAPI.resourceFieldRef.divisor: Invalid value: "requests.hugepages-2Mi": only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the hugepages resource`,
    ],
  ],
  [
    { projected: { defaultMode: 512, sources: [{ secret: {} }, { configMap: {} }] } },
    [
      'projected.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
      'projected.sources[0].secret.name: Required value',
      'projected.sources[1].configMap.name: Required value',
    ],
  ],
  [
    {
      projected: {
        sources: [
          { secret: { name: 's', items: [{ key: 'k', path: 'p' }] } },
          { configMap: { name: 't', items: [{ key: 'k', path: 'p' }] } },
        ],
      },
    },
    ['projected: Invalid value: "t": conflicting duplicate paths'],
  ],
  [
    { projected: { sources: [{ serviceAccountToken: { expirationSeconds: 599 } }] } },
    [
      'projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes',
      'projected.path: Required value',
    ],
  ],
  [
    { projected: { sources: [{ serviceAccountToken: { expirationSeconds: 4294967297, path: '../t' } }] } },
    [
      'projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds',
      `projected.path: Invalid value: "../t": must not contain '..'`,
    ],
  ],
  [
    { projected: { sources: [{ secret: { name: 's' }, downwardAPI: {} }] } },
    ['projected.sources[0]: Forbidden: may not specify more than 1 volume type per source'],
  ],
];

for (const [source, errors] of refused) {
  test(`volume ${JSON.stringify(source)}`, () => {
    deepEqual(saidOf(aPod({ volumes: [{ name: 'v', ...source }] }), /^spec\.volumes\[0\]\.?/), errors);
  });
}

test('projections behind gates that are off are not looked at', () => {
  const sources = [{ clusterTrustBundle: {} }, { podCertificate: {} }];
  deepEqual(saidOf(aPod({ volumes: [{ name: 'v', projected: { sources } }] })), []);
});
