/** Validation of when an indexed Job has succeeded early. Upstream: validateSuccessPolicy in pkg/apis/batch/validation/validation.go, v1.36. */
import type { JobSpecV1, SuccessPolicyV1 } from '../api.js';
import { type FieldError, invalid, required, tooLong, tooMany } from '../field-error.js';
import { atLeastZero } from './numbers.js';

const mostRules = 20;
/** Bytes of a list of indexes: 64 KiB. */
const mostIndexBytes = 64 * 1024;

type Rule = NonNullable<SuccessPolicyV1['rules']>[number];

/** The policy and its rules; only an indexed Job can have one. */
export function successPolicyErrors(spec: JobSpecV1, path: string): FieldError[] {
  const { successPolicy, completions } = spec;
  if (successPolicy === undefined) return [];
  if (spec.completionMode !== 'Indexed')
    return [invalid(path, printed(successPolicy), 'requires indexed completion mode')];
  const rules = successPolicy.rules ?? [];
  const missing = 'at least one rules must be specified when the successPolicy is specified';
  return [
    ...(rules.length === 0 ? [required(`${path}.rules`, missing)] : []),
    ...(rules.length > mostRules ? [tooMany(`${path}.rules`, rules.length, mostRules)] : []),
    ...(completions === undefined
      ? []
      : rules.flatMap((rule, i) => ruleErrors(rule, completions, `${path}.rules[${i}]`))),
  ];
}

/** As upstream prints it: by the names its own code has for the fields. */
function printed({ rules }: SuccessPolicyV1): unknown {
  return {
    Rules:
      rules?.map(({ succeededIndexes = null, succeededCount = null }) => ({
        SucceededIndexes: succeededIndexes,
        SucceededCount: succeededCount,
      })) ?? null,
  };
}

function ruleErrors({ succeededIndexes, succeededCount }: Rule, completions: number, path: string): FieldError[] {
  const missing = 'at least one of succeededCount or succeededIndexes must be specified';
  const at = `${path}.succeededIndexes`;
  const total = succeededIndexes === undefined ? completions : countIndexes(succeededIndexes, completions);
  return [
    ...(succeededIndexes === undefined && succeededCount === undefined ? [required(path, missing)] : []),
    ...((succeededIndexes ?? '').length > mostIndexBytes ? [tooLong(at, mostIndexBytes)] : []),
    ...(typeof total === 'string' ? [invalid(at, succeededIndexes, `error parsing succeededIndexes: ${total}`)] : []),
    ...(succeededCount === undefined
      ? []
      : countErrors(succeededCount, completions, succeededIndexes === undefined ? null : total, path)),
  ];
}

function countErrors(count: number, completions: number, total: number | string | null, path: string): FieldError[] {
  const at = `${path}.succeededCount`;
  const listed = typeof total === 'string' ? 0 : total;
  const atMost = (most: number, what: string) => `must be less than or equal to ${most} (the number of ${what})`;
  return [
    ...atLeastZero(at, count),
    ...(count > completions ? [invalid(at, count, atMost(completions, 'specified completions'))] : []),
    ...(listed !== null && count > listed
      ? [invalid(at, count, atMost(listed, 'indexes in the specified succeededIndexes field'))]
      : []),
  ];
}

/** How many indexes a list like "1,3-5" names, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let total = 0;
  let last: number | null = null;
  for (const part of text.split(',')) {
    const interval = parseInterval(part, completions);
    if (typeof interval === 'string') return interval;
    const [first, end] = interval;
    if (last !== null && last >= first) return `non-increasing order, previous: ${last}, current: ${first}`;
    total += end - first + 1;
    last = end;
  }
  return total;
}

function parseInterval(text: string, completions: number): readonly [first: number, last: number] | string {
  const ends = text.split('-');
  if (ends.length > 2)
    return `the fragment ${JSON.stringify(text)} violates the requirement that an index interval can have at most two parts separated by '-'`;
  for (const end of ends) {
    if (!isInt64(end)) return `cannot convert string to integer for index: ${JSON.stringify(end)}`;
    if (Number(end) >= completions) return `too large index: ${JSON.stringify(end)}`;
  }
  const [first, last = first] = ends.map(Number) as [number, number?];
  return ends.length > 1 && first >= last
    ? `non-increasing order, previous: ${first}, current: ${last}`
    : [first, last];
}

function isInt64(text: string): boolean {
  return /^\+?\d+$/.test(text) && BigInt(text.replace('+', '')) < 2n ** 63n;
}
