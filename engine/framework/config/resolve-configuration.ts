/** From a KubeSchedulerConfiguration as written to one with every question answered. Upstream: cmd/kube-scheduler/app/options/configfile.go and pkg/scheduler/apis/config, v1.36. */

import { ConfigError, type FieldError, fieldErrorText } from '../../objects/index.js';
import { canonical } from '../pod-signature.js';
import type { Release } from '../release.js';
import type { ResolvedProfile } from '../resolved-profile.js';
import { configurationDecoder } from './configuration-schema.js';
import { mistake, objectOf, type Place, within } from './decode.js';
import { defaultConfiguration } from './default-configuration.js';
import { inTreePlugins } from './default-plugins.js';
import type { KnownPlugins } from './expand-plugins.js';
import type { ConfigurationV1, ExtensionPoint, ProfileV1 } from './manifest.js';
import { configurationVersion, resolveArgs } from './resolve-args.js';
import { resolveProfile } from './resolve-profile.js';
import { profileErrors, queueSortErrors, repeatedNames, settingsErrors } from './validate-configuration.js';

export interface SchedulerConfiguration {
  /** Goroutines a cycle uses. */
  readonly parallelism: number;
  /** Share of nodes to look for, in percent; 0: by cluster size. */
  readonly percentageOfNodesToScore: number;
  readonly podInitialBackoffUs: number;
  readonly podMaxBackoffUs: number;
  /** The scheduler's own limit on its API calls: calls a second (below zero: none) and how many at once. */
  readonly clientQps: number;
  readonly clientBurst: number;
  /** At least one; names are unique. */
  readonly profiles: readonly ResolvedProfile[];
}

/** Plugins of users: name, and where each one runs. */
export type ExtraPlugins = Readonly<Record<string, readonly ExtensionPoint[]>>;

const microsecondsPerSecond = 1_000_000;
/** Longer backoffs than this overflow upstream's durations. */
const longestBackoffSeconds = 9_000_000_000;

/**
 * Reads, defaults, merges and validates a configuration; undefined or null is the default one, in which extra plugins run at all their
 * points. A ConfigError says what is wrong.
 */
export function resolveConfiguration(
  raw: unknown,
  source: string,
  release: Release,
  extraPlugins: ExtraPlugins = {},
): SchedulerConfiguration {
  const at: Place = { source, path: '' };
  const config = raw === undefined || raw === null ? defaultConfiguration(extraPlugins) : decoded(raw, at, release);
  refuseExtenders(config, at);
  const profiles = namedProfiles(config);
  const args = profiles.map((profile, i) => argsOf(profile, within(within(at, 'profiles'), i), release));
  refuse(allErrors(config, profiles, args), source);
  const known = knownPlugins(release, extraPlugins);
  const resolved = profiles.map((profile, i) =>
    resolveProfile(profile, args[i]!.values, known, release, within(within(at, 'profiles'), i)),
  );
  refuseTwoOrders(resolved, at);
  refuseOtherOrderArgs(profiles, resolved[0]!.points.queueSort, at);
  const { clientConnection = {} } = config;
  return {
    parallelism: config.parallelism ?? 16,
    percentageOfNodesToScore: config.percentageOfNodesToScore ?? 0,
    podInitialBackoffUs: backoffUs(config.podInitialBackoffSeconds ?? 1, within(at, 'podInitialBackoffSeconds')),
    podMaxBackoffUs: backoffUs(config.podMaxBackoffSeconds ?? 10, within(at, 'podMaxBackoffSeconds')),
    clientQps: clientConnection.qps || 50,
    clientBurst: clientConnection.burst || 100,
    profiles: resolved,
  };
}

function decoded(raw: unknown, at: Place, release: Release): ConfigurationV1 {
  const { apiVersion, kind } = objectOf(raw, at);
  if (kind !== 'KubeSchedulerConfiguration') {
    throw mistake(within(at, 'kind'), kind, 'is no scheduler configuration', 'write kind: KubeSchedulerConfiguration');
  }
  if (apiVersion !== configurationVersion) {
    throw mistake(
      within(at, 'apiVersion'),
      apiVersion,
      'is no version that is read',
      `write apiVersion: ${configurationVersion}`,
    );
  }
  return configurationDecoder(release.minor)(raw, at);
}

