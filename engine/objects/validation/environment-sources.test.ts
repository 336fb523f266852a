import { testPods } from './testing.js';

// What validateEnvVarValueFrom and ValidateEnvFrom of v1.36.3 say against each.
testPods([
  [
    { containers: [{ name: 'c', image: 'i', env: [{ name: 'A', valueFrom: { fieldRef: {} } }] }] },
    {},
    ['spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Required value'],
  ],
  [
    { containers: [{ name: 'c', image: 'i', env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'x' } } }] }] },
    {},
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "x": error converting fieldPath: field label not supported: x',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'i', env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }] },
      ],
    },
    {},
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['A b']" } } }],
        },
      ],
    },
    {},
    [
      "spec.containers[0].env[0].valueFrom.fieldRef: Invalid value: \"A b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'i', env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "spec.x['a']" } } }] },
      ],
    },
    {},
    [
      "spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.x['a']\": error converting fieldPath: field label does not support subscript: spec.x['a']",
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v2' } } }],
        },
      ],
    },
    {},
    [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.name": error converting fieldPath: unsupported pod version: v2',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', env: [{ name: 'A', valueFrom: { resourceFieldRef: {} } }] }] },
    {},
    ['spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Required value'],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'i', env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.pods' } } }] },
      ],
    },
    {},
    [
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Unsupported value: "limits.pods": supported values: "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } } }],
        },
      ],
    },
    {},
    [
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor\'s values 1m and 1 are supported with the cpu resource',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'requests.memory', divisor: '1m' } } }],
        },
      ],
    },
    {},
    [
      'spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "requests.memory": only divisor\'s values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', env: [{ name: 'A', valueFrom: { secretKeyRef: {} } }] }] },
    {},
    [
      "spec.containers[0].env[0].valueFrom.secretKeyRef.name: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.containers[0].env[0].valueFrom.secretKeyRef.key: Required value',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'i', env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'A_', key: '..a b' } } }] },
      ],
    },
    {},
    [
      "spec.containers[0].env[0].valueFrom.configMapKeyRef.name: Invalid value: \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      "spec.containers[0].env[0].valueFrom.configMapKeyRef.key: Invalid value: \"..a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      'spec.containers[0].env[0].valueFrom.configMapKeyRef.key: Invalid value: "..a b": must not start with \'..\'',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', env: [{ name: 'A', valueFrom: { fileKeyRef: {} } }] }] },
    {},
    [
      'spec.containers[0].env[0].valueFrom.fileKeyRef.key: Required value',
      'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Required value',
      'spec.containers[0].env[0].valueFrom.fileKeyRef.path: Required value',
      'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Not found: ""',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'a/../b', key: 'K=' } } }],
        },
      ],
      volumes: [{ name: 'v', hostPath: { path: '/x' } }],
    },
    {},
    [
      'spec.containers[0].env[0].valueFrom.fileKeyRef.key: Invalid value: "K=": a valid environment variable name must consist only of printable ASCII characters other than \'=\'',
      'spec.containers[0].env[0].valueFrom.fileKeyRef.path: Invalid value: "a/../b": must not contain \'..\'',
      'spec.containers[0].env[0].valueFrom.fileKeyRef.volumeName: Invalid value: "v": referenced volume must be of type emptyDir',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          env: [
            {
              name: 'A',
              value: 'x',
              valueFrom: { fieldRef: { fieldPath: 'metadata.name' }, secretKeyRef: { name: 's' } },
            },
          ],
        },
      ],
    },
    {},
    [
      'spec.containers[0].env[0].valueFrom.secretKeyRef.key: Required value',
      'spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          envFrom: [{}, { prefix: 'A=', configMapRef: { name: '' }, secretRef: { name: 'A_' } }],
        },
      ],
    },
    {},
    [
      'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
      'spec.containers[0].envFrom[1].prefix: Invalid value: "A=": a valid environment variable name must consist only of printable ASCII characters other than \'=\'',
      'spec.containers[0].envFrom[1].configMapRef.name: Required value',
      "spec.containers[0].envFrom[1].secretRef.name: Invalid value: \"A_\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.containers[0].envFrom: Invalid value: "": may not have more than one field specified at a time',
    ],
  ],
]);
