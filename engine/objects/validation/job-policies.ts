/** Validation of what a Job does about pods that fail. Upstream: pkg/apis/batch/validation/validation.go, v1.36. */
import type { JobSpecV1, PodFailureRuleV1 } from '../api.js';
import { duplicate, type FieldError, invalid, invalidEach, tooMany } from '../field-error.js';
import { qualifiedNameProblems } from '../names.js';
import { oneOfListed } from './listed-values.js';
import { oneOfIfSet } from './numbers.js';

const mostRules = 20;
const mostPatterns = 20;
const mostExitCodes = 255;
const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];

/** Rules about pods that fail; a container they name has to be there. */
export function podFailurePolicyErrors(spec: JobSpecV1, path: string): FieldError[] {
  const rules = spec.podFailurePolicy?.rules ?? [];
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  const names = new Set([...containers, ...initContainers].map(({ name = '' }) => name));
  return [
    ...(rules.length > mostRules ? [tooMany(`${path}.rules`, rules.length, mostRules)] : []),
    ...rules.flatMap((rule, i) => [
      ...actionErrors(rule, spec.backoffLimitPerIndex, `${path}.rules[${i}].action`),
      ...whenErrors(rule, names, `${path}.rules[${i}]`),
    ]),
  ];
}

function actionErrors(
  { action = '' }: PodFailureRuleV1,
  limitPerIndex: number | undefined,
  path: string,
): FieldError[] {
  if (action !== 'FailIndex') return oneOfListed(path, action, actions);
  return limitPerIndex === undefined ? [invalid(path, action, 'requires the backoffLimitPerIndex to be set')] : [];
}

/** A rule looks at exit codes or at conditions. */
function whenErrors(rule: PodFailureRuleV1, names: ReadonlySet<string>, path: string): FieldError[] {
  const { onExitCodes, onPodConditions = [] } = rule;
  const byConditions = onPodConditions.length > 0;
  return [
    ...(onExitCodes ? exitCodesErrors(onExitCodes, names, `${path}.onExitCodes`) : []),
    ...conditionsErrors(onPodConditions, `${path}.onPodConditions`),
    ...(onExitCodes && byConditions
      ? [withoutValue(path, 'specifying both OnExitCodes and OnPodConditions is not supported')]
      : []),
    ...(!onExitCodes && !byConditions
      ? [withoutValue(path, 'specifying one of OnExitCodes and OnPodConditions is required')]
      : []),
  ];
}

/** Invalid as a whole, so that no value is shown. */
function withoutValue(path: string, problem: string): FieldError {
  return { path, value: undefined, message: `Invalid value: ${problem}` };
}

type ExitCodes = NonNullable<PodFailureRuleV1['onExitCodes']>;

function exitCodesErrors(
  { operator = '', containerName, values: given }: ExitCodes,
  names: ReadonlySet<string>,
  path: string,
): FieldError[] {
  const values = given ?? [];
  const at = `${path}.values`;
  const unknown = 'must be one of the container or initContainer names in the pod template';
  return [
    ...oneOfListed(`${path}.operator`, operator, operators),
    ...(containerName !== undefined && !names.has(containerName)
      ? [invalid(`${path}.containerName`, containerName, unknown)]
      : []),
    ...(values.length === 0 ? [invalid(at, given ?? null, 'at least one value is required')] : []),
    ...(values.length > mostExitCodes ? [tooMany(at, values.length, mostExitCodes)] : []),
    ...values.flatMap((value, j) => [
      ...(operator === 'In' && value === 0 ? [invalid(`${at}[${j}]`, 0, 'must not be 0 for the In operator')] : []),
      ...(values.indexOf(value) < j ? [duplicate(`${at}[${j}]`, value)] : []),
    ]),
    ...(values.some((value, j) => j > 0 && values[j - 1]! > value) ? [invalid(at, values, 'must be ordered')] : []),
  ];
}

type Conditions = NonNullable<PodFailureRuleV1['onPodConditions']>;

function conditionsErrors(patterns: Conditions, path: string): FieldError[] {
  return [
    ...(patterns.length > mostPatterns ? [tooMany(path, patterns.length, mostPatterns)] : []),
    ...patterns.flatMap(({ type = '', status = '' }, j) => [
      ...invalidEach(`${path}[${j}].type`, type, qualifiedNameProblems(type)),
      ...oneOfListed(`${path}[${j}].status`, status, statuses),
    ]),
  ];
}

/** When a pod is replaced; under a failure policy only once it has failed. */
export function podReplacementPolicyErrors(spec: JobSpecV1, path: string): FieldError[] {
  const supported = spec.podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  return oneOfIfSet(path, spec.podReplacementPolicy, supported);
}
