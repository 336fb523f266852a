import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectMeta } from '../api.js';
import { aPod, saidOf } from './testing.js';

// What ValidatePodCreate of v1.36.3 says against each.
const refused: [spec: object, metadata: ObjectMeta, errors: string[]][] = [
  [
    { containers: [{ name: 'c', image: 'i', resources: { claims: [{ name: 'gpu' }] } }] },
    {},
    [
      'spec.containers[0].resources.claims[0]: Not found: "gpu": must be one of the names in pod.spec.resourceClaims which is empty',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', terminationMessagePolicy: 'X', env: [{ name: '' }] }], dnsPolicy: 'None' },
    { finalizers: ['a', 'kubernetes', 'example.com/a'] },
    [
      'metadata.finalizers[0]: Invalid value: "a": name is neither a standard finalizer name nor is it fully qualified',
      'spec.containers[0].env[0].name: Required value',
      'spec.containers[0].terminationMessagePolicy: Unsupported value: "X": supported values: "File", "FallbackToLogsOnError"',
      'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }] },
    {},
    ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
  ],
  [
    { containers: [{ name: 'c', image: 'i', resources: { requests: { memory: '-1' } } }] },
    {},
    ['spec.containers[0].resources.requests[memory]: Invalid value: "-1": must be greater than or equal to 0'],
  ],
  [
    { containers: [{ name: 'c', image: 'i', resources: { limits: { 'example.com/gpu': '1.5' } } }] },
    {},
    [
      'spec.containers[0].resources.limits[example.com/gpu]: Invalid value: "1500m": must be an integer',
      'spec.containers[0].resources.requests[example.com/gpu]: Invalid value: "1500m": must be an integer',
    ],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'i', resources: { requests: { 'example.com/gpu': 1 }, limits: { 'example.com/gpu': 2 } } },
      ],
    },
    {},
    ['spec.containers[0].resources.requests: Invalid value: "1": must be equal to example.com/gpu limit of 2'],
  ],
  [
    { containers: [{ name: 'c', image: 'i', resources: { requests: { 'example.com/gpu': 1 } } }] },
    {},
    ['spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources'],
  ],
  [
    { containers: [{ name: 'c', image: 'i', resources: { limits: { 'hugepages-2Mi': '4Mi' } } }] },
    {},
    ['spec.containers[0].resources: Forbidden: HugePages require cpu or memory'],
  ],
  [
    { containers: [{ name: 'c', image: 'i', resources: { limits: { 'hugepages-2Mi': '3Mi', cpu: 1 } } }] },
    {},
    [
      'spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
      'spec.containers[0].resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', resources: { requests: { gpu: 1 } } }] },
    {},
    [
      'spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource for containers',
      'spec.containers[0].resources.requests[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
    ],
  ],
  [
    {
      resources: { requests: { cpu: '1' } },
      containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '2' } } }],
    },
    {},
    [
      'spec.resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2',
    ],
  ],
  [
    { resources: { requests: { 'example.com/gpu': 1 } } },
    {},
    [
      'spec.resources.limits: Required value: Limit must be set for non overcommitable resources',
      'spec.resources.requests[example.com/gpu]: Unsupported value: "example.com/gpu": supported values: "cpu", "hugepages-", "memory"',
    ],
  ],
  [{ containers: [] }, {}, ['spec.containers: Required value']],
  [
    {
      containers: [
        { name: 'c', image: 'i' },
        { name: 'c', image: 'i' },
      ],
    },
    {},
    ['spec.containers[1].name: Duplicate value: "c"'],
  ],
  [{ containers: [{ name: 'c' }] }, {}, ['spec.containers[0].image: Required value']],
  [
    { containers: [{ name: 'C', image: 'i' }] },
    {},
    [
      "spec.containers[0].name: Invalid value: \"C\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          ports: [
            { containerPort: 80, hostPort: 80 },
            { containerPort: 81, hostPort: 80 },
          ],
        },
      ],
    },
    {},
    ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
  ],
  [
    { containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 70000 }] }] },
    {},
    ['spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive'],
  ],
  [
    { hostNetwork: true, containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80, hostPort: 81 }] }] },
    {},
    ['spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true'],
  ],
  [
    { initContainers: [{ name: 'i', image: 'i', readinessProbe: { exec: { command: ['x'] } } }] },
    {},
    [
      'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', livenessProbe: { periodSeconds: 5 } }] },
    {},
    ['spec.containers[0].livenessProbe: Required value: must specify a handler type'],
  ],
  [
    { restartPolicy: 'Sometimes' },
    {},
    ['spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"'],
  ],
  [{ volumes: [{ name: 'v' }, { name: 'v' }] }, {}, ['spec.volumes[1].name: Duplicate value: "v"']],
  [
    { containers: [{ name: 'c', image: 'i', volumeMounts: [{ name: 'v', mountPath: '/a' }] }] },
    {},
    ['spec.containers[0].volumeMounts[0].name: Not found: "v"'],
  ],
  [
    { volumes: [{ name: 'v', persistentVolumeClaim: {} }] },
    {},
    ['spec.volumes[0].persistentVolumeClaim.claimName: Required value'],
  ],
  [
    { volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/x' } }] },
    {},
    ['spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type'],
  ],
  [
    {},
    { labels: { app: 'a b' } },
    [
      "metadata.labels: Invalid value: \"a b\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
  ],
  [
    {},
    { labels: { 'a/b/c': 'x' } },
    [
      "metadata.labels: Invalid value: \"a/b/c\": a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ],
  ],
  [
    {},
    { name: 'Pod_1' },
    [
      "metadata.name: Invalid value: \"Pod_1\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    { overhead: { cpu: '-1' } },
    {},
    ['spec.overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
  ],
];

for (const [spec, metadata, errors] of refused) {
  test(errors.join('; '), () => deepEqual(saidOf(aPod(spec, metadata)).sort(), errors));
}

test('a plain pod is taken', () => deepEqual(saidOf(aPod({})), []));

test("of several sources of a volume the first in the API's order stands, as written or not", () => {
  deepEqual(saidOf(aPod({ volumes: [{ name: 'v', hostPath: { path: '/x' }, emptyDir: {} }] })), [
    'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
  ]);
});

test('a request that no int64 holds is refused, which the API server would not', () => {
  const resources = { requests: { memory: '10E', cpu: '9223372036854775807m' } };
  deepEqual(saidOf(aPod({ containers: [{ name: 'c', image: 'i', resources }] })), [
    'spec.containers[0].resources.requests[memory]: Invalid value: "10E": is more than the scheduler can count (2^63 − 1 milli-cores or whole units)',
  ]);
});
