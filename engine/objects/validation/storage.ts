/** Validation of volumes, claims, classes and drivers. Upstream: pkg/apis/core/validation and pkg/apis/storage/validation, v1.36. */
import type {
  CSIDriverV1,
  CSINodeV1,
  CSIStorageCapacityV1,
  PersistentVolumeClaimV1,
  PersistentVolumeV1,
  ResourceListV1,
  StorageClassV1,
  VolumeAttachmentV1,
} from '../api.js';
import { duplicate, type FieldError, invalidEach, notSupported, required } from '../field-error.js';
import { qualifiedNameProblems, subdomainProblems } from '../names.js';
import { accessModeErrors, claimSpecErrors, classNameErrors } from './claims.js';
import { labelKeyErrors, metadataErrors } from './metadata.js';
import { atLeastZero, oneOfIfSet } from './numbers.js';
import { positiveQuantityErrors, quantityErrors } from './resources.js';
import { labelSelectorErrors, requiredNodeSelectorErrors } from './selectors.js';
import { csiDriverNameErrors } from './volumes.js';

/** What the API server says against a PersistentVolume. */
export function persistentVolumeErrors({ metadata, spec }: PersistentVolumeV1): FieldError[] {
  const capacity = Object.entries(spec.capacity ?? {});
  const modes = spec.accessModes ?? [];
  const { nodeAffinity } = spec;
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...(modes.length === 0 ? [required('spec.accessModes')] : []),
    ...accessModeErrors(modes, 'spec.accessModes'),
    ...(capacity.length === 0 ? [required('spec.capacity')] : []),
    ...(capacity.length === 1 && spec.capacity?.['storage'] !== undefined
      ? []
      : [notSupported('spec.capacity', printedCapacity(spec.capacity), ['storage'])]),
    ...capacity.flatMap(([name, text]) => positiveQuantityErrors(text, `spec.capacity[${name}]`)),
    ...(nodeAffinity ? volumeAffinityErrors(nodeAffinity, 'spec.nodeAffinity') : []),
    ...volumeSourceErrors(spec),
    ...classNameErrors(spec.storageClassName, 'spec.storageClassName'),
    ...oneOfIfSet('spec.volumeMode', spec.volumeMode, ['Block', 'Filesystem']),
  ];
}

/** A capacity as the API prints it. */
function printedCapacity(capacity: ResourceListV1 | undefined): unknown {
  return (
    capacity &&
    Object.fromEntries(
      Object.entries(capacity)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => [k, String(v)]),
    )
  );
}

function volumeAffinityErrors(
  { required: needed }: NonNullable<PersistentVolumeV1['spec']['nodeAffinity']>,
  path: string,
): FieldError[] {
  if (needed) return requiredNodeSelectorErrors(needed, `${path}.required`);
  return [required(`${path}.required`, 'must specify required node constraints')];
}

/** Source: PersistentVolumeSource in api/core/v1/types.go, v1.36. */
const volumeSources: ReadonlySet<string> = new Set([
  ...['gcePersistentDisk', 'awsElasticBlockStore', 'hostPath', 'glusterfs', 'nfs', 'rbd', 'iscsi', 'cinder', 'cephfs'],
  ...['fc', 'flocker', 'flexVolume', 'azureFile', 'vsphereVolume', 'quobyte', 'azureDisk', 'photonPersistentDisk'],
  ...['portworxVolume', 'scaleIO', 'local', 'storageos', 'csi'],
]);

function volumeSourceErrors(spec: PersistentVolumeV1['spec']): FieldError[] {
  const errors: FieldError[] = [];
  if (!Object.keys(spec).some((field) => volumeSources.has(field))) {
    errors.push(required('spec', 'must specify a volume type'));
  }
  if (spec['local'] !== undefined && !spec.nodeAffinity) {
    errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'));
  }
  if (spec.csi) {
    errors.push(...csiDriverNameErrors(spec.csi.driver, 'spec.csi.driver'));
    if (!spec.csi.volumeHandle) errors.push(required('spec.csi.volumeHandle'));
  }
  return errors;
}

/** What the API server says against a PersistentVolumeClaim. */
export function claimErrors({ metadata, spec }: PersistentVolumeClaimV1): FieldError[] {
  return [...metadataErrors(metadata, true, subdomainProblems), ...claimSpecErrors(spec, 'spec')];
}

