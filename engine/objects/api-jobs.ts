/** The batch kinds of the API, with the fields that the simulator understands. */
import type { KubeObject, LabelSelectorV1, ObjectMeta, PodTemplateV1 } from './api.js';

/** What a Job is to do. */
export interface JobSpecV1 {
  parallelism?: number;
  completions?: number;
  completionMode?: string;
  backoffLimit?: number;
  backoffLimitPerIndex?: number;
  maxFailedIndexes?: number;
  suspend?: boolean;
  selector?: LabelSelectorV1;
  manualSelector?: boolean;
  template: PodTemplateV1;
  ttlSecondsAfterFinished?: number;
  activeDeadlineSeconds?: number;
  podFailurePolicy?: PodFailurePolicyV1;
  successPolicy?: SuccessPolicyV1;
  podReplacementPolicy?: string;
  managedBy?: string;
}

/** What becomes of a Job whose pods fail in a certain way. */
export interface PodFailurePolicyV1 {
  rules?: PodFailureRuleV1[];
}

/** One way to fail, and what follows from it. */
export interface PodFailureRuleV1 {
  action?: string;
  onExitCodes?: { containerName?: string; operator?: string; values?: number[] };
  onPodConditions?: { type?: string; status?: string }[];
}

/** When an indexed Job has succeeded early. */
export interface SuccessPolicyV1 {
  rules?: { succeededIndexes?: string; succeededCount?: number }[];
}

/** batch/v1 Job. */
export interface JobV1 extends KubeObject {
  spec: JobSpecV1;
  status?: Record<string, unknown>;
}

/** batch/v1 CronJob. */
export interface CronJobV1 extends KubeObject {
  spec: {
    schedule: string;
    timeZone?: string;
    suspend?: boolean;
    concurrencyPolicy?: string;
    startingDeadlineSeconds?: number;
    successfulJobsHistoryLimit?: number;
    failedJobsHistoryLimit?: number;
    jobTemplate: { metadata?: ObjectMeta; spec: JobSpecV1 };
  };
}
