/** What a Job asks of its pods, and how it labels them. Upstream: pkg/controller/job/{indexed_job_utils,job_controller}.go and pkg/registry/batch/job/strategy.go, v1.36. */
import type { Pod } from '../../../cluster/index.js';
import type { JobV1, PodTemplateV1 } from '../../../objects/index.js';
import type { StoredObject } from '../../store.js';

/** Says which index a pod is for. */
export const indexLabel = 'batch.kubernetes.io/job-completion-index';

/** Whether each pod is for an index of its own. */
export function isIndexed({ spec }: JobV1): boolean {
  return spec.completionMode === 'Indexed';
}

/** Whether no pod is to be active. */
export function isSuspended({ spec }: JobV1): boolean {
  return spec.suspend ?? false;
}

/** Pods that may be active at once. */
export function parallelismOf({ spec }: JobV1): number {
  return spec.parallelism ?? 1;
}

/** Successes that it takes; null: any one, and then the end of all other pods. */
export function completionsOf({ spec }: JobV1): number | null {
  return spec.completions ?? (spec.parallelism === undefined ? 1 : null);
}

/** How often an index may fail; null where failures are counted for the whole Job. */
export function backoffLimitPerIndex({ spec }: JobV1): number | null {
  return (spec as { backoffLimitPerIndex?: number }).backoffLimitPerIndex ?? null;
}

/** How many indexes may fail for good; null: any number. */
export function maxFailedIndexes({ spec }: JobV1): number | null {
  return (spec as { maxFailedIndexes?: number }).maxFailedIndexes ?? null;
}

/** Pods are replaced only once they have failed, not as soon as they are on their way out. */
export function replacesOnlyFailed({ spec }: JobV1): boolean {
  const fields = spec as { podReplacementPolicy?: string; podFailurePolicy?: unknown };
  return fields.podReplacementPolicy === 'Failed' || fields.podFailurePolicy !== undefined;
}

/** The pod's completion index; −1 where it has none that counts. */
export function indexOf(pod: Pod, job: JobV1): number {
  const text = pod.labels.get(indexLabel) ?? pod.spec.annotations.get(indexLabel) ?? '';
  const index = /^\d+$/.test(text) ? Number(text) : -1;
  return index < (completionsOf(job) ?? 0) ? index : -1;
}

/** Pods that were deleted without an end of their own count as failed, so that Jobs whose pods are lost go on. */
export function hasFailed(pod: Pod, job: JobV1): boolean {
  if (pod.phase === 'Failed') return true;
  return !replacesOnlyFailed(job) && pod.isTerminating && pod.phase !== 'Succeeded';
}

/** The template with the labels that the API server gives a Job's pods as it creates the Job. */
export function jobTemplate(job: JobV1, { name, uid }: StoredObject): PodTemplateV1 {
  const { template } = job.spec;
  if ((job.spec as { manualSelector?: boolean }).manualSelector) return template;
  const labels = {
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'batch.kubernetes.io/controller-uid': uid,
    ...template.metadata?.labels,
  };
  return { ...template, metadata: { ...template.metadata, labels } };
}
