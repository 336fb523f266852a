/** What is wrong with a plugin's arguments, defaults filled in, in upstream's words. Upstream: pkg/scheduler/apis/config/validation/validation_pluginargs.go, v1.36. */
import {
  child,
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  type NodeSelectorTermV1,
  nodeSelectorErrors,
  notSupported,
  qualifiedNameProblems,
  required,
  type TopologySpreadConstraintV1,
} from '../../objects/index.js';
import type { Release } from '../release.js';
import type { ArgsV1, PluginWithArgs } from './args-schema.js';
import type {
  DefaultPluginArgs,
  DefaultPreemptionArgs,
  NodeAffinityArgs,
  NodeResourcesBalancedAllocationArgs,
  PodTopologySpreadArgs,
  VolumeBindingArgs,
} from './plugin-args.js';
import { fitErrors } from './validate-fit-args.js';
import { shapeErrors } from './validate-shape.js';

type Check<P extends PluginWithArgs> = (
  args: DefaultPluginArgs[P],
  path: string,
  release: Release,
  written: ArgsV1[P],
) => FieldError[];

const checks: { readonly [P in PluginWithArgs]: Check<P> } = {
  DefaultPreemption: preemptionErrors,
  DynamicResources: (_, path, release, written) => dynamicResourcesErrors(written, path, release),
  InterPodAffinity: (args, path) => {
    const weight = args.hardPodAffinityWeight;
    return weight < 0 || weight > 100
      ? [invalid(child(path, 'hardPodAffinityWeight'), weight, 'not in valid range [0, 100]')]
      : [];
  },
  NodeAffinity: affinityErrors,
  NodeResourcesBalancedAllocation: balancedAllocationErrors,
  NodeResourcesFit: fitErrors,
  PodTopologySpread: spreadErrors,
  VolumeBinding: volumeBindingErrors,
};

/** What is wrong with a plugin's arguments; empty if nothing. */
export function argsErrors<P extends PluginWithArgs>(
  plugin: P,
  args: DefaultPluginArgs[P],
  path: string,
  release: Release,
  written: ArgsV1[P],
): FieldError[] {
  return checks[plugin](args, path, release, written);
}

function preemptionErrors(args: DefaultPreemptionArgs, path: string): FieldError[] {
  const { minCandidateNodesPercentage: percentage, minCandidateNodesAbsolute: absolute } = args;
  const percentagePath = child(path, 'minCandidateNodesPercentage');
  const absolutePath = child(path, 'minCandidateNodesAbsolute');
  const errors: FieldError[] = [];
  if (percentage < 0 || percentage > 100)
    errors.push(invalid(percentagePath, percentage, 'not in valid range [0, 100]'));
  if (absolute < 0) errors.push(invalid(absolutePath, absolute, 'not in valid range [0, inf)'));
  if (percentage === 0 && absolute === 0) {
    errors.push(invalid(percentagePath, 0, 'cannot be zero at the same time as minCandidateNodesAbsolute'));
    errors.push(invalid(absolutePath, 0, 'cannot be zero at the same time as minCandidateNodesPercentage'));
  }
  return errors;
}

const nanosecondsPerSecond = 1e9;

function dynamicResourcesErrors(written: ArgsV1['DynamicResources'], path: string, release: Release): FieldError[] {
  const { filterTimeout, bindingTimeout } = written;
  const errors: FieldError[] = [];
  if (filterTimeout !== undefined) {
    const at = child(path, 'filterTimeout');
    if (!release.gate('DRASchedulerFilterTimeout'))
      errors.push(forbidden(at, 'DRASchedulingFilterTimeout feature gate is disabled'));
    else if (filterTimeout.nanoseconds < 0) errors.push(invalid(at, filterTimeout.text, 'must be zero or positive'));
  }
  if (bindingTimeout !== undefined) {
    const at = child(path, 'bindingTimeout');
    const gatesOn = release.gate('DRADeviceBindingConditions') && release.gate('DRAResourceClaimDeviceStatus');
    const tooShort = bindingTimeout.nanoseconds < nanosecondsPerSecond;
    const disabled = 'DRADeviceBindingConditions or DRAResourceClaimDeviceStatus feature gate is disabled';
    if (!gatesOn) errors.push(forbidden(at, disabled));
    else if (tooShort) errors.push(invalid(at, bindingTimeout.text, 'must be at least 1 second'));
  }
  return errors;
}

