/** Volumes that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { aPod, saidOf } from '../testing.js';

/** A volume's source, and what is said of it below spec.volumes[0]. */
const refused: readonly (readonly [source: object, errors: readonly string[]])[] = [
  [
    { emptyDir: { sizeLimit: '-1' } },
    ['emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity'],
  ],
  [
    { emptyDir: {}, hostPath: { path: '/x' }, cephfs: {}, downwardAPI: {} },
    [
      'hostPath: Forbidden: may not specify more than 1 volume type',
      'cephFS: Forbidden: may not specify more than 1 volume type',
      'downwarAPI: Forbidden: may not specify more than 1 volume type',
    ],
  ],
  [{ gitRepo: {} }, ['gitRepo.repository: Required value']],
  [
    { gitRepo: { repository: 'r', directory: '/d' } },
    ['gitRepo.directory: Invalid value: "/d": must be a relative path'],
  ],
  [
    { gitRepo: { repository: 'r', directory: '../d' } },
    [`gitRepo.directory: Invalid value: "../d": must not contain '..'`],
  ],
  [{ iscsi: {} }, ['iscsi.targetPortal: Required value', 'iscsi.iqn: Required value']],
  [
    { iscsi: { targetPortal: 't', iqn: 'a' } },
    ['iscsi.iqn: Invalid value: "a": must be valid format starting with iqn, eui, or naa'],
  ],
  [{ iscsi: { targetPortal: 't', iqn: 'iqn.bad' } }, ['iscsi.iqn: Invalid value: "iqn.bad": must be valid format']],
  [
    { iscsi: { targetPortal: 't', iqn: 'eui.0123456789abcdef', lun: 256 } },
    ['iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive'],
  ],
  [
    { iscsi: { targetPortal: 't', iqn: 'iqn.2001-04.com.example:a', chapAuthSession: true } },
    ['iscsi.secretRef: Required value'],
  ],
  [
    { iscsi: { targetPortal: 't', iqn: 'naa.0123456789abcdef0123456789abcdef', initiatorName: 'naa.0' } },
    ['iscsi.initiatorname: Invalid value: "naa.0": must be valid format'],
  ],
  [
    {
      iscsi: {
        targetPortal: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
        iqn: 'iqn.2001-04.com.example:a',
        initiatorName: 'iqn.2001-04.com.example:b',
      },
    },
    [
      'name: Invalid value: "v": Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
    ],
  ],
  [{ persistentVolumeClaim: {} }, ['persistentVolumeClaim.claimName: Required value']],
  [{ cinder: { secretRef: {} } }, ['cinder.volumeID: Required value', 'cinder.secretRef.name: Required value']],
  [{ csi: {} }, ['csi.driver: Required value']],
  [
    { csi: { driver: 'd_e' } },
    [
      `csi.driver: Invalid value: "d_e": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ],
  ],
  [
    { csi: { driver: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' } },
    ['csi.driver: Too long: may not be more than 63 bytes'],
  ],
  [{ csi: { driver: 'd', nodePublishSecretRef: {} } }, ['csi.nodePublishSecretRef.name: Required value']],
  [
    { csi: { driver: 'd', nodePublishSecretRef: { name: 'A' } } },
    [
      `csi.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ],
  ],
  [{ ephemeral: {} }, ['ephemeral.volumeClaimTemplate: Required value']],
  [
    {
      ephemeral: {
        volumeClaimTemplate: {
          metadata: { name: 'n', uid: 'u', finalizers: [] },
          spec: { accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'], resources: { requests: { storage: '1Gi' } } },
        },
      },
    },
    [
      'ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set',
      'ephemeral.volumeClaimTemplate.metadata.uID: Forbidden: cannot be set',
      'ephemeral.volumeClaimTemplate.metadata.finalizers: Forbidden: cannot be set',
      'ephemeral.volumeClaimTemplate.spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    ],
  ],
  [
    {
      ephemeral: {
        volumeClaimTemplate: {
          spec: { volumeMode: 'X', storageClassName: 'A', resources: { requests: { storage: '0' } } },
        },
      },
    },
    [
      'ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required',
      'ephemeral.volumeClaimTemplate.spec.resources[storage]: Invalid value: "0": must be greater than zero',
      `ephemeral.volumeClaimTemplate.spec.storageClassName: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      'ephemeral.volumeClaimTemplate.spec.volumeMode: Unsupported value: "X": supported values: "Block", "Filesystem"',
    ],
  ],
  [{ image: {} }, ['image.reference: Required value']],
  [
    { image: { reference: 'r', pullPolicy: 'Sometimes' } },
    ['image.pullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"'],
  ],
];

for (const [source, errors] of refused) {
  test(`volume ${JSON.stringify(source)}`, () => {
    deepEqual(saidOf(aPod({ volumes: [{ name: 'v', ...source }] }), /^spec\.volumes\[0\]\.?/), errors);
  });
}

/** All volumes of a pod called p. */
const together: readonly (readonly [volumes: readonly object[], errors: readonly string[]])[] = [
  [[{ emptyDir: {} }], ['volumes[0].name: Required value']],
  [
    [{ name: 'V', emptyDir: {} }],
    [
      `volumes[0].name: Invalid value: "V": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
    ],
  ],
  [
    [
      { name: 'v', emptyDir: {} },
      { name: 'v', emptyDir: {} },
    ],
    ['volumes[1].name: Duplicate value: "v"'],
  ],
  [
    [
      {
        name: 'v',
        ephemeral: {
          volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } } },
        },
      },
      { name: 'w', persistentVolumeClaim: { claimName: 'p-v' } },
    ],
    [
      'volumes[1].persistentVolumeClaim.claimName: Invalid value: "p-v": must not reference a PVC that gets created for an ephemeral volume',
    ],
  ],
];

for (const [volumes, errors] of together)
  test(errors.join('; '), () => deepEqual(saidOf(aPod({ volumes }), /^spec\./), errors));

test('an image may be left out of a template', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: aPod({ volumes: [{ name: 'v', image: {} }] }).spec };
  const spec = { selector: { matchLabels: { a: 'b' } }, template };
  deepEqual(saidOf({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec }), []);
});
