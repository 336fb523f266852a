/** Validation of tolerations and taints. Upstream: ValidateTolerations and validateNodeTaints in pkg/apis/core/validation/validation.go, v1.36. */
import type { TaintV1, TolerationV1 } from '../api.js';
import { duplicate, type FieldError, invalid, invalidEach, invalidTyped, notSupported } from '../field-error.js';
import { parseInt64 } from '../label-requirement.js';
import { labelValueProblems } from '../names.js';
import { defaultTolerationGates, isDecimalInteger, type TolerationGates } from '../toleration.js';
import { labelKeyErrors } from './metadata.js';
import { oneOf } from './numbers.js';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** A pod's tolerations. */
export function tolerationErrors(
  tolerations: readonly TolerationV1[],
  path: string,
  gates = defaultTolerationGates,
): FieldError[] {
  return tolerations.flatMap((toleration, i) => oneTolerationErrors(toleration, `${path}[${i}]`, gates));
}

function oneTolerationErrors(toleration: TolerationV1, path: string, gates: TolerationGates): FieldError[] {
  const { key = '', operator = '', effect = '', tolerationSeconds } = toleration;
  const errors = key === '' ? [] : labelKeyErrors(key, `${path}.key`);
  if (key === '' && operator !== 'Exists') {
    const problem = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalidTyped(`${path}.operator`, operator, problem));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalidTyped(`${path}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  errors.push(...operatorErrors(toleration, path, gates));
  return effect === '' ? errors : [...errors, ...oneOf(`${path}.effect`, effect, effects)];
}

function operatorErrors(
  { operator = '', value = '' }: TolerationV1,
  path: string,
  gates: TolerationGates,
): FieldError[] {
  const at = `${path}.operator`;
  switch (operator) {
    case '':
    case 'Equal': {
      const problems = labelValueProblems(value);
      return problems.length === 0 ? [] : [invalid(at, value, problems.join(';'))];
    }
    case 'Exists':
      return value === '' ? [] : [invalid(at, value, "value must be empty when `operator` is 'Exists'")];
    case 'Lt':
    case 'Gt':
      if (gates.comparisonOperators) return boundErrors(value, `${path}.value`);
      return [notSupported(at, operator, ['Equal', 'Exists', 'Lt', 'Gt'])];
    default:
      return [notSupported(at, operator, ['Equal', 'Exists'])];
  }
}

/** What a taint's number is compared with. Upstream: apimachinery/pkg/api/validate/content/decimal_int.go, v1.36. */
function boundErrors(value: string, path: string): FieldError[] {
  if (value === '') {
    const unread = 'strconv.ParseInt: parsing "": invalid syntax';
    return invalidEach(path, value, ['must be non-empty', unread]);
  }
  const errors = isDecimalInteger(value)
    ? []
    : [invalid(path, value, 'must be a valid decimal integer in canonical form')];
  if (parseInt64(value) !== null) return errors;
  const reason = /^[+-]?\d+$/.test(value) ? 'value out of range' : 'invalid syntax';
  return [...errors, invalid(path, value, `strconv.ParseInt: parsing ${JSON.stringify(value)}: ${reason}`)];
}

/** A node's taints. */
export function taintErrors(taints: readonly TaintV1[], path: string): FieldError[] {
  return taints.flatMap((taint, i) => {
    const at = `${path}[${i}]`;
    const problems = labelValueProblems(taint.value ?? '');
    const repeated = taints.slice(0, i).some((other) => other.key === taint.key && other.effect === taint.effect);
    return [
      ...labelKeyErrors(taint.key ?? '', `${at}.key`),
      ...(problems.length === 0 ? [] : [invalid(`${at}.value`, taint.value, problems.join(';'))]),
      ...oneOf(`${at}.effect`, taint.effect, effects),
      ...(repeated ? [repeatedTaint(taint, at)] : []),
    ];
  });
}

function repeatedTaint({ key, value = '', effect, timeAdded }: TaintV1, path: string): FieldError {
  const error = duplicate(path, { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded ?? null });
  return { ...error, message: `${error.message}: taints must be unique by key and effect pair` };
}
