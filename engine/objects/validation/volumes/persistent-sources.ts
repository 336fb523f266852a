/** Validation of a PersistentVolume's source. Upstream: ValidatePersistentVolumeSpec in pkg/apis/core/validation/validation.go, v1.36. */
import type { PersistentVolumeV1 } from '../../api.js';
import { type FieldError, forbidden, invalid, invalidEach, required } from '../../field-error.js';
import { dnsLabelProblems } from '../../names.js';
import { persistentCsiErrors } from './csi.js';
import { persistentIscsiErrors } from './iscsi.js';
import { backstepErrors } from './paths.js';
import { printedSourcePaths } from './pod-sources.js';
import { sharedSourceRules } from './shared-sources.js';
import { allOf, type Source, type SourceRule, secretNeeds, textOf } from './source-rule.js';

/** All sources in the order upstream looks at them: of several the first stands. */
const persistentSources: readonly string[] = [
  ...['hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'nfs', 'rbd', 'quobyte'],
  ...['cephfs', 'iscsi', 'cinder', 'fc', 'flexVolume', 'azureFile', 'vsphereVolume', 'photonPersistentDisk'],
  ...['portworxVolume', 'azureDisk', 'scaleIO', 'local', 'storageos', 'csi'],
];

function endpointsNamespaceErrors({ endpointsNamespace }: Source, path: string): FieldError[] {
  const at = `${path}.endpointsNamespace`;
  const missing = 'if the endpointnamespace is set, it must be a valid namespace name';
  if (endpointsNamespace === undefined) return [];
  if (endpointsNamespace === '') return [invalid(at, '', missing)];
  return invalidEach(at, endpointsNamespace, dnsLabelProblems(endpointsNamespace as string));
}

function secretNamespaceErrors({ secretNamespace }: Source, path: string): FieldError[] {
  return secretNamespace === '' ? [required(`${path}.secretNamespace`)] : [];
}

function localErrors(source: Source, path: string): FieldError[] {
  const text = textOf(source, 'path');
  return text === '' ? [required(`${path}.path`)] : backstepErrors(text, `${path}.path`);
}

const withSecret = secretNeeds('name', 'namespace');

const rules: Readonly<Record<string, SourceRule>> = {
  ...sharedSourceRules,
  glusterfs: allOf(sharedSourceRules['glusterfs']!, endpointsNamespaceErrors),
  azureFile: allOf(sharedSourceRules['azureFile']!, secretNamespaceErrors),
  cinder: allOf(sharedSourceRules['cinder']!, withSecret),
  storageos: allOf(sharedSourceRules['storageos']!, withSecret),
  local: localErrors,
  csi: persistentCsiErrors,
};

/** The source of a PersistentVolume of that name. */
export function persistentSourceErrors(spec: PersistentVolumeV1['spec'], name: string, path: string): FieldError[] {
  const [first, ...others] = persistentSources.filter((source) => spec[source] !== undefined);
  if (first === undefined) return [required(path, 'must specify a volume type')];
  // A flexVolume is looked at whether or not another source came first.
  const beside = others.flatMap((source) =>
    source === 'flexVolume'
      ? rules[source]!(spec[source] as Source, `${path}.${source}`)
      : [forbidden(`${path}.${source === 'cephfs' ? 'cephFS' : source}`, 'may not specify more than 1 volume type')],
  );
  return [...oneSourceErrors(first, spec, name, path), ...beside];
}

function oneSourceErrors(source: string, spec: PersistentVolumeV1['spec'], name: string, path: string): FieldError[] {
  const at = `${path}.${printedSourcePaths.get(source) ?? source}`;
  const value = spec[source] as Source;
  if (source === 'iscsi') return persistentIscsiErrors(value, name, at);
  const errors = rules[source]!(value, at);
  if (source !== 'local' || spec.nodeAffinity !== undefined) return errors;
  return [...errors, required(`${path}.nodeAffinity`, 'Local volume requires node affinity')];
}
