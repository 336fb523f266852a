/** Validation of the names in a pod's spec: of other objects, of gates, and the pod's own in DNS. Upstream: ValidatePodSpec in pkg/apis/core/validation/validation.go, v1.36. */
import type { PodSpecV1 } from '../api.js';
import { duplicate, type FieldError, invalidEach, invalidTyped } from '../field-error.js';
import { dnsLabelProblems, qualifiedNameProblems, subdomainProblems } from '../names.js';

/** A name where there is one. */
function nameErrors(name: string | undefined, path: string, rule: (name: string) => string[]): FieldError[] {
  return name ? invalidEach(path, name, rule(name)) : [];
}

/** The service account, under either of its fields, and the node. */
export function accountAndNodeErrors(spec: PodSpecV1, path: string): FieldError[] {
  const account = spec.serviceAccountName || spec.serviceAccount;
  return [
    ...nameErrors(account, `${path}.serviceAccountName`, subdomainProblems),
    ...nameErrors(spec.nodeName, `${path}.nodeName`, subdomainProblems),
  ];
}

/** What the pod is called in DNS. */
export function dnsNameErrors(spec: PodSpecV1, path: string): FieldError[] {
  return [
    ...nameErrors(spec.hostname, `${path}.hostname`, dnsLabelProblems),
    ...nameErrors(spec.subdomain, `${path}.subdomain`, dnsLabelProblems),
  ];
}

/** Classes of priority and of runtimes; that of a runtime cannot be empty. */
export function classErrors({ priorityClassName, runtimeClassName }: PodSpecV1, path: string): FieldError[] {
  return [
    ...nameErrors(priorityClassName, `${path}.priorityClassName`, subdomainProblems),
    ...(runtimeClassName === undefined
      ? []
      : invalidEach(`${path}.runtimeClassName`, runtimeClassName, subdomainProblems(runtimeClassName))),
  ];
}

/** Readiness gates and scheduling gates. */
export function gateErrors(spec: PodSpecV1, path: string): FieldError[] {
  const gates = (spec.schedulingGates ?? []).map((gate) => gate.name ?? '');
  return [
    ...(spec.readinessGates ?? []).flatMap(({ conditionType = '' }, i) =>
      invalidEach(`${path}.readinessGates[${i}].conditionType`, conditionType, qualifiedNameProblems(conditionType)),
    ),
    ...gates.flatMap((name, i) => [
      ...invalidEach(`${path}.schedulingGates[${i}]`, name, qualifiedNameProblems(name)),
      ...(gates.indexOf(name) < i ? [duplicate(`${path}.schedulingGates[${i}]`, name)] : []),
    ]),
  ];
}

/** The group that a pod is scheduled with. */
export function schedulingGroupErrors(group: PodSpecV1['schedulingGroup'], path: string): FieldError[] {
  if (group === undefined) return [];
  const { podGroupName: name } = group;
  if (name === undefined) return [invalidTyped(`${path}.podGroupName`, null, 'must specify one of: `podGroupName`')];
  return invalidEach(`${path}.podGroupName`, name, subdomainProblems(name));
}
