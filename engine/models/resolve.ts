/** A run's model values: the priors, with what the RunSpec overrides by dotted name ("etcd.fsyncUs"). */
import { validateDistribution } from '../kernel/index.js';
import { ConfigError } from '../objects/index.js';
import type { Model, Values } from './prior.js';

/** Values of one component's model. Overrides of other components are left to them; `checkOverrides` finds the ones nobody knows. */
export function resolveModel<M extends Model>(
  component: string,
  model: M,
  overrides: Readonly<Record<string, unknown>>,
): Values<M> {
  const values: Record<string, unknown> = {};
  for (const [name, prior] of Object.entries(model)) {
    const path = `${component}.${name}`;
    values[name] = path in overrides ? checked(path, overrides[path], prior.value) : prior.value;
  }
  return values as Values<M>;
}

/** Refuses an override that names no constant of any model. */
export function checkOverrides(
  models: Readonly<Record<string, Model>>,
  overrides: Readonly<Record<string, unknown>>,
): void {
  for (const path of Object.keys(overrides)) {
    const [component = '', name = ''] = path.split('.');
    if (models[component]?.[name] !== undefined) continue;
    const known = models[component] ? Object.keys(models[component]) : Object.keys(models);
    throw new ConfigError({
      source: 'models',
      path,
      problem: 'is not a constant of any model',
      remedy: `known ${models[component] ? 'names' : 'components'}: ${known.join(', ')}`,
    });
  }
}

function checked(path: string, value: unknown, prior: unknown): unknown {
  if (typeof prior === 'boolean' || typeof prior === 'string') {
    if (typeof value === typeof prior) return value;
    throw new ConfigError({ source: 'models', path, value, problem: `is not a ${typeof prior}` });
  }
  const fault = validateDistribution(value, path)[0];
  if (fault !== undefined) throw new ConfigError({ source: 'models', path: fault.path, value, problem: fault.message });
  if (typeof prior === 'number' && typeof value !== 'number') {
    throw new ConfigError({ source: 'models', path, value, problem: 'is not a number' });
  }
  return value;
}
