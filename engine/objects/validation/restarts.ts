/** Validation of when containers restart. Upstream: validateContainerRestartPolicy and validateResizePolicy in pkg/apis/core/validation/validation.go, v1.36. */
import type { ContainerV1, ResizePolicyV1, RestartRuleV1 } from '../api.js';
import type { ApiRules } from '../api-rules.js';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalidTyped,
  notSupported,
  required,
  tooMany,
} from '../field-error.js';
import { isSidecar } from '../resizes.js';
import { oneOf } from './numbers.js';

const policies = ['Always', 'Never', 'OnFailure'];
const operators = ['In', 'NotIn'];
const resizable = ['cpu', 'memory'];
const resizePolicies = ['NotRequired', 'RestartContainer'];

const rulesLimit = 20;
const exitCodesLimit = 255;

/** A container's own restart policy and its rules. */
export function containerRestartErrors(container: ContainerV1, path: string, apiRules: ApiRules): FieldError[] {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  if (restartPolicy === undefined && rules.length === 0) return [];
  const actions = apiRules.restartsAllContainers ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  return [
    ...policyErrors(restartPolicy, `${path}.restartPolicy`),
    ...rulesErrors(rules, `${path}.restartPolicyRules`, actions),
  ];
}

/** An init container's: without a policy its rules are not looked at. */
export function initContainerRestartErrors(container: ContainerV1, path: string, apiRules: ApiRules): FieldError[] {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  if (isSidecar(container) && !apiRules.restartsAllContainers) {
    const problem = 'restartPolicyRules are not allowed for init containers with restart policy Always';
    return rules.length > 0 ? [forbidden(`${path}.restartPolicyRules`, problem)] : [];
  }
  if (restartPolicy !== undefined) return containerRestartErrors(container, path, apiRules);
  return rules.length > 0 ? policyErrors(undefined, `${path}.restartPolicy`) : [];
}

function policyErrors(policy: string | undefined, path: string): FieldError[] {
  if (policy === undefined) return [required(path, 'must specify restartPolicy when restart rules are used')];
  return policies.includes(policy) ? [] : [notSupported(path, policy, policies)];
}

function rulesErrors(rules: readonly RestartRuleV1[], path: string, actions: readonly string[]): FieldError[] {
  return [
    ...(rules.length > rulesLimit ? [tooMany(path, rules.length, rulesLimit)] : []),
    ...rules.flatMap((rule, i) => ruleErrors(rule, `${path}[${i}]`, actions)),
  ];
}

function ruleErrors({ action = '', exitCodes }: RestartRuleV1, path: string, actions: readonly string[]): FieldError[] {
  const errors = actions.includes(action) ? [] : [notSupported(`${path}.action`, action, actions)];
  if (exitCodes === undefined) return [...errors, required(`${path}.exitCodes`, 'must be specified')];
  const { operator = '', values = [] } = exitCodes;
  if (!operators.includes(operator)) errors.push(notSupported(`${path}.exitCodes.operator`, operator, operators));
  if (values.length > exitCodesLimit) errors.push(tooMany(`${path}.exitCodes.values`, values.length, exitCodesLimit));
  return errors;
}

/** Whether a container restarts when it is resized; errors name the list, repeated resources their place in it. */
export function resizePolicyErrors(
  list: readonly ResizePolicyV1[],
  podRestartPolicy: string | undefined,
  path: string,
): FieldError[] {
  return list.flatMap(({ resourceName = '', restartPolicy = '' }, i) => {
    const repeated = list.slice(0, i).some((other) => (other.resourceName ?? '') === resourceName);
    return [
      ...(repeated ? [duplicate(`${path}[${i}]`, resourceName)] : []),
      ...oneOf(path, resourceName, resizable),
      ...oneOf(path, restartPolicy, resizePolicies),
      ...(podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired'
        ? [invalidTyped(path, restartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'")]
        : []),
    ];
  });
}

/** An init container that ends cannot restart for a resize. */
export function initContainerResizeErrors(container: ContainerV1, path: string): FieldError[] {
  if (isSidecar(container)) return [];
  const problem = "must not be set to 'RestartContainer' for non-sidecar initContainers";
  return (container.resizePolicy ?? []).flatMap(({ restartPolicy }, i) =>
    restartPolicy === 'RestartContainer'
      ? [invalidTyped(`${path}.resizePolicy[${i}].restartPolicy`, restartPolicy, problem)]
      : [],
  );
}
