/** When an indexed Job counts as succeeded though not all its indexes have. Upstream: pkg/controller/job/success_policy.go, v1.36. */
import type { JobV1 } from '../../../objects/index.js';
import { Indexes } from './indexes.js';
import { completionsOf } from './job-pods.js';

interface Rule {
  readonly succeededIndexes?: string;
  readonly succeededCount?: number;
}

/** A rule holds when enough of its indexes have succeeded: all of them, unless it gives a number. */
export function meetsSuccessPolicy(job: JobV1, succeeded: Indexes): boolean {
  const { successPolicy } = job.spec as { successPolicy?: { rules?: readonly Rule[] } };
  return (successPolicy?.rules ?? []).some(({ succeededIndexes, succeededCount }) => {
    if (succeededIndexes === undefined) return succeeded.total >= (succeededCount ?? Number.POSITIVE_INFINITY);
    const wanted = [...Indexes.parse(succeededIndexes, completionsOf(job) ?? 0)];
    return wanted.filter((index) => succeeded.has(index)).length >= (succeededCount ?? wanted.length);
  });
}
