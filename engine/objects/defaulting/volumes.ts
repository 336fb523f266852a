/** Defaults of volumes. Upstream: pkg/apis/core/v1/defaults.go and zz_generated.defaults.go, v1.36. */
import type { PersistentVolumeClaimSpecV1, VolumeV1 } from '../api.js';
import { defaultPullPolicy } from './image-tag.js';
import { roundRequirements } from './resource-lists.js';

/** Mode of the files that the cluster writes into a volume: 0644. */
const defaultFileMode = 0o644;
/** A service account's token lives an hour. */
const defaultTokenSeconds = 3600;

/** Sets what the volume leaves out, in place; a volume without a source is an emptyDir. */
export function defaultVolume(volume: VolumeV1): void {
  if (Object.keys(volume).every((field) => field === 'name')) volume['emptyDir'] = {};
  for (const kind of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const source = volume[kind] as { defaultMode?: number } | undefined;
    if (source) source.defaultMode ??= defaultFileMode;
  }
  defaultDownwardFiles(volume['downwardAPI']);
  for (const projection of (volume['projected'] as { sources?: Projection[] } | undefined)?.sources ?? []) {
    defaultDownwardFiles(projection.downwardAPI);
    if (projection.serviceAccountToken) projection.serviceAccountToken.expirationSeconds ??= defaultTokenSeconds;
  }
  defaultSources(volume);
  const image = volume['image'] as { reference?: string; pullPolicy?: string } | undefined;
  if (image) image.pullPolicy ||= defaultPullPolicy(image.reference ?? '');
  const template = volume.ephemeral?.volumeClaimTemplate;
  if (!template) return;
  template.spec ??= {};
  defaultClaimSpec(template.spec);
}

interface Projection {
  downwardAPI?: unknown;
  serviceAccountToken?: { expirationSeconds?: number };
}

function defaultDownwardFiles(source: unknown): void {
  const items = (source as { items?: { fieldRef?: { apiVersion?: string } }[] } | undefined)?.items;
  for (const { fieldRef } of items ?? []) if (fieldRef) fieldRef.apiVersion ||= 'v1';
}

type Fields = Record<string, unknown>;

/** What each source says where a field is absent. */
const absentFields: Readonly<Record<string, Fields>> = {
  hostPath: { type: '' },
  azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
};

/** What each source says where a text is absent or empty. */
const emptyFields: Readonly<Record<string, Fields>> = {
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

/** Sets, in place, what the sources leave out that volumes of pods and PersistentVolumes share. */
export function defaultSources(volume: Readonly<Record<string, unknown>>): void {
  for (const [name, fields] of Object.entries(absentFields)) {
    const source = volume[name] as Fields | undefined;
    for (const field of source ? Object.keys(fields) : []) source![field] ??= fields[field];
  }
  for (const [name, fields] of Object.entries(emptyFields)) {
    const source = volume[name] as Fields | undefined;
    for (const field of source ? Object.keys(fields) : []) source![field] ||= fields[field];
  }
}

/** Sets what a claim's spec leaves out, in place. */
export function defaultClaimSpec(spec: PersistentVolumeClaimSpecV1): void {
  spec.volumeMode ??= 'Filesystem';
  roundRequirements(spec.resources);
}
