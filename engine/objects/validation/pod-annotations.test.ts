import { testPods } from './testing.js';

// What ValidatePodSpecificAnnotations and its siblings for profiles of v1.36.3 say against each.
testPods([
  [
    {},
    { annotations: { 'kubernetes.io/config.mirror': 'x' } },
    [
      'metadata.annotations[kubernetes.io/config.mirror]: Invalid value: "x": must set spec.nodeName if mirror pod annotation is set',
    ],
  ],
  [
    {},
    { annotations: { 'scheduler.alpha.kubernetes.io/tolerations': 'x' } },
    [
      'metadata.annotations: Invalid value: "scheduler.alpha.kubernetes.io/tolerations": invalid character \'x\' looking for beginning of value',
    ],
  ],
  [
    {},
    { annotations: { 'scheduler.alpha.kubernetes.io/tolerations': '{}' } },
    [
      'metadata.annotations: Invalid value: "scheduler.alpha.kubernetes.io/tolerations": json: cannot unmarshal object into Go value of type []core.Toleration',
    ],
  ],
  [
    {},
    { annotations: { 'scheduler.alpha.kubernetes.io/tolerations': '[{"KEY":1}]' } },
    [
      'metadata.annotations: Invalid value: "scheduler.alpha.kubernetes.io/tolerations": json: cannot unmarshal number into Go struct field Toleration.Key of type string',
    ],
  ],
  [
    {},
    { annotations: { 'scheduler.alpha.kubernetes.io/tolerations': '[{"Key":"a b","effect":"X"}]' } },
    [
      "metadata.annotations.scheduler.alpha.kubernetes.io/tolerations[0].key: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'metadata.annotations.scheduler.alpha.kubernetes.io/tolerations[0].effect: Unsupported value: "X": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    {},
    { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '+1' } },
    ['metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: "+1": must be a 32bit integer'],
  ],
  [
    {},
    { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'x' } },
    [
      'metadata.annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: "x": must be a valid seccomp profile',
    ],
  ],
  [
    {},
    { annotations: { 'container.seccomp.security.alpha.kubernetes.io/c': 'localhost/../x' } },
    [
      'metadata.annotations.container.seccomp.security.alpha.kubernetes.io/c: Invalid value: "../x": must not contain \'..\'',
    ],
  ],
  [
    {},
    { annotations: { 'container.apparmor.security.beta.kubernetes.io/z': 'x' } },
    [
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/z]: Invalid value: "z": container not found',
      'metadata.annotations[container.apparmor.security.beta.kubernetes.io/z]: Invalid value: "x": invalid AppArmor profile name: "x"',
    ],
  ],
  [
    { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
    { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' } },
    ['spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match'],
  ],
  [
    {
      containers: [
        { name: 'c', image: 'i', securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'p' } } },
      ],
    },
    { annotations: { 'container.seccomp.security.alpha.kubernetes.io/c': 'localhost/q' } },
    [
      'spec.containers[0].securityContext.seccompProfile.localhostProfile: Forbidden: seccomp profile in annotation and field must match',
    ],
  ],
  [
    { securityContext: { appArmorProfile: { type: 'Unconfined' } } },
    { annotations: { 'container.apparmor.security.beta.kubernetes.io/c': 'runtime/default' } },
    [
      'spec.containers[0].securityContext.appArmorProfile.type: Forbidden: apparmor type in annotation and field must match',
    ],
  ],
  [
    { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } },
    { annotations: { 'container.apparmor.security.beta.kubernetes.io/c': 'runtime/default' } },
    [],
  ],
]);
