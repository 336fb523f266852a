/** Validation of VolumeAttachments. Upstream: ValidateVolumeAttachment in pkg/apis/storage/validation/validation.go, v1.36. */
import type { PersistentVolumeV1, VolumeAttachmentV1 } from '../../api.js';
import { type FieldError, forbidden, invalidEach, required } from '../../field-error.js';
import { subdomainProblems } from '../../names.js';
import { metadataErrors } from '../metadata.js';
import { csiDriverNameErrors } from '../volumes/csi.js';
import { persistentSourceErrors } from '../volumes/persistent-sources.js';
import { reclaimPolicy, recycledRootErrors, volumeAccessErrors } from './persistent-volume.js';

/** What the API server says against a VolumeAttachment; a status it drops. */
export function volumeAttachmentErrors({ metadata, spec }: VolumeAttachmentV1): FieldError[] {
  const { attacher, nodeName = '', source = {} } = spec ?? {};
  const volume = source.persistentVolumeName;
  return [
    ...metadataErrors(metadata, false, subdomainProblems),
    ...csiDriverNameErrors(attacher, 'spec.attacher'),
    ...sourceErrors(source, 'spec.source'),
    ...invalidEach('spec.nodeName', nodeName, subdomainProblems(nodeName)),
    ...(volume === undefined ? [] : invalidEach('spec.source.persistentVolumeName', volume, subdomainProblems(volume))),
  ];
}

function sourceErrors(
  { inlineVolumeSpec, persistentVolumeName }: VolumeAttachmentV1['spec']['source'],
  path: string,
): FieldError[] {
  const exactlyOne = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
  if (inlineVolumeSpec === undefined && persistentVolumeName === undefined) return [required(path, exactlyOne)];
  if (inlineVolumeSpec !== undefined && persistentVolumeName !== undefined) return [forbidden(path, exactlyOne)];
  if (inlineVolumeSpec !== undefined) return inlineErrors(inlineVolumeSpec, `${path}.inlineVolumeSpec`);
  if (persistentVolumeName !== '') return [];
  return [required(`${path}.persistentVolumeName`, 'must specify non empty persistentVolumeName')];
}

const context = 'in the context of inline volumes';

/** A volume that is no object of its own: it says what it is and little more. */
function inlineErrors(spec: PersistentVolumeV1['spec'], path: string): FieldError[] {
  const notSpecified = (field: string, isThere: boolean) =>
    isThere ? [forbidden(`${path}.${field}`, `may not be specified ${context}`)] : [];
  const policy = reclaimPolicy(spec) ?? 'Retain';
  const mode = spec.volumeMode ?? 'Filesystem';
  return [
    ...notSpecified('claimRef', spec.claimRef !== undefined),
    ...notSpecified('capacity', Object.keys(spec.capacity ?? {}).length > 0),
    ...(spec.csi ? [] : [required(`${path}.csi`, `has to be specified ${context}`)]),
    ...volumeAccessErrors(spec, path),
    ...(policy === 'Retain'
      ? []
      : [forbidden(`${path}.persistentVolumeReclaimPolicy`, `may only be Retain ${context}`)]),
    ...notSpecified('nodeAffinity', spec.nodeAffinity !== undefined),
    ...persistentSourceErrors(spec, '', path),
    ...recycledRootErrors(spec, path),
    ...notSpecified('storageClassName', Boolean(spec.storageClassName)),
    ...(mode === 'Filesystem'
      ? []
      : [forbidden(`${path}.volumeMode`, `may not specify volumeMode other than Filesystem ${context}`)]),
  ];
}