/** What the API server says against a StorageClass. */
export function storageClassErrors(storageClass: StorageClassV1): FieldError[] {
  const { metadata, provisioner = '', volumeBindingMode, allowedTopologies = [] } = storageClass;
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...(provisioner === ''
      ? [required('provisioner')]
      : invalidEach('provisioner', provisioner.toLowerCase(), qualifiedNameProblems(provisioner.toLowerCase()))),
    ...oneOfIfSet('reclaimPolicy', storageClass['reclaimPolicy'] as string | undefined, ['Delete', 'Retain']),
    ...oneOfIfSet('volumeBindingMode', volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']),
    ...allowedTopologies.flatMap((term, i) => topologyErrors(term, `allowedTopologies[${i}]`)),
    ...repeatedTopologyErrors(allowedTopologies),
  ];
}

/** Terms that are equal; upstream also calls one without expressions a repetition. */
function repeatedTopologyErrors(terms: readonly TopologyTerm[]): FieldError[] {
  const texts = terms.map(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions
      .map(({ key, values = [] }) => `${key}=${[...new Set(values)].sort()}`)
      .sort()
      .join(' '),
  );
  return texts.flatMap((text, i) => {
    if (text !== '' && texts.indexOf(text) === i) return [];
    return [duplicate(`allowedTopologies[${i}].matchLabelExpressions`, '')];
  });
}

type TopologyTerm = NonNullable<StorageClassV1['allowedTopologies']>[number];

function topologyErrors({ matchLabelExpressions = [] }: TopologyTerm, path: string): FieldError[] {
  const keys = matchLabelExpressions.map((expression) => expression.key ?? '');
  return matchLabelExpressions.flatMap(({ values = [] }, i) => {
    const at = `${path}.matchLabelExpressions[${i}]`;
    return [
      ...(values.length === 0 ? [required(`${at}.values`)] : []),
      ...values.flatMap((v, j) => (values.indexOf(v) < j ? [duplicate(`${at}.values[${j}]`, v)] : [])),
      ...labelKeyErrors(keys[i]!, `${at}.key`),
      ...(keys.indexOf(keys[i]!) < i ? [duplicate(`${at}.key`, keys[i]!)] : []),
    ];
  });
}

/** What the API server says against a CSINode. */
export function csiNodeErrors({ metadata, spec }: CSINodeV1): FieldError[] {
  const drivers = spec?.drivers ?? [];
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...drivers.flatMap((driver, i) => {
      const at = `spec.drivers[${i}]`;
      const repeated = drivers.slice(0, i).some((other) => other.name === driver.name);
      return [
        ...csiDriverNameErrors(driver.name, `${at}.name`),
        ...(driver.nodeID ? [] : [required(`${at}.nodeID`)]),
        ...atLeastZero(`${at}.allocatable.count`, driver.allocatable?.count),
        ...(repeated ? [duplicate(`${at}.name`, driver.name)] : []),
        ...topologyKeyErrors(driver.topologyKeys ?? [], at),
      ];
    }),
  ];
}

function topologyKeyErrors(keys: readonly string[], path: string): FieldError[] {
  return keys.flatMap((key, i) => [
    ...(key === '' ? [required(path)] : []),
    ...(keys.indexOf(key) < i ? [duplicate(path, key)] : []),
    ...labelKeyErrors(key, path),
  ]);
}

/** What the API server says against a CSIDriver. */
export function csiDriverErrors({ metadata }: CSIDriverV1): FieldError[] {
  return metadataErrors(metadata, false, subdomainProblems);
}

/** What the API server says against a VolumeAttachment. */
export function volumeAttachmentErrors({ metadata, spec }: VolumeAttachmentV1): FieldError[] {
  const { attacher, nodeName = '', source } = spec ?? {};
  const volume = source?.persistentVolumeName;
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...csiDriverNameErrors(attacher, 'spec.attacher'),
    ...(volume === undefined && source?.inlineVolumeSpec === undefined
      ? [required('spec.source', 'must specify exactly one of inlineVolumeSpec and persistentVolumeName')]
      : []),
    ...(volume === ''
      ? [required('spec.source.persistentVolumeName', 'must specify non empty persistentVolumeName')]
      : []),
    ...(volume === undefined ? [] : invalidEach('spec.source.persistentVolumeName', volume, subdomainProblems(volume))),
    ...invalidEach('spec.nodeName', nodeName, subdomainProblems(nodeName)),
  ];
}

/** What the API server says against a CSIStorageCapacity. */
export function storageCapacityErrors(capacity: CSIStorageCapacityV1): FieldError[] {
  const { storageClassName = '' } = capacity;
  return [
    ...metadataErrors(capacity.metadata, true, subdomainProblems),
    ...labelSelectorErrors(capacity.nodeTopology, 'nodeTopology'),
    ...invalidEach('storageClassName', storageClassName, subdomainProblems(storageClassName)),
    ...(capacity.capacity === undefined ? [] : quantityErrors('storage', capacity.capacity, 'capacity')),
  ];
}
