/** PersistentVolumes that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { saidOf } from '../testing.js';

/** A volume's spec beside its size and access mode, and what is said of it. */
const refused: readonly (readonly [spec: object, errors: readonly string[]])[] = [
  [{}, ['spec: Required value: must specify a volume type']],
  [
    { hostPath: { path: '/x' }, capacity: {} },
    ['spec.capacity: Required value', 'spec.capacity: Unsupported value: {}: supported values: "storage"'],
  ],
  [
    { hostPath: { path: '/x' }, capacity: { storage: '-1', cpu: '1' } },
    [
      'spec.capacity: Unsupported value: {"cpu":"1","storage":"-1"}: supported values: "storage"',
      'spec.capacity[storage]: Invalid value: -1: must be a valid resource quantity',
      'spec.capacity[storage]: Invalid value: "-1": must be greater than zero',
    ],
  ],
  [{ hostPath: { path: '/x' }, accessModes: [] }, ['spec.accessModes: Required value']],
  [
    { hostPath: { path: '/x' }, accessModes: ['X'] },
    [
      'spec.accessModes: Unsupported value: "X": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
  ],
  [
    { hostPath: { path: '/x' }, persistentVolumeReclaimPolicy: 'Keep' },
    ['spec.persistentVolumeReclaimPolicy: Unsupported value: "Keep": supported values: "Delete", "Recycle", "Retain"'],
  ],
  [
    { hostPath: { path: '/x/..' }, persistentVolumeReclaimPolicy: 'Recycle' },
    [
      `spec.hostPath.path: Invalid value: "/x/..": must not contain '..'`,
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
    ],
  ],
  [
    { hostPath: { path: '/x' }, nodeAffinity: {} },
    ['spec.nodeAffinity.required: Required value: must specify required node constraints'],
  ],
  [{ local: { path: '/x' } }, ['spec.nodeAffinity: Required value: Local volume requires node affinity']],
  [
    {
      local: {},
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] } },
    },
    ['spec.local.path: Required value'],
  ],
  [
    { hostPath: { path: '/x' }, nfs: {}, flexVolume: {}, cephfs: {} },
    [
      'spec.nfs: Forbidden: may not specify more than 1 volume type',
      'spec.cephFS: Forbidden: may not specify more than 1 volume type',
      'spec.flexVolume.driver: Required value',
    ],
  ],
  [
    { hostPath: { path: '/x' }, storageClassName: 'A' },
    [
      `spec.storageClassName: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ],
  ],
  [
    { hostPath: { path: '/x' }, volumeMode: 'X' },
    ['spec.volumeMode: Unsupported value: "X": supported values: "Block", "Filesystem"'],
  ],
  [
    { hostPath: { path: '/x' }, volumeAttributesClassName: '' },
    [
      'spec.volumeAttributesClassName: Required value: an empty string is disallowed',
      'spec.csi: Required value: has to be specified when using volumeAttributesClassName',
    ],
  ],
  [
    { glusterfs: { endpoints: 'e', path: 'p', endpointsNamespace: '' } },
    [
      'spec.glusterfs.endpointsNamespace: Invalid value: "": if the endpointnamespace is set, it must be a valid namespace name',
    ],
  ],
  [
    { glusterfs: { endpoints: 'e', path: 'p', endpointsNamespace: 'A' } },
    [
      `spec.glusterfs.endpointsNamespace: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
    ],
  ],
  [
    { azureFile: { secretName: 's', shareName: 'h', secretNamespace: '' } },
    ['spec.azureFile.secretNamespace: Required value'],
  ],
  [
    { cinder: { volumeID: 'v', secretRef: {} } },
    ['spec.cinder.secretRef.name: Required value', 'spec.cinder.secretRef.namespace: Required value'],
  ],
  [
    { storageos: { volumeName: 'v', secretRef: {} } },
    ['spec.storageos.secretRef.name: Required value', 'spec.storageos.secretRef.namespace: Required value'],
  ],
  [
    { iscsi: { targetPortal: 't', iqn: 'a', secretRef: {} } },
    ['spec.iscsi.iqn: Invalid value: "a": must be valid format', 'spec.iscsi.secretRef.name: Required value'],
  ],
  [{ csi: {} }, ['spec.csi.driver: Required value', 'spec.csi.volumeHandle: Required value']],
  [
    { csi: { driver: 'd', volumeHandle: 'h', nodeExpandSecretRef: { name: 'A' } } },
    [
      `spec.csi.nodeExpandSecretRef.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
      'spec.csi.nodeExpandSecretRef.namespace: Required value',
    ],
  ],
];

for (const [fields, errors] of refused) {
  test(errors.join('; '), () => {
    const spec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...fields };
    deepEqual(saidOf({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'x' }, spec }), errors);
  });
}
