/** Validation of the source of a pod's volume. Upstream: validateVolumeSource in pkg/apis/core/validation/validation.go, v1.36. */
import type { ObjectMeta, VolumeV1 } from '../../api.js';
import { type FieldError, forbidden, invalid, required } from '../../field-error.js';
import { subdomainProblems } from '../../names.js';
import { parseQuantity } from '../../quantity.js';
import { annotationErrors, labelErrors } from '../metadata.js';
import { oneOf } from '../numbers.js';
import { claimSpecErrors } from './claims.js';
import { csiErrors } from './csi.js';
import { fileSourceRules } from './files.js';
import { iscsiErrors, iscsiLengthErrors } from './iscsi.js';
import { descendingPathErrors } from './paths.js';
import { sharedSourceRules } from './shared-sources.js';
import { allOf, needs, type Source, type SourceRule, secretNeeds, textOf } from './source-rule.js';

/** The pod whose volume it is. */
export interface PodOfVolumes {
  /** "" where it is not known yet. */
  readonly name: string;
  readonly isTemplate: boolean;
}

/** All sources in the order upstream looks at them: of several the first stands. */
export const podSources: readonly string[] = [
  ...['emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi'],
  ...['glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc'],
  ...['flexVolume', 'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk'],
  ...['storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image'],
];

/** Errors about these sources' fields spell the source otherwise than the API does. */
export const printedSourcePaths: ReadonlyMap<string, string> = new Map([['gcePersistentDisk', 'persistentDisk']]);

function emptyDirErrors({ sizeLimit }: Source, path: string): FieldError[] {
  const isNegative = sizeLimit !== undefined && parseQuantity(sizeLimit as string).nano < 0n;
  return isNegative ? [forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')] : [];
}

function directoryErrors(source: Source, path: string): FieldError[] {
  return descendingPathErrors(textOf(source, 'directory'), `${path}.directory`);
}

const rules: Readonly<Record<string, SourceRule>> = {
  ...sharedSourceRules,
  ...fileSourceRules,
  emptyDir: emptyDirErrors,
  gitRepo: allOf(needs('repository'), directoryErrors),
  iscsi: iscsiErrors,
  cinder: allOf(sharedSourceRules['cinder']!, secretNeeds('name')),
  storageos: allOf(sharedSourceRules['storageos']!, secretNeeds('name')),
  persistentVolumeClaim: needs('claimName'),
  csi: csiErrors,
};

/** What is wrong with the volume's source of that name. */
export function podSourceErrors(name: string, volume: VolumeV1, pod: PodOfVolumes, path: string): FieldError[] {
  const source = volume[name] as Source;
  const at = `${path}.${printedSourcePaths.get(name) ?? name}`;
  if (name === 'ephemeral') return ephemeralErrors(volume, pod.name, path);
  if (name === 'image') return imageErrors(source, pod.isTemplate, at);
  const errors = rules[name]!(source, at);
  return name === 'iscsi' ? [...errors, ...iscsiLengthErrors(source, volume.name ?? '', path)] : errors;
}

/** A template may leave the image to whoever makes the pod. */
function imageErrors(source: Source, isTemplate: boolean, path: string): FieldError[] {
  const policy = source['pullPolicy'] as string | undefined;
  return [
    ...(isTemplate ? [] : needs('reference')(source, path)),
    ...oneOf(`${path}.pullPolicy`, policy, ['Always', 'IfNotPresent', 'Never']),
  ];
}

function ephemeralErrors({ name = '', ephemeral }: VolumeV1, podName: string, path: string): FieldError[] {
  const template = ephemeral?.volumeClaimTemplate;
  const at = `${path}.ephemeral.volumeClaimTemplate`;
  const claimName = `${podName}-${name}`;
  const problems = podName === '' || name === '' ? [] : subdomainProblems(claimName);
  return [
    ...(template
      ? [
          ...claimMetadataErrors(template.metadata ?? {}, `${at}.metadata`),
          ...claimSpecErrors(template.spec ?? {}, `${at}.spec`),
        ]
      : [required(at)]),
    ...problems.map((problem) => invalid(`${path}.name`, name, `PVC name "${claimName}": ${problem}`)),
  ];
}

/** ObjectMeta's fields in the API's order; labels and annotations alone can be given. */
const unsettable = [
  ...['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion', 'generation', 'creationTimestamp'],
  ...['deletionTimestamp', 'deletionGracePeriodSeconds', 'ownerReferences', 'finalizers', 'managedFields'],
] as const;

function claimMetadataErrors(meta: ObjectMeta, path: string): FieldError[] {
  const fields: Readonly<Record<string, unknown>> = { ...meta };
  return [
    ...annotationErrors(meta.annotations, `${path}.annotations`),
    ...labelErrors(meta.labels, `${path}.labels`),
    ...unsettable
      .filter((field) => fields[field] !== undefined && fields[field] !== unset.get(field))
      .map((field) => forbidden(`${path}.${printedMeta.get(field) ?? field}`, 'cannot be set')),
  ];
}

/** Go calls the field so, whose first letter alone becomes small. */
const printedMeta: ReadonlyMap<string, string> = new Map([['uid', 'uID']]);

/** What such a field says as long as nobody sets it; others are absent. */
const unset: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...(['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion'] as const).map(
    (field) => [field, ''] as const,
  ),
  ['generation', 0],
]);
