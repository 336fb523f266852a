/** Validation of a pod's volumes. Upstream: ValidateVolumes in pkg/apis/core/validation/validation.go, v1.36. */
import type { VolumeV1 } from '../../api.js';
import { duplicate, type FieldError, forbidden, invalid, invalidEach, required } from '../../field-error.js';
import { dnsLabelProblems } from '../../names.js';
import { type PodOfVolumes, podSourceErrors, podSources } from './pod-sources.js';

/** What is wrong with a pod's volumes, and those that are right, by their names. */
export interface CheckedVolumes {
  readonly errors: readonly FieldError[];
  readonly valid: ReadonlyMap<string, VolumeV1>;
}

/** The pod's volumes; `podName` is null for a template. */
export function checkVolumes(volumes: readonly VolumeV1[], podName: string | null, path: string): CheckedVolumes {
  const pod = { name: podName ?? '', isTemplate: podName === null };
  const valid = new Map<string, VolumeV1>();
  const created = new Set(volumes.filter((v) => v.ephemeral && podName).map((v) => `${podName}-${v.name}`));
  const errors = volumes.flatMap((volume, i) => {
    const at = `${path}[${i}]`;
    const own = [...sourceErrors(volume, pod, at), ...nameErrors(volume, valid, `${at}.name`)];
    if (own.length === 0) valid.set(volume.name, volume);
    return [...own, ...createdClaimErrors(volume, created, at)];
  });
  return { errors, valid };
}

function createdClaimErrors(volume: VolumeV1, created: ReadonlySet<string>, path: string): FieldError[] {
  const claimName = volume.persistentVolumeClaim?.claimName ?? '';
  if (!created.has(claimName)) return [];
  const problem = 'must not reference a PVC that gets created for an ephemeral volume';
  return [invalid(`${path}.persistentVolumeClaim.claimName`, claimName, problem)];
}

function nameErrors({ name = '' }: VolumeV1, taken: ReadonlyMap<string, VolumeV1>, path: string): FieldError[] {
  const errors = name === '' ? [required(path)] : invalidEach(path, name, dnsLabelProblems(name));
  return taken.has(name) ? [...errors, duplicate(path, name)] : errors;
}

/** Sources that errors about their number spell otherwise than the API does. */
const printedSources: ReadonlyMap<string, string> = new Map([
  ['cephfs', 'cephFS'],
  ['downwardAPI', 'downwarAPI'],
]);

/** Of several sources the first is looked at and the others are refused. */
function sourceErrors(volume: VolumeV1, pod: PodOfVolumes, path: string): FieldError[] {
  const [first, ...others] = podSources.filter((source) => volume[source] !== undefined);
  if (first === undefined) return [required(path, 'must specify a volume type')];
  return [
    ...podSourceErrors(first, volume, pod, path),
    ...others.map((source) =>
      forbidden(`${path}.${printedSources.get(source) ?? source}`, 'may not specify more than 1 volume type'),
    ),
  ];
}
