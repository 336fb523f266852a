/** Validation of sources that pods and PersistentVolumes have in common. Upstream: pkg/apis/core/validation/validation.go, v1.36. */
import { type FieldError, invalid, invalidEach, notSupported, required } from '../../field-error.js';
import { dnsLabelProblems } from '../../names.js';
import { backstepErrors } from './paths.js';
import { allOf, byteErrors, needs, type Source, type SourceRule, textOf } from './source-rule.js';

const hostPathTypes = [
  ...['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'],
];

function hostPathErrors(source: Source, path: string): FieldError[] {
  const [text, type] = [textOf(source, 'path'), textOf(source, 'type')];
  if (text === '') return [required(`${path}.path`)];
  return [
    ...backstepErrors(text, `${path}.path`),
    ...(hostPathTypes.includes(type) ? [] : [notSupported(`${path}.type`, type, hostPathTypes)]),
  ];
}

/** Upstream says 1 where it means 0. */
function partitionErrors({ partition }: Source, path: string): FieldError[] {
  return byteErrors(`${path}.partition`, partition, 1);
}

function nfsErrors(source: Source, path: string): FieldError[] {
  const exported = textOf(source, 'path');
  return [
    ...needs('server', 'path')(source, path),
    ...(exported.startsWith('/') ? [] : [invalid(`${path}.path`, exported, 'must be an absolute path')]),
  ];
}

function fcErrors({ targetWWNs, wwids, lun }: Source, path: string): FieldError[] {
  const [targets, ids] = [(targetWWNs ?? []) as string[], (wwids ?? []) as string[]];
  const at = `${path}.targetWWNs`;
  const errors: FieldError[] = [];
  if (targets.length + ids.length === 0)
    errors.push(required(at, 'must specify either targetWWNs or wwids, but not both'));
  if (targets.length > 0 && ids.length > 0)
    errors.push(invalid(at, targets, 'targetWWNs and wwids can not be specified simultaneously'));
  if (targets.length === 0) return errors;
  if (lun !== undefined) return [...errors, ...byteErrors(`${path}.lun`, lun)];
  return [...errors, required(`${path}.lun`, 'lun is required if targetWWNs is specified')];
}

function flockerErrors(source: Source, path: string): FieldError[] {
  const [name, uuid] = [textOf(source, 'datasetName'), textOf(source, 'datasetUUID')];
  const both = 'datasetName and datasetUUID can not be specified simultaneously';
  return [
    ...(name === '' && uuid === '' ? [required(path, 'one of datasetName and datasetUUID is required')] : []),
    ...(name !== '' && uuid !== '' ? [invalid(path, 'resource', both)] : []),
    ...(name.includes('/') ? [invalid(`${path}.datasetName`, name, "must not contain '/'")] : []),
  ];
}

const registryRule = 'must be a host:port pair or multiple pairs separated by commas';
const longestTenant = 64;

function quobyteErrors(source: Source, path: string): FieldError[] {
  return [...registryErrors(source, path), ...needs('volume')(source, path)];
}

function registryErrors(source: Source, path: string): FieldError[] {
  const registry = textOf(source, 'registry');
  if (registry === '') return [required(`${path}.registry`, registryRule)];
  if (textOf(source, 'tenant').length > longestTenant) {
    return [required(`${path}.tenant`, `must be a UUID and may not exceed a length of ${longestTenant} characters`)];
  }
  return registry
    .split(',')
    .filter((pair) => !isHostAndPort(pair))
    .map(() => invalid(`${path}.registry`, registry, registryRule));
}

/** "host:port" or "[host]:port", either part may be empty; a host with colons needs its brackets. Upstream: SplitHostPort of Go's net. */
function isHostAndPort(text: string): boolean {
  return /^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(text);
}

const cachingModes = ['None', 'ReadOnly', 'ReadWrite'];
const diskKinds = ['Dedicated', 'Managed', 'Shared'];
const managedDisk = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const blobDisk = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

function azureDiskErrors(source: Source, path: string): FieldError[] {
  const [caching, kind] = [source['cachingMode'] as string | undefined, source['kind'] as string | undefined];
  const uri = textOf(source, 'diskURI');
  const [start, form] = kind === 'Managed' ? ['/subscriptions/', managedDisk] : ['https://', blobDisk];
  const oneOf = (field: string, value: string | undefined, supported: readonly string[]) =>
    value === undefined || supported.includes(value) ? [] : [notSupported(`${path}.${field}`, value, supported)];
  return [
    ...needs('diskName', 'diskURI')(source, path),
    ...oneOf('cachingMode', caching, cachingModes),
    ...oneOf('kind', kind, diskKinds),
    ...(kind === undefined || uri.startsWith(start) ? [] : [notSupported(`${path}.diskURI`, uri, [form])]),
  ];
}

/** Options' names, of which Kubernetes keeps some for itself. */
function flexOptionErrors({ options }: Source, path: string): FieldError[] {
  return Object.keys((options ?? {}) as object).flatMap((key) => {
    const domain = `.${key.split('/')[0]!.toLowerCase()}`;
    if (!domain.endsWith('.kubernetes.io') && !domain.endsWith('.k8s.io')) return [];
    return [invalid(`${path}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved')];
  });
}

/** The name of a StorageOS volume, and its namespace there. */
export function storageOsErrors(source: Source, path: string): FieldError[] {
  const [name, namespace] = [textOf(source, 'volumeName'), textOf(source, 'volumeNamespace')];
  const label = (field: string, value: string) => invalidEach(`${path}.${field}`, value, dnsLabelProblems(value));
  return [
    ...(name === '' ? [required(`${path}.volumeName`)] : label('volumeName', name)),
    ...(namespace === '' ? [] : label('volumeNamespace', namespace)),
  ];
}

/** What each source is held to, by its field. */
export const sharedSourceRules: Readonly<Record<string, SourceRule>> = {
  hostPath: hostPathErrors,
  gcePersistentDisk: allOf(needs('pdName'), partitionErrors),
  awsElasticBlockStore: allOf(needs('volumeID'), partitionErrors),
  nfs: nfsErrors,
  glusterfs: needs('endpoints', 'path'),
  flocker: flockerErrors,
  rbd: needs('monitors', 'image'),
  cinder: needs('volumeID'),
  cephfs: needs('monitors'),
  quobyte: quobyteErrors,
  fc: fcErrors,
  flexVolume: allOf(needs('driver'), flexOptionErrors),
  azureFile: needs('secretName', 'shareName'),
  azureDisk: azureDiskErrors,
  vsphereVolume: needs('volumePath'),
  photonPersistentDisk: needs('pdID'),
  portworxVolume: needs('volumeID'),
  scaleIO: needs('gateway', 'system', 'volumeName'),
  storageos: storageOsErrors,
};
