/** Validation of CSI volumes. Upstream: validateCSIVolumeSource and validateCSIPersistentVolumeSource in pkg/apis/core/validation/validation.go, v1.36. */
import { type FieldError, invalidEach, required, tooLong } from '../../field-error.js';
import { dnsLabelProblems, subdomainProblems } from '../../names.js';
import { needs, type Source, textOf } from './source-rule.js';

const longestDriverName = 63;

/** The name of a CSI driver. */
export function csiDriverNameErrors(name: string | undefined, path: string): FieldError[] {
  if (!name) return [required(path)];
  return [
    ...(name.length > longestDriverName ? [tooLong(path, longestDriverName)] : []),
    ...invalidEach(path, name, subdomainProblems(name.toLowerCase())),
  ];
}

/** A pod's own CSI volume; upstream's error about the secret's name leaves the secret out of the path. */
export function csiErrors(source: Source, path: string): FieldError[] {
  return [
    ...csiDriverNameErrors(textOf(source, 'driver'), `${path}.driver`),
    ...secretNameErrors(source['nodePublishSecretRef'] as Source | undefined, path),
  ];
}

function secretNameErrors(secret: Source | undefined, path: string): FieldError[] {
  if (secret === undefined) return [];
  const name = textOf(secret, 'name');
  if (name === '') return [required(`${path}.nodePublishSecretRef.name`)];
  return invalidEach(`${path}.name`, name, subdomainProblems(name));
}

const secrets = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

/** A PersistentVolume's CSI volume. */
export function persistentCsiErrors(source: Source, path: string): FieldError[] {
  return [
    ...csiDriverNameErrors(textOf(source, 'driver'), `${path}.driver`),
    ...needs('volumeHandle')(source, path),
    ...secrets.flatMap((field) => secretErrors(source[field] as Source | undefined, `${path}.${field}`)),
  ];
}

function secretErrors(secret: Source | undefined, path: string): FieldError[] {
  if (secret === undefined) return [];
  const rules = { name: subdomainProblems, namespace: dnsLabelProblems };
  return (['name', 'namespace'] as const).flatMap((field) => {
    const text = textOf(secret, field);
    const at = `${path}.${field}`;
    return text === '' ? [required(at)] : invalidEach(at, text, rules[field](text));
  });
}
