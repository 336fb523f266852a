/** What is wrong with the arguments of NodeResourcesFit. Upstream: ValidateNodeResourcesFitArgs in pkg/scheduler/apis/config/validation/validation_pluginargs.go, v1.36. */
import {
  child,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  qualifiedNameProblems,
  required,
} from '../../objects/index.js';
import type { Release } from '../release.js';
import type { NodeResourcesFitArgs, ScoringStrategy } from './plugin-args.js';
import { shapeErrors } from './validate-shape.js';

const strategies = ['LeastAllocated', 'MostAllocated', 'RequestedToCapacityRatio'];

export function fitErrors(args: NodeResourcesFitArgs, path: string, release: Release): FieldError[] {
  return [
    ...args.ignoredResources.flatMap((name, i) => nameErrors(name, `${child(path, 'ignoredResources')}[${i}]`)),
    ...args.ignoredResourceGroups.flatMap((group, i) =>
      groupErrors(group, `${child(path, 'ignoredResourceGroups')}[${i}]`),
    ),
    ...strategyErrors(args.scoringStrategy, child(path, 'scoringStrategy'), release),
  ];
}

function nameErrors(name: string, path: string): FieldError[] {
  return qualifiedNameProblems(name).map((problem) => invalid(path, name, problem));
}

function groupErrors(group: string, path: string): FieldError[] {
  const slash = group.includes('/') ? [invalid(path, group, "resource group name can't contain '/'")] : [];
  return [...slash, ...nameErrors(group, path)];
}

function strategyErrors(strategy: ScoringStrategy, path: string, release: Release): FieldError[] {
  const { type, resources, requestedToCapacityRatio: ratio } = strategy;
  const weights = resources.flatMap(({ name, weight }, i) => {
    const problem = `resource weight of ${name} not in valid range (0, 100]`;
    return weight <= 0 || weight > 100 ? [invalid(`${child(path, 'resources')}[${i}].weight`, weight, problem)] : [];
  });
  return [
    ...(strategies.includes(type) ? [] : [notSupported(child(path, 'type'), type, strategies)]),
    ...weights,
    ...ratioErrors(type, ratio, path, release),
  ];
}

function ratioErrors(
  type: string,
  ratio: ScoringStrategy['requestedToCapacityRatio'],
  path: string,
  release: Release,
): FieldError[] {
  const at = child(path, 'requestedToCapacityRatio');
  if (type === 'RequestedToCapacityRatio') {
    if (ratio === undefined) return [required(at, 'must be specified when type is RequestedToCapacityRatio')];
    return shapeErrors(ratio.shape, child(at, 'shape'));
  }
  if (ratio === undefined) return [];
  if (!release.behaviour.scoringShapeBelongsToRatio) return shapeErrors(ratio.shape, child(path, 'shape'));
  return [forbidden(at, 'must be nil when type is not RequestedToCapacityRatio')];
}
