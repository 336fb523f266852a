/** Validation of PersistentVolumeClaims. Upstream: ValidatePersistentVolumeClaim in pkg/apis/core/validation/validation.go, v1.36. */
import type { DataSourceV1, PersistentVolumeClaimSpecV1, PersistentVolumeClaimV1 } from '../../api.js';
import type { FieldError } from '../../field-error.js';
import { subdomainProblems } from '../../names.js';
import { metadataErrors } from '../metadata.js';
import { claimSpecErrors } from '../volumes/claims.js';

/** What the API server says against a PersistentVolumeClaim. */
export function claimErrors({ metadata, spec }: PersistentVolumeClaimV1): FieldError[] {
  return [...metadataErrors(metadata, true, subdomainProblems), ...claimSpecErrors(withBothSources(spec), 'spec')];
}

/** What the volume is filled from, in both fields, as the API server makes it before it looks. Upstream: pkg/api/persistentvolumeclaim/util.go. */
function withBothSources(spec: PersistentVolumeClaimSpecV1): PersistentVolumeClaimSpecV1 {
  const { dataSource, dataSourceRef, ...others } = spec;
  const reference = dataSourceRef?.namespace ? undefined : dataSourceRef;
  const source = reference || isClaimOrSnapshot(dataSource) ? dataSource : undefined;
  const both = { source: source ?? reference, reference: reference ?? source };
  if (!both.source || !both.reference) return others;
  return { ...others, dataSource: both.source, dataSourceRef: both.reference };
}

function isClaimOrSnapshot(source: DataSourceV1 | undefined): boolean {
  if (source?.kind === 'PersistentVolumeClaim') return !source.apiGroup;
  return source?.kind === 'VolumeSnapshot' && source.apiGroup === 'snapshot.storage.k8s.io';
}
