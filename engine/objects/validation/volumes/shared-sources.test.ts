/** Volumes on disks and file servers that the API server refuses, with what it says: the answers of v1.36.3. */
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { aPod, saidOf } from '../testing.js';

/** A volume's source, and what is said of it below spec.volumes[0]. */
const refused: readonly (readonly [source: object, errors: readonly string[]])[] = [
  [{ hostPath: {} }, ['hostPath.path: Required value']],
  [{ hostPath: { path: '/a/../b' } }, [`hostPath.path: Invalid value: "/a/../b": must not contain '..'`]],
  [
    { hostPath: { path: '/a', type: 'Dir' } },
    [
      'hostPath.type: Unsupported value: "Dir": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
    ],
  ],
  [{ gcePersistentDisk: {} }, ['persistentDisk.pdName: Required value']],
  [
    { gcePersistentDisk: { pdName: 'd', partition: 256 } },
    ['persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive'],
  ],
  [
    { awsElasticBlockStore: { partition: -1 } },
    [
      'awsElasticBlockStore.volumeID: Required value',
      'awsElasticBlockStore.partition: Invalid value: -1: must be between 1 and 255, inclusive',
    ],
  ],
  [
    { nfs: {} },
    ['nfs.server: Required value', 'nfs.path: Required value', 'nfs.path: Invalid value: "": must be an absolute path'],
  ],
  [{ nfs: { server: 's', path: 'x' } }, ['nfs.path: Invalid value: "x": must be an absolute path']],
  [{ glusterfs: {} }, ['glusterfs.endpoints: Required value', 'glusterfs.path: Required value']],
  [{ flocker: {} }, ['flocker: Required value: one of datasetName and datasetUUID is required']],
  [
    { flocker: { datasetName: 'a/b', datasetUUID: 'u' } },
    [
      'flocker: Invalid value: "resource": datasetName and datasetUUID can not be specified simultaneously',
      `flocker.datasetName: Invalid value: "a/b": must not contain '/'`,
    ],
  ],
  [{ rbd: {} }, ['rbd.monitors: Required value', 'rbd.image: Required value']],
  [{ cephfs: { monitors: [] } }, ['cephfs.monitors: Required value']],
  [
    { quobyte: {} },
    [
      'quobyte.registry: Required value: must be a host:port pair or multiple pairs separated by commas',
      'quobyte.volume: Required value',
    ],
  ],
  [
    { quobyte: { registry: 'a:1,b', volume: 'v' } },
    ['quobyte.registry: Invalid value: "a:1,b": must be a host:port pair or multiple pairs separated by commas'],
  ],
  [
    {
      quobyte: {
        registry: 'a:1',
        volume: 'v',
        tenant: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      },
    },
    ['quobyte.tenant: Required value: must be a UUID and may not exceed a length of 64 characters'],
  ],
  [{ fc: {} }, ['fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both']],
  [
    { fc: { targetWWNs: ['a'], wwids: ['b'] } },
    [
      'fc.targetWWNs: Invalid value: ["a"]: targetWWNs and wwids can not be specified simultaneously',
      'fc.lun: Required value: lun is required if targetWWNs is specified',
    ],
  ],
  [{ fc: { targetWWNs: ['a'], lun: 256 } }, ['fc.lun: Invalid value: 256: must be between 0 and 255, inclusive']],
  [
    { flexVolume: { options: { 'K8S.io/x': '1' } } },
    [
      'flexVolume.driver: Required value',
      'flexVolume.options[K8S.io/x]: Invalid value: "K8S.io/x": kubernetes.io and k8s.io namespaces are reserved',
    ],
  ],
  [{ azureFile: {} }, ['azureFile.secretName: Required value', 'azureFile.shareName: Required value']],
  [
    { azureDisk: {} },
    [
      'azureDisk.diskName: Required value',
      'azureDisk.diskURI: Required value',
      'azureDisk.diskURI: Unsupported value: "": supported values: "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd"',
    ],
  ],
  [
    { azureDisk: { diskName: 'd', diskURI: 'https://x', kind: 'Managed' } },
    [
      'azureDisk.diskURI: Unsupported value: "https://x": supported values: "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}"',
    ],
  ],
  [
    { azureDisk: { diskName: 'd', diskURI: 'https://x', kind: 'X', cachingMode: 'Y' } },
    [
      'azureDisk.cachingMode: Unsupported value: "Y": supported values: "None", "ReadOnly", "ReadWrite"',
      'azureDisk.kind: Unsupported value: "X": supported values: "Dedicated", "Managed", "Shared"',
    ],
  ],
  [{ vsphereVolume: {} }, ['vsphereVolume.volumePath: Required value']],
  [{ photonPersistentDisk: {} }, ['photonPersistentDisk.pdID: Required value']],
  [{ portworxVolume: {} }, ['portworxVolume.volumeID: Required value']],
  [
    { scaleIO: {} },
    ['scaleIO.gateway: Required value', 'scaleIO.system: Required value', 'scaleIO.volumeName: Required value'],
  ],
  [{ storageos: {} }, ['storageos.volumeName: Required value']],
  [
    { storageos: { volumeName: 'A', volumeNamespace: 'B', secretRef: {} } },
    [
      `storageos.volumeName: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      `storageos.volumeNamespace: Invalid value: "B": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`,
      'storageos.secretRef.name: Required value',
    ],
  ],
];

for (const [source, errors] of refused) {
  test(`volume ${JSON.stringify(source)}`, () => {
    deepEqual(saidOf(aPod({ volumes: [{ name: 'v', ...source }] }), /^spec\.volumes\[0\]\.?/), errors);
  });
}
