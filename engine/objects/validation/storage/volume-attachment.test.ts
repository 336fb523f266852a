/** VolumeAttachments that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { saidOf } from '../testing.js';

const refused: readonly (readonly [apiVersion: string, kind: string, fields: object, errors: readonly string[]])[] = [
  [
    'storage.k8s.io/v1',
    'VolumeAttachment',
    { spec: { nodeName: 'n', attacher: 'a_b', source: {} } },
    [
      `spec.attacher: Invalid value: "a_b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      'spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName',
    ],
  ],
  [
    'storage.k8s.io/v1',
    'VolumeAttachment',
    { spec: { nodeName: 'N', attacher: 'a', source: { persistentVolumeName: '' } } },
    [
      'spec.source.persistentVolumeName: Required value: must specify non empty persistentVolumeName',
      `spec.nodeName: Invalid value: "N": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      `spec.source.persistentVolumeName: Invalid value: "": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ],
  ],
  [
    'storage.k8s.io/v1',
    'VolumeAttachment',
    { spec: { nodeName: 'n', attacher: 'a', source: { persistentVolumeName: 'v', inlineVolumeSpec: {} } } },
    ['spec.source: Forbidden: must specify exactly one of inlineVolumeSpec and persistentVolumeName'],
  ],
  [
    'storage.k8s.io/v1',
    'VolumeAttachment',
    {
      spec: {
        nodeName: 'n',
        attacher: 'a',
        source: {
          inlineVolumeSpec: {
            hostPath: { path: '/x' },
            capacity: { storage: '1' },
            claimRef: { name: 'c' },
            persistentVolumeReclaimPolicy: 'Delete',
            storageClassName: 's',
            volumeMode: 'Block',
          },
        },
      },
    },
    [
      'spec.source.inlineVolumeSpec.claimRef: Forbidden: may not be specified in the context of inline volumes',
      'spec.source.inlineVolumeSpec.capacity: Forbidden: may not be specified in the context of inline volumes',
      'spec.source.inlineVolumeSpec.csi: Required value: has to be specified in the context of inline volumes',
      'spec.source.inlineVolumeSpec.accessModes: Required value',
      'spec.source.inlineVolumeSpec.persistentVolumeReclaimPolicy: Forbidden: may only be Retain in the context of inline volumes',
      'spec.source.inlineVolumeSpec.storageClassName: Forbidden: may not be specified in the context of inline volumes',
      'spec.source.inlineVolumeSpec.volumeMode: Forbidden: may not specify volumeMode other than Filesystem in the context of inline volumes',
    ],
  ],
];

for (const [apiVersion, kind, fields, errors] of refused) {
  test(`${kind}: ${errors.join('; ')}`, () => {
    deepEqual(saidOf({ apiVersion, kind, metadata: { name: 'x' }, ...fields }), errors);
  });
}
