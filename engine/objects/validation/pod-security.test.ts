import { testPods } from './testing.js';

// What validatePodSpecSecurityContext and ValidateSecurityContext of v1.36.3 say against each.
testPods([
  [
    { securityContext: { runAsUser: -1, runAsGroup: 2147483648, fsGroup: -5, supplementalGroups: [0, -1] } },
    {},
    [
      'spec.securityContext.fsGroup: Invalid value: -5: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.runAsGroup: Invalid value: 2147483648: must be between 0 and 2147483647, inclusive',
      'spec.securityContext.supplementalGroups[1]: Invalid value: -1: must be between 0 and 2147483647, inclusive',
    ],
  ],
  [
    { hostPID: true, shareProcessNamespace: true },
    {},
    [
      'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
    ],
  ],
  [
    { securityContext: { sysctls: [{ name: 'a b' }, {}, { name: 'vm.x' }, { name: 'vm.x' }] } },
    {},
    [
      'spec.securityContext.sysctls[0].name: Invalid value: "a b": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
      'spec.securityContext.sysctls[1].name: Required value',
      'spec.securityContext.sysctls[3].name: Duplicate value: "vm.x"',
    ],
  ],
  [
    { hostNetwork: true, securityContext: { sysctls: [{ name: 'net/ipv4.x/y' }, { name: 'kernel.sem' }] } },
    {},
    [
      'spec.securityContext.sysctls[0].name: Invalid value: "net/ipv4.x/y": may not be specified when \'hostNetwork\' is true',
    ],
  ],
  [
    { hostIPC: true, securityContext: { sysctls: [{ name: 'kernel.shm*' }, { name: 'fs.mqueue.a' }] } },
    {},
    [
      'spec.securityContext.sysctls[0].name: Invalid value: "kernel.shm*": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$',
      'spec.securityContext.sysctls[0].name: Invalid value: "kernel.shm*": may not be specified when \'hostIPC\' is true',
      'spec.securityContext.sysctls[1].name: Invalid value: "fs.mqueue.a": may not be specified when \'hostIPC\' is true',
    ],
  ],
  [
    {
      securityContext: { fsGroupChangePolicy: 'X', supplementalGroupsPolicy: 'X', seLinuxChangePolicy: 'MountOption' },
    },
    {},
    [
      'spec.securityContext.fsGroupChangePolicy: Unsupported value: "X": supported values: "Always", "OnRootMismatch"',
      'spec.securityContext.supplementalGroupsPolicy: Unsupported value: "X": supported values: "Merge", "Strict"',
      'spec.securityContext.seLinuxChangePolicy: Unsupported value: "MountOption": supported values: "Recursive"',
    ],
  ],
  [
    {
      securityContext: {
        seccompProfile: { type: 'Localhost' },
        appArmorProfile: { type: 'Localhost', localhostProfile: ' p' },
      },
    },
    {},
    [
      'spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
      'spec.securityContext.appArmorProfile.localhostProfile: Invalid value: " p": must not be padded with whitespace',
    ],
  ],
  [
    {
      securityContext: {
        seccompProfile: { type: 'Localhost', localhostProfile: '/a/../b' },
        appArmorProfile: { type: 'Localhost', localhostProfile: '' },
      },
    },
    {},
    [
      'spec.securityContext.seccompProfile.localhostProfile: Invalid value: "/a/../b": must be a relative path',
      'spec.securityContext.seccompProfile.localhostProfile: Invalid value: "/a/../b": must not contain \'..\'',
      'spec.securityContext.appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost',
    ],
  ],
  [
    {
      securityContext: {
        seccompProfile: { type: 'Unconfined', localhostProfile: 'p' },
        appArmorProfile: { type: 'RuntimeDefault', localhostProfile: '<p>' },
      },
    },
    {},
    [
      'spec.securityContext.seccompProfile.localhostProfile: Invalid value: {"Type":"Unconfined","LocalhostProfile":"p"}: can only be set when seccomp type is Localhost',
      'spec.securityContext.appArmorProfile.localhostProfile: Invalid value: "\\u003cp\\u003e": can only be set when AppArmor type is Localhost',
    ],
  ],
  [
    { securityContext: { seccompProfile: {}, appArmorProfile: { type: 'X', localhostProfile: 'p' } } },
    {},
    [
      'spec.securityContext.seccompProfile.type: Required value: type is required when seccompProfile is set',
      'spec.securityContext.appArmorProfile.type: Unsupported value: "X": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          securityContext: {
            runAsUser: -1,
            runAsGroup: -2,
            procMount: 'X',
            seccompProfile: { type: 'X' },
            appArmorProfile: {},
          },
        },
      ],
    },
    {},
    [
      'spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'spec.containers[0].securityContext.runAsGroup: Invalid value: -2: must be between 0 and 2147483647, inclusive',
      'spec.containers[0].securityContext.procMount: Unsupported value: "X": supported values: "Default", "Unmasked"',
      'spec.containers[0].securityContext.seccompProfile.type: Unsupported value: "X": supported values: "Localhost", "RuntimeDefault", "Unconfined"',
      'spec.containers[0].securityContext.appArmorProfile.type: Required value: type is required when appArmorProfile is set',
    ],
  ],
  [
    { containers: [{ name: 'c', image: 'i', securityContext: { procMount: 'Unmasked' } }] },
    {},
    [
      'spec.containers[0].securityContext.procMount: Invalid value: "Unmasked": `hostUsers` must be false to use `Unmasked`',
    ],
  ],
  [
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          securityContext: {
            allowPrivilegeEscalation: false,
            privileged: true,
            capabilities: { add: ['CAP_SYS_ADMIN'] },
            seLinuxOptions: { level: 's0' },
            windowsOptions: { hostProcess: false },
            seccompProfile: { type: 'Unconfined' },
          },
        },
      ],
    },
    {},
    [
      'spec.containers[0].securityContext: Invalid value: {"Capabilities":{"Add":["CAP_SYS_ADMIN"],"Drop":null},"Privileged":true,"SELinuxOptions":{"User":"","Role":"","Type":"","Level":"s0"},"WindowsOptions":{"GMSACredentialSpecName":null,"GMSACredentialSpec":null,"RunAsUserName":null,"HostProcess":false},"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":{"Type":"Unconfined","LocalhostProfile":null},"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
      'spec.containers[0].securityContext: Invalid value: {"Capabilities":{"Add":["CAP_SYS_ADMIN"],"Drop":null},"Privileged":true,"SELinuxOptions":{"User":"","Role":"","Type":"","Level":"s0"},"WindowsOptions":{"GMSACredentialSpecName":null,"GMSACredentialSpec":null,"RunAsUserName":null,"HostProcess":false},"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":{"Type":"Unconfined","LocalhostProfile":null},"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN',
    ],
  ],
  [{ containers: [{ name: 'c', image: 'i', securityContext: { privileged: true } }] }, {}, []],
  [{ hostUsers: false, containers: [{ name: 'c', image: 'i', securityContext: { procMount: 'Unmasked' } }] }, {}, []],
]);
