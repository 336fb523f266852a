/** Which plugins run at an extension point, in which order: those set there and those set at all points. Upstream: updatePluginList and expandMultiPointPlugins in pkg/scheduler/framework/runtime/framework.go, v1.36. */

import { mistake, type Place, within } from './decode.js';
import type { PluginPoints } from './default-plugins.js';
import type { ExtensionPoint, PluginV1 } from './manifest.js';
import type { MergedSet } from './merge-plugins.js';

export type KnownPlugins = ReadonlyMap<string, PluginPoints>;

/**
 * Names in the order they run: first those that are set both at the point and at all points (the point's setting counts), then those
 * set at all points alone, then those set at the point alone.
 */
export function expandPoint(
  point: ExtensionPoint,
  set: MergedSet,
  multiPoint: MergedSet,
  known: KnownPlugins,
  at: Place,
): string[] {
  const own = ownNames(point, set, known, within(at, point));
  if (multiPoint.enabled.length === 0 || set.disabled.has('*')) return running(point, own, known);
  const everywhere = multiPoint.enabled.map(nameOf).filter((name) => extendsPoint(known, name, point));
  const wanted = everywhere.filter((name) => !set.disabled.has(name));
  const overridden = own.filter((name) => wanted.includes(name));
  const added = wanted.filter((name) => !own.includes(name));
  refuseTwice(added, within(within(at, 'multiPoint'), 'enabled'));
  const rest = own.filter((name) => !wanted.includes(name));
  return running(point, [...overridden, ...added, ...rest], known);
}

export function nameOf(plugin: PluginV1): string {
  return plugin.name ?? '';
}

/** Whether a plugin may be enabled at a point. */
function extendsPoint(known: KnownPlugins, name: string, point: ExtensionPoint): boolean {
  const plugin = known.get(name)!;
  return plugin.points.includes(point) || (plugin.idlePoints ?? []).includes(point);
}

function running(point: ExtensionPoint, names: readonly string[], known: KnownPlugins): string[] {
  return names.filter((name) => known.get(name)!.points.includes(point));
}

function ownNames(point: ExtensionPoint, set: MergedSet, known: KnownPlugins, at: Place): string[] {
  const names = set.enabled.map(nameOf);
  for (const name of names) {
    if (extendsPoint(known, name, point)) continue;
    const { points } = known.get(name)!;
    const remedy = points.length > 0 ? `it runs at ${points.join(', ')}` : 'leave it out';
    throw mistake(within(at, 'enabled'), name, `does not run at ${point}`, remedy);
  }
  refuseTwice(names, within(at, 'enabled'));
  return names;
}

function refuseTwice(names: readonly string[], at: Place): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw mistake(at, twice, 'is enabled twice', 'leave one of them out');
}
