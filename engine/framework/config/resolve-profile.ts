/** Turns a profile of the manifest into one that can be run. Upstream: NewFramework in pkg/scheduler/framework/runtime/framework.go, v1.36. */
import type { Release } from '../release.js';
import type { ResolvedPoints, ResolvedProfile } from '../resolved-profile.js';
import { hasArgs } from './args-schema.js';
import { pointsOf } from './configuration-schema.js';
import { mistake, type Place, within } from './decode.js';
import { defaultMultiPoint } from './default-plugins.js';
import { expandPoint, type KnownPlugins, nameOf } from './expand-plugins.js';
import type { ExtensionPoint, PluginsV1, PluginV1, ProfileV1 } from './manifest.js';
import { type MergedSet, mergePluginSet } from './merge-plugins.js';
import { nearestFirst, resembles } from './nearest.js';
import { defaultArgs } from './resolve-args.js';
import { scoreWeights } from './score-weights.js';

type MergedPlugins = { readonly [P in ExtensionPoint | 'multiPoint']?: MergedSet };

/** The profile with its plugins in order; `args` are those that it sets. */
export function resolveProfile(
  profile: ProfileV1,
  args: ReadonlyMap<string, unknown>,
  known: KnownPlugins,
  release: Release,
  at: Place,
): ResolvedProfile {
  refuseUnknown(profile, known, at);
  const merged = mergePlugins(profile.plugins ?? {}, release);
  const points = expandAll(merged, known, release, within(at, 'plugins'));
  const percentage = profile.percentageOfNodesToScore;
  return {
    schedulerName: profile.schedulerName ?? '',
    ...(percentage === undefined ? {} : { percentageOfNodesToScore: percentage }),
    points,
    args: argsOf(points, args, release),
  };
}

function mergePlugins(plugins: PluginsV1, release: Release): MergedPlugins {
  const sets = pointsOf(release.minor).map((point) => [point, mergePluginSet([], plugins[point])]);
  return { ...Object.fromEntries(sets), multiPoint: mergePluginSet(defaultMultiPoint(release), plugins.multiPoint) };
}

function expandAll(merged: MergedPlugins, known: KnownPlugins, release: Release, at: Place): ResolvedPoints {
  const multiPoint = merged.multiPoint!;
  const names = new Map(pointsOf(release.minor).map((p) => [p, expandPoint(p, merged[p]!, multiPoint, known, at)]));
  const [queueSort, ...others] = names.get('queueSort')!;
  if (queueSort === undefined || others.length > 0) {
    const found = queueSort === undefined ? 'no plugin sorts' : `${[queueSort, ...others].join(' and ')} sort`;
    throw mistake(within(at, 'queueSort'), undefined, `${found} the queue`, 'enable exactly one, such as PrioritySort');
  }
  if (names.get('bind')!.length === 0) {
    throw mistake(within(at, 'bind'), undefined, 'no plugin binds pods', 'enable one, such as DefaultBinder');
  }
  const list = (point: ExtensionPoint) => names.get(point)!;
  const settings: PluginV1[] = [...merged.score!.enabled, ...multiPoint.enabled];
  const weights = scoreWeights(settings, (name) => known.get(name)!.points.includes('score'), within(at, 'score'));
  return {
    queueSort,
    preEnqueue: list('preEnqueue'),
    preFilter: list('preFilter'),
    filter: list('filter'),
    postFilter: list('postFilter'),
    preScore: list('preScore'),
    score: list('score').map((name) => ({ name, weight: weights.get(name)! })),
    reserve: list('reserve'),
    permit: list('permit'),
    preBind: list('preBind'),
    bind: list('bind'),
    postBind: list('postBind'),
  };
}

/** Arguments of the plugins that run. */
function argsOf(points: ResolvedPoints, args: ReadonlyMap<string, unknown>, release: Release): Record<string, unknown> {
  const running = new Set(
    Object.values(points)
      .flat()
      .map((plugin) => (typeof plugin === 'string' ? plugin : plugin.name)),
  );
  return Object.fromEntries(
    [...running].flatMap((name) => {
      const value = args.has(name) ? args.get(name) : hasArgs(name) ? defaultArgs(name, release) : undefined;
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
}

function refuseUnknown(profile: ProfileV1, known: KnownPlugins, at: Place): void {
  for (const [point, set] of Object.entries(profile.plugins ?? {})) {
    const setAt = within(within(at, 'plugins'), point);
    for (const [i, plugin] of (set.enabled ?? []).entries()) {
      refuseIfUnknown(nameOf(plugin), known, within(within(setAt, 'enabled'), i));
    }
    for (const [i, plugin] of (set.disabled ?? []).entries()) {
      if (plugin.name !== '*') refuseIfUnknown(nameOf(plugin), known, within(within(setAt, 'disabled'), i));
    }
  }
  for (const [i, { name = '' }] of (profile.pluginConfig ?? []).entries()) {
    refuseIfUnknown(name, known, within(within(at, 'pluginConfig'), i));
  }
}

function refuseIfUnknown(name: string, known: KnownPlugins, at: Place): void {
  if (known.has(name)) return;
  const names = nearestFirst(name, [...known.keys()].sort());
  const guess = resembles(name, names[0]!) ? `did you mean ${names[0]}? ` : '';
  throw mistake(within(at, 'name'), name, 'is no plugin that is known', `${guess}known plugins: ${names.join(', ')}`);
}