function affinityErrors({ addedAffinity }: NodeAffinityArgs, path: string): FieldError[] {
  const required = addedAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const preferred = addedAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const affinityPath = child(path, 'addedAffinity');
  const requiredPath = child(affinityPath, 'requiredDuringSchedulingIgnoredDuringExecution');
  const preferredPath = child(affinityPath, 'preferredDuringSchedulingIgnoredDuringExecution');
  return [
    ...(required === undefined
      ? []
      : nodeSelectorErrors(required).map((error) => under(error, child(requiredPath, error.path)))),
    ...preferred.flatMap(({ weight, preference }, i) =>
      weight === 0 ? [] : termErrors(preference, `${preferredPath}[${i}]`),
    ),
  ];
}

/** A preferred term is checked as the only one of a selector. */
function termErrors(term: NodeSelectorTermV1, path: string): FieldError[] {
  const errors = nodeSelectorErrors({ nodeSelectorTerms: [term] });
  return errors.map((error) => under(error, path + error.path.slice('nodeSelectorTerms[0]'.length)));
}

function under(error: FieldError, path: string): FieldError {
  return { ...error, path };
}

function balancedAllocationErrors({ resources }: NodeResourcesBalancedAllocationArgs, path: string): FieldError[] {
  return resources.flatMap(({ name, weight }, i) => {
    const at = `${child(path, 'resources')}[${i}]`;
    const repeated = resources.findIndex((other) => other.name === name) < i;
    return [
      ...(repeated ? [duplicate(child(at, 'name'), name)] : []),
      ...(weight === 1 ? [] : [invalid(child(at, 'weight'), weight, 'must be 1')]),
    ];
  });
}

function spreadErrors({ defaultingType, defaultConstraints }: PodTopologySpreadArgs, path: string): FieldError[] {
  const typePath = child(path, 'defaultingType');
  const errors: FieldError[] = [];
  if (defaultingType !== 'System' && defaultingType !== 'List')
    errors.push(notSupported(typePath, defaultingType, ['System', 'List']));
  if (defaultingType === 'System' && defaultConstraints.length > 0) {
    errors.push(invalid(typePath, defaultingType, 'when .defaultConstraints are not empty'));
  }
  return [
    ...errors,
    ...defaultConstraints.flatMap((_, i) => constraintErrors(defaultConstraints, i, child(path, 'defaultConstraints'))),
  ];
}

const whenUnsatisfiableValues = ['DoNotSchedule', 'ScheduleAnyway'];

function constraintErrors(
  constraints: readonly TopologySpreadConstraintV1[],
  i: number,
  listPath: string,
): FieldError[] {
  const { maxSkew, topologyKey, whenUnsatisfiable, labelSelector } = constraints[i]!;
  const path = `${listPath}[${i}]`;
  const errors: FieldError[] = [];
  if (maxSkew <= 0) errors.push(invalid(child(path, 'maxSkew'), maxSkew, 'not in valid range (0, inf)'));
  const keyPath = child(path, 'topologyKey');
  if (topologyKey === '') errors.push(required(keyPath, 'can not be empty'));
  else errors.push(...qualifiedNameProblems(topologyKey).map((problem) => invalid(keyPath, topologyKey, problem)));
  const whenPath = child(path, 'whenUnsatisfiable');
  if (whenUnsatisfiable === '') errors.push(required(whenPath, 'can not be empty'));
  else if (!whenUnsatisfiableValues.includes(whenUnsatisfiable)) {
    errors.push(notSupported(whenPath, whenUnsatisfiable, whenUnsatisfiableValues));
  }
  const selectorProblem = 'constraint must not define a selector, as they deduced for each pod';
  if (labelSelector !== undefined) errors.push(forbidden(child(path, 'labelSelector'), selectorProblem));
  const before = constraints.slice(0, i);
  const repeated = before.some((c) => c.topologyKey === topologyKey && c.whenUnsatisfiable === whenUnsatisfiable);
  return repeated ? [...errors, duplicate(path, `{${topologyKey}, ${whenUnsatisfiable}}`)] : errors;
}

function volumeBindingErrors(
  { bindTimeoutSeconds, shape }: VolumeBindingArgs,
  path: string,
  release: Release,
): FieldError[] {
  const errors: FieldError[] = [];
  if (bindTimeoutSeconds < 0) {
    const problem = 'invalid BindTimeoutSeconds, should not be a negative value';
    errors.push(invalid(child(path, 'bindTimeoutSeconds'), bindTimeoutSeconds, problem));
  }
  const shapePath = child(path, 'shape');
  if (release.gate('StorageCapacityScoring')) return [...errors, ...shapeErrors(shape ?? [], shapePath)];
  const off = 'unexpected field `shape`, remove it or turn on the feature gate StorageCapacityScoring';
  return shape === undefined ? errors : [...errors, invalid(shapePath, shape, off)];
}
