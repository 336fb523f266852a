import { testPods } from './testing.js';

// What validateHostUsers and validateWindowsHostProcessPod of v1.36.3 say against each.
testPods([
  [
    { hostUsers: false, hostNetwork: true, hostPID: true, hostIPC: true },
    {},
    [
      'spec.hostNetwork: Forbidden: when `hostUsers` is false',
      'spec.HostPID: Forbidden: when `hostUsers` is false',
      'spec.HostIPC: Forbidden: when `hostUsers` is false',
    ],
  ],
  [
    {
      hostUsers: false,
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'p' } }],
      containers: [{ name: 'c', image: 'i', volumeDevices: [{ name: 'v', devicePath: '/d' }] }],
    },
    {},
    ['spec.containers[0].volumeDevices: Forbidden: when `hostUsers` is false'],
  ],
  [
    { securityContext: { windowsOptions: { hostProcess: true } } },
    {},
    ['spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers'],
  ],
  [
    {
      hostNetwork: true,
      containers: [
        { name: 'c', image: 'i', securityContext: { windowsOptions: { hostProcess: true } } },
        { name: 'd', image: 'i' },
      ],
    },
    {},
    [
      'spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers',
    ],
  ],
  [
    {
      hostNetwork: true,
      securityContext: { windowsOptions: { hostProcess: true } },
      containers: [
        { name: 'c', image: 'i', securityContext: { windowsOptions: { hostProcess: false } } },
        { name: 'd', image: 'i' },
      ],
    },
    {},
    [
      'spec.containers[0].securityContext.windowsOptions.hostProcess: Invalid value: false: pod hostProcess value must be identical if both are specified, was true',
      'spec: Invalid value: "": If pod contains any hostProcess containers then all containers must be HostProcess containers',
    ],
  ],
  [{ hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } }, {}, []],
  [
    { hostNetwork: true, containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80, hostPort: 81 }] }] },
    {},
    ['spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true'],
  ],
]);
