/** Defaults of a pod's volumes. Upstream: pkg/apis/core/v1/defaults.go and zz_generated.defaults.go, v1.36. */
import type { PersistentVolumeClaimSpecV1, VolumeV1 } from '../api.js';
import { defaultPullPolicy } from './image-tag.js';
import { roundRequirements } from './resource-lists.js';

/** Mode of the files that the cluster writes into a volume: 0644. */
const defaultFileMode = 0o644;

/** Sets what the volume leaves out, in place; a volume without a source is an emptyDir. */
export function defaultVolume(volume: VolumeV1): void {
  if (Object.keys(volume).every((field) => field === 'name')) volume['emptyDir'] = {};
  for (const kind of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const source = volume[kind] as { defaultMode?: number } | undefined;
    if (source) source.defaultMode ??= defaultFileMode;
  }
  const hostPath = volume['hostPath'] as { type?: string } | undefined;
  if (hostPath) hostPath.type ??= '';
  defaultSources(volume);
  const image = volume['image'] as { reference?: string; pullPolicy?: string } | undefined;
  if (image) image.pullPolicy ||= defaultPullPolicy(image.reference ?? '');
  const template = volume.ephemeral?.volumeClaimTemplate;
  if (template?.spec) defaultClaimSpec(template.spec);
}

/** Sets, in place, what plugins read of the sources that volumes of pods and PersistentVolumes share. */
export function defaultSources(volume: Readonly<Record<string, unknown>>): void {
  const azureDisk = volume['azureDisk'] as { kind?: string } | undefined;
  if (azureDisk) azureDisk.kind ??= 'Shared';
  const rbd = volume['rbd'] as { pool?: string } | undefined;
  if (rbd) rbd.pool ||= 'rbd';
}

/** Sets what a claim's spec leaves out, in place. */
export function defaultClaimSpec(spec: PersistentVolumeClaimSpecV1): void {
  spec.volumeMode ??= 'Filesystem';
  roundRequirements(spec.resources);
}
