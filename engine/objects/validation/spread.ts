/** Validation of topology spread constraints. Upstream: validateTopologySpreadConstraints in pkg/apis/core/validation/validation.go, v1.36. */
import type { TopologySpreadConstraintV1 } from '../api.js';
import { duplicate, type FieldError, invalid, notSupported, required } from '../field-error.js';
import { aboveZero, oneOfIfSet } from './numbers.js';
import { labelSelectorErrors, matchLabelKeysErrors } from './selectors.js';

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const policies = ['Honor', 'Ignore'];

/** A pod's spread constraints. */
export function spreadErrors(constraints: readonly TopologySpreadConstraintV1[], path: string): FieldError[] {
  return constraints.flatMap((constraint, i) =>
    constraintErrors(constraint, constraints.slice(i + 1), `${path}[${i}]`),
  );
}

function constraintErrors(
  c: TopologySpreadConstraintV1,
  rest: readonly TopologySpreadConstraintV1[],
  path: string,
): FieldError[] {
  return [
    ...aboveZero(`${path}.maxSkew`, c.maxSkew),
    ...(c.topologyKey ? [] : [required(`${path}.topologyKey`, 'can not be empty')]),
    ...(actions.includes(c.whenUnsatisfiable)
      ? []
      : [notSupported(`${path}.whenUnsatisfiable`, c.whenUnsatisfiable ?? '', actions)]),
    ...repeatErrors(c, rest, path),
    ...minDomainsErrors(c, `${path}.minDomains`),
    ...oneOfIfSet(`${path}.nodeAffinityPolicy`, c.nodeAffinityPolicy, policies),
    ...oneOfIfSet(`${path}.nodeTaintsPolicy`, c.nodeTaintsPolicy, policies),
    ...matchLabelKeysErrors(path, c.matchLabelKeys ?? [], [], c.labelSelector),
    ...labelSelectorErrors(c.labelSelector, `${path}.labelSelector`),
  ];
}

function minDomainsErrors(
  { minDomains, whenUnsatisfiable = '' }: TopologySpreadConstraintV1,
  path: string,
): FieldError[] {
  if (minDomains === undefined) return [];
  const errors = aboveZero(path, minDomains);
  if (whenUnsatisfiable === 'DoNotSchedule') return errors;
  const problem = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
  return [...errors, invalid(path, minDomains, problem)];
}

/** Topology key and action together are one kind of constraint, which a pod may have once. */
function repeatErrors(
  c: TopologySpreadConstraintV1,
  rest: readonly TopologySpreadConstraintV1[],
  path: string,
): FieldError[] {
  const kind = (of: TopologySpreadConstraintV1) => `{${of.topologyKey ?? ''}, ${of.whenUnsatisfiable ?? ''}}`;
  const repeated = rest.some((other) => kind(other) === kind(c));
  return repeated ? [duplicate(`${path}.{topologyKey, whenUnsatisfiable}`, kind(c))] : [];
}
