import { testPods } from './testing.js';

// What validateEphemeralContainers of v1.36.3 says against each.
testPods([
  [
    {
      ephemeralContainers: [
        { name: 'c', image: ' i', targetContainerName: 'z', ports: [], resources: { limits: {} }, lifecycle: {} },
      ],
    },
    {},
    [
      'spec.ephemeralContainers[0].image: Invalid value: " i": must not have leading or trailing whitespace',
      'spec.ephemeralContainers[0].name: Duplicate value: "c"',
      'spec.ephemeralContainers[0].targetContainerName: Not found: "z"',
      'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
      'spec.ephemeralContainers[0].resources: Forbidden: cannot be set for an Ephemeral Container',
      'spec.ephemeralContainers[0].lifecycle: Forbidden: cannot be set for an Ephemeral Container',
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ],
  ],
  [
    {
      volumes: [{ name: 'v', emptyDir: {} }],
      ephemeralContainers: [{ name: 'e', image: 'i', volumeMounts: [{ name: 'v', mountPath: '/a', subPath: 'b' }] }],
    },
    {},
    [
      'spec.ephemeralContainers[0].volumeMounts[0].subPath: Forbidden: cannot be set for an Ephemeral Container',
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ],
  ],
]);
