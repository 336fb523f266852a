/** A user's plugin: a factory that says at which extension points it runs, so that a configuration can enable it like any other. */
import { type PodPoint, podPoints } from '../config/index.js';
import type { Handle } from '../handle.js';
import type { PluginFactory } from '../plugin.js';
import type { UserSteps } from './user-steps.js';

/** Steps whose kinds of state nobody needs to know. */
export type AnySteps = Omit<UserSteps<unknown, unknown>, 'name'>;

export interface UserPlugin extends Pick<PluginFactory, 'name'> {
  readonly points: readonly PodPoint[];
  /** Makes the steps for one profile; `args` are those of its pluginConfig, undefined where it has none. */
  create(args: unknown, handle: Handle): AnySteps;
}

/**
 * Makes a plugin of its steps, or of a function that makes them from its pluginConfig arguments and the handle; such a function has to
 * say its name and points beforehand.
 */
export function userPlugin<F = undefined, S = undefined>(plugin: UserSteps<F, S>): UserPlugin;
export function userPlugin<F = undefined, S = undefined>(
  name: string,
  points: readonly PodPoint[],
  create: (args: unknown, handle: Handle) => Omit<UserSteps<F, S>, 'name'>,
): UserPlugin;
export function userPlugin(
  first: UserSteps | string,
  points: readonly PodPoint[] = [],
  create?: (args: unknown, handle: Handle) => Omit<UserSteps, 'name'>,
): UserPlugin {
  if (typeof first !== 'string') return { name: first.name, points: pointsOf(first), create: () => first as AnySteps };
  return { name: first, points, create: (args, handle) => create!(args, handle) as AnySteps };
}

/** The extension points that the plugin has steps for. */
export function pointsOf(plugin: Partial<Record<PodPoint, unknown>>): PodPoint[] {
  return podPoints.filter((point) => plugin[point] !== undefined);
}