function refuseExtenders({ extenders = [] }: ConfigurationV1, at: Place): void {
  if (extenders.length === 0) return;
  const problem = 'HTTP extenders are programs outside the scheduler, and a simulation cannot ask them';
  throw mistake(within(at, 'extenders'), undefined, problem, 'leave them out, or write what they decide as a plugin');
}

/** Without any profile there is one; a single one need not be named. */
function namedProfiles({ profiles = [] }: ConfigurationV1): ProfileV1[] {
  const some = profiles.length === 0 ? [{}] : profiles;
  return some.length === 1 ? [{ schedulerName: 'default-scheduler', ...some[0] }] : some;
}

interface ProfileArgs {
  readonly values: ReadonlyMap<string, unknown>;
  readonly errors: readonly FieldError[];
}

function argsOf({ pluginConfig = [] }: ProfileV1, at: Place, release: Release): ProfileArgs {
  const resolved = pluginConfig.map((entry, i) => {
    const { value, errors } = resolveArgs(entry, within(within(at, 'pluginConfig'), i), release);
    return { name: entry.name ?? '', value, errors };
  });
  return {
    values: new Map(resolved.map(({ name, value }) => [name, value])),
    errors: resolved.flatMap(({ errors }) => errors),
  };
}

function allErrors(
  config: ConfigurationV1,
  profiles: readonly ProfileV1[],
  args: readonly ProfileArgs[],
): FieldError[] {
  const { before, after } = settingsErrors(config);
  const ofProfiles = profiles.flatMap((profile, i) => [
    ...profileErrors(profile, `profiles[${i}]`),
    ...args[i]!.errors,
  ]);
  return [...before, ...ofProfiles, ...repeatedNames(profiles), ...queueSortErrors(profiles), ...after];
}

/** All mistakes in one sentence, the first one in front. */
function refuse(errors: readonly FieldError[], source: string): void {
  const [first, ...others] = errors;
  if (first === undefined) return;
  const also = others.length === 0 ? '' : `; also ${others.map(fieldErrorText).join('; ')}`;
  throw new ConfigError({ source, path: first.path, problem: first.message + also });
}

/** All profiles share one queue. */
function refuseTwoOrders(profiles: readonly ResolvedProfile[], at: Place): void {
  const first = profiles[0]!.points.queueSort;
  const i = profiles.findIndex(({ points }) => points.queueSort !== first);
  if (i < 0) return;
  const problem = `sorts the queue by ${profiles[i]!.points.queueSort}, profiles[0] by ${first}`;
  throw mistake(within(within(at, 'profiles'), i), undefined, problem, 'let all profiles share one queue sort plugin');
}

/** The one queue is sorted with one plugin's arguments. Upstream: cfgValidator in pkg/scheduler/profile/profile.go. */
function refuseOtherOrderArgs(profiles: readonly ProfileV1[], queueSort: string, at: Place): void {
  const args = profiles.map(({ pluginConfig = [] }) => pluginConfig.find(({ name }) => name === queueSort)?.args);
  const i = args.findIndex((given) => canonical(given) !== canonical(args[0]));
  if (i < 0) return;
  const problem = `gives ${queueSort}, which sorts the queue, other args than profiles[0]`;
  throw mistake(within(within(at, 'profiles'), i), undefined, problem, 'give all profiles the same, or none');
}

function knownPlugins(release: Release, extraPlugins: ExtraPlugins): KnownPlugins {
  const known = inTreePlugins(release);
  for (const [name, points] of Object.entries(extraPlugins)) {
    if (known.has(name))
      throw new ConfigError({ source: 'plugins', path: name, problem: 'is the name of an in-tree plugin' });
    known.set(name, { points });
  }
  return known;
}

function backoffUs(seconds: number, at: Place): number {
  if (seconds > longestBackoffSeconds) throw mistake(at, seconds, `is more than ${longestBackoffSeconds} seconds`);
  return seconds * microsecondsPerSecond;
}
