/** A user's plugin: a factory that says at which extension points it runs, so that a configuration can enable it like any other. */
import { type ExtensionPoint, podPoints } from './config/index.js';
import type { Handle } from './handle.js';
import type { Plugin, PluginFactory } from './plugin.js';

export interface UserPlugin extends PluginFactory {
  readonly points: readonly ExtensionPoint[];
}

/**
 * Makes a plugin of its steps, or of a function that makes them from its pluginConfig arguments and the handle; such a function has to
 * say its name and points beforehand.
 */
export function userPlugin<F = undefined, S = undefined>(plugin: Plugin<F, S>): UserPlugin;
export function userPlugin<F = undefined, S = undefined>(
  name: string,
  points: readonly ExtensionPoint[],
  create: (args: unknown, handle: Handle) => Omit<Plugin<F, S>, 'name'>,
): UserPlugin;
export function userPlugin(
  first: Plugin | string,
  points: readonly ExtensionPoint[] = [],
  create?: (args: unknown, handle: Handle) => Omit<Plugin, 'name'>,
): UserPlugin {
  if (typeof first !== 'string') return { name: first.name, points: pointsOf(first), create: () => first };
  return { name: first, points, create: (args, handle) => ({ ...create!(args, handle), name: first }) };
}

/** The extension points that the plugin has steps for. */
export function pointsOf(plugin: Plugin): ExtensionPoint[] {
  return podPoints.filter((point) => plugin[point] !== undefined);
}
