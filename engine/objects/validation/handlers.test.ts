import { testPods } from './testing.js';

// What validateHandler and validateProbe of v1.36.3 say against each.
testPods([
  [
    { containers: [{ name: 'c', image: 'i', livenessProbe: { exec: {}, grpc: { port: 1 } } }] },
    {},
    [
      'spec.containers[0].livenessProbe.exec.command: Required value',
      'spec.containers[0].livenessProbe.grpc: Forbidden: may not specify more than 1 handler type',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          livenessProbe: {
            exec: { command: ['x'] },
            successThreshold: 2,
            periodSeconds: -1,
            terminationGracePeriodSeconds: 0,
          },
        },
      ],
    },
    {},
    [
      'spec.containers[0].livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0',
      'spec.containers[0].livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0',
      'spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          readinessProbe: {
            httpGet: { port: 0, scheme: 'FTP', httpHeaders: [{ name: 'a b' }] },
            terminationGracePeriodSeconds: 5,
          },
        },
      ],
    },
    {},
    [
      'spec.containers[0].readinessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'spec.containers[0].readinessProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"',
      "spec.containers[0].readinessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', startupProbe: { tcpSocket: { port: 'Web' } } }] },
    {},
    [
      'spec.containers[0].startupProbe.tcpSocket.port: Invalid value: "Web": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', lifecycle: { preStop: { sleep: { seconds: 31 } }, postStart: {} } }] },
    {},
    [
      'spec.containers[0].lifecycle.postStart: Required value: must specify a handler type',
      'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)',
    ],
  ],
  [
    {
      terminationGracePeriodSeconds: -5,
      containers: [{ name: 'c', image: 'i', lifecycle: { preStop: { sleep: { seconds: 2 } } } }],
    },
    {},
    [
      'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 2: must be non-negative and less than terminationGracePeriodSeconds (1)',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'i' }],
      initContainers: [{ name: 'i', image: 'i', lifecycle: {}, startupProbe: { exec: { command: ['x'] } } }],
    },
    {},
    [
      'spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always',
      'spec.initContainers[0].startupProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ],
  ],
  [
    {
      containers: [{ name: 'c', image: 'i' }],
      initContainers: [
        { name: 'i', image: 'i', restartPolicy: 'Always', lifecycle: { preStop: { httpGet: { port: 70000 } } } },
      ],
    },
    {},
    [
      'spec.initContainers[0].lifecycle.preStop.httpGet.port: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
  ],
]);
