/** The shape of volumes: their sources in pods and in PersistentVolumes. Source: api/core/v1/types.go, v1.36. */
import { claimSpec, labelSelector, metadata, textMap, texts } from './common.js';
import { each, type FieldsShape, fieldsOf, listOf, type Shape } from './shape.js';

const localReference = fieldsOf(each('string', 'name'));
const reference = fieldsOf(each('string', 'name namespace'));
const objectReference = fieldsOf(each('string', 'kind namespace name uid apiVersion resourceVersion fieldPath'));

/** A source whose fields are texts but for those given. */
function source(textFields: string, others: Readonly<Record<string, Shape>> = {}): FieldsShape {
  return fieldsOf({ ...each('string', textFields), ...others });
}

const readOnly = { readOnly: 'boolean' } as const;

/** Sources that pods and PersistentVolumes write alike. */
const sharedSources = {
  hostPath: source('path type'),
  gcePersistentDisk: source('pdName fsType', { ...readOnly, partition: 'int32' }),
  awsElasticBlockStore: source('volumeID fsType', { ...readOnly, partition: 'int32' }),
  nfs: source('server path', readOnly),
  fc: source('fsType', { ...readOnly, lun: 'int32', ...each(texts, 'targetWWNs wwids') }),
  flocker: source('datasetName datasetUUID'),
  vsphereVolume: source('volumePath fsType storagePolicyName storagePolicyID'),
  quobyte: source('registry volume user group tenant', readOnly),
  azureDisk: source('diskName diskURI cachingMode fsType kind', readOnly),
  photonPersistentDisk: source('pdID fsType'),
  portworxVolume: source('volumeID fsType', readOnly),
} as const;

/** Sources that name a secret, which a PersistentVolume does with its namespace. */
function secretiveSources(secretRef: FieldsShape): Record<string, Shape> {
  const more = { ...readOnly, secretRef };
  return {
    rbd: source('image fsType pool user keyring', { ...more, monitors: texts }),
    iscsi: source('targetPortal iqn iscsiInterface fsType initiatorName', {
      ...more,
      ...each('boolean', 'chapAuthDiscovery chapAuthSession'),
      lun: 'int32',
      portals: texts,
    }),
    cinder: source('volumeID fsType', more),
    cephfs: source('path user secretFile', { ...more, monitors: texts }),
    flexVolume: source('driver fsType', { ...more, options: textMap }),
    scaleIO: source('gateway system protectionDomain storagePool storageMode volumeName fsType', {
      ...more,
      sslEnabled: 'boolean',
    }),
  };
}

/** All sources of a PersistentVolume. */
export const persistentSources: Readonly<Record<string, Shape>> = {
  ...sharedSources,
  ...secretiveSources(reference),
  glusterfs: source('endpoints path endpointsNamespace', readOnly),
  azureFile: source('secretName shareName secretNamespace', readOnly),
  local: source('path fsType'),
  storageos: source('volumeName volumeNamespace fsType', { ...readOnly, secretRef: objectReference }),
  csi: source('driver volumeHandle fsType', {
    ...readOnly,
    volumeAttributes: textMap,
    ...each(
      reference,
      'controllerPublishSecretRef nodeStageSecretRef nodePublishSecretRef controllerExpandSecretRef nodeExpandSecretRef',
    ),
  }),
};

/** What a value of the pod's own is read from. */
export const fieldReference = source('apiVersion fieldPath');
/** What a container's request or limit is read from. */
export const resourceReference = source('containerName resource', { divisor: 'quantity' });

const items = listOf(source('key path', { mode: 'int32' }));
const downwardItems = listOf(
  source('path', { mode: 'int32', fieldRef: fieldReference, resourceFieldRef: resourceReference }),
);

const projections = listOf(
  fieldsOf({
    ...each(source('name', { items, optional: 'boolean' }), 'secret configMap'),
    downwardAPI: fieldsOf({ items: downwardItems }),
    serviceAccountToken: source('audience path', { expirationSeconds: 'int64' }),
    clusterTrustBundle: source('name signerName path', { labelSelector, optional: 'boolean' }),
    podCertificate: source('signerName keyType credentialBundlePath keyPath certificateChainPath', {
      maxExpirationSeconds: 'int32',
      userAnnotations: textMap,
    }),
  }),
);

/** Sources that only pods have: files from the API, and space that goes with the pod. */
const podOnlySources = {
  emptyDir: source('medium', { sizeLimit: 'quantity' }),
  gitRepo: source('repository revision directory'),
  secret: source('secretName', { items, defaultMode: 'int32', optional: 'boolean' }),
  configMap: source('name', { items, defaultMode: 'int32', optional: 'boolean' }),
  downwardAPI: fieldsOf({ items: downwardItems, defaultMode: 'int32' }),
  projected: fieldsOf({ sources: projections, defaultMode: 'int32' }),
  persistentVolumeClaim: source('claimName', readOnly),
  ephemeral: fieldsOf({ volumeClaimTemplate: fieldsOf({ metadata, spec: claimSpec }) }),
  image: source('reference pullPolicy'),
} as const;

/** A volume of a pod. */
export const volume = source('name', {
  ...sharedSources,
  ...secretiveSources(localReference),
  ...podOnlySources,
  glusterfs: source('endpoints path', readOnly),
  azureFile: source('secretName shareName', readOnly),
  storageos: source('volumeName volumeNamespace fsType', { ...readOnly, secretRef: localReference }),
  csi: source('driver fsType', { ...readOnly, volumeAttributes: textMap, nodePublishSecretRef: localReference }),
});

/** Where a container sees volumes as files. */
export const volumeMounts = listOf(
  source('name mountPath subPath subPathExpr mountPropagation recursiveReadOnly', readOnly),
);
/** Where a container sees volumes as block devices. */
export const volumeDevices = listOf(source('name devicePath'));
