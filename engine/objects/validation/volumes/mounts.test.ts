/** Mounts and devices that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { aPod, saidOf } from '../testing.js';

const claims = ['c', 'd'].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
const volumes = [{ name: 'v', emptyDir: {} }, ...claims];

/** What is said of an init container below spec.initContainers[0]. */
function saidOfContainer(container: object): string[] {
  const initContainers = [{ name: 'i', image: 'i', ...container }];
  return saidOf(aPod({ initContainers, volumes }), /^spec\.initContainers\[0\]\./);
}

/** What a container says of volumes, and what is said of it. */
const refused: readonly (readonly [container: object, errors: readonly string[]])[] = [
  [
    { volumeMounts: [{}] },
    [
      'volumeMounts[0].name: Required value',
      'volumeMounts[0].name: Not found: ""',
      'volumeMounts[0].mountPath: Required value',
    ],
  ],
  [
    {
      volumeMounts: [
        { name: 'v', mountPath: '/m' },
        { name: 'c', mountPath: '/m' },
      ],
    },
    ['volumeMounts[1].mountPath: Invalid value: "/m": must be unique'],
  ],
  [
    { volumeMounts: [{ name: 'v', mountPath: '/m', subPath: '/s' }] },
    ['volumeMounts.subPath: Invalid value: "/s": must be a relative path'],
  ],
  [
    { volumeMounts: [{ name: 'v', mountPath: '/m', subPath: 'a/../b', subPathExpr: '../$(X)' }] },
    [
      `volumeMounts.subPath: Invalid value: "a/../b": must not contain '..'`,
      'volumeMounts[0].subPathExpr: Invalid value: "../$(X)": subPathExpr and subPath are mutually exclusive',
      `volumeMounts.subPathExpr: Invalid value: "../$(X)": must not contain '..'`,
    ],
  ],
  [
    { volumeMounts: [{ name: 'v', mountPath: '/m', mountPropagation: 'Both' }] },
    [
      'volumeMounts.mountPropagation: Unsupported value: "Both": supported values: "Bidirectional", "HostToContainer", "None"',
    ],
  ],
  [
    { volumeMounts: [{ name: 'v', mountPath: '/m', mountPropagation: 'Bidirectional' }] },
    [
      'volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers',
    ],
  ],
  [
    { volumeMounts: [{ name: 'v', mountPath: '/m', recursiveReadOnly: 'Yes' }] },
    ['volumeMounts.recursiveReadOnly: Unsupported value: "Yes": supported values: "Disabled", "Enabled", "IfPossible"'],
  ],
  [
    {
      volumeMounts: [{ name: 'v', mountPath: '/m', recursiveReadOnly: 'Enabled', mountPropagation: 'HostToContainer' }],
    },
    [
      'volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true',
      'volumeMounts.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified',
    ],
  ],
  [
    { volumeDevices: [{}] },
    [
      'volumeDevices[0].name: Required value',
      'volumeDevices[0].name: Not found: ""',
      'volumeDevices[0].devicePath: Required value',
    ],
  ],
  [
    { volumeDevices: [{ name: 'v', devicePath: '/d' }] },
    [
      'volumeDevices[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
    ],
  ],
  [
    {
      volumeDevices: [
        { name: 'c', devicePath: '/d' },
        { name: 'c', devicePath: '/d' },
      ],
    },
    [
      'volumeDevices[1].name: Invalid value: "c": must be unique',
      'volumeDevices[1].devicePath: Invalid value: "/d": must be unique',
    ],
  ],
  [
    { volumeDevices: [{ name: 'c', devicePath: '/a/../d' }] },
    [`volumeDevices[0].devicePath: Invalid value: "/a/../d": can not contain backsteps ('..')`],
  ],
  [{ volumeDevices: [{ name: 'x', devicePath: '/d' }] }, ['volumeDevices[0].name: Not found: "x"']],
  [
    { volumeMounts: [{ name: 'c', mountPath: '/m' }], volumeDevices: [{ name: 'c', devicePath: '/m' }] },
    [
      'volumeMounts[0].name: Invalid value: "c": must not already exist in volumeDevices',
      'volumeMounts[0].mountPath: Invalid value: "/m": must not already exist as a path in volumeDevices',
      'volumeDevices[0].name: Invalid value: "c": must not already exist in volumeMounts',
      'volumeDevices[0].devicePath: Invalid value: "/m": must not already exist as a path in volumeMounts',
    ],
  ],
  [
    { volumeMounts: [{ name: 'v', mountPath: '/m' }], volumeDevices: [{ name: 'c', devicePath: '/m' }] },
    [
      'volumeMounts[0].mountPath: Invalid value: "/m": must not already exist as a path in volumeDevices',
      'volumeDevices[0].devicePath: Invalid value: "/m": must not already exist as a path in volumeMounts',
    ],
  ],
];

for (const [container, errors] of refused) {
  test(errors.join('; '), () => deepEqual(saidOfContainer(container), errors));
}

test('a privileged container may propagate mounts both ways', () => {
  const volumeMounts = [{ name: 'v', mountPath: '/m', mountPropagation: 'Bidirectional' }];
  deepEqual(saidOfContainer({ volumeMounts, securityContext: { privileged: true } }), []);
});
