/** What is wrong with a KubeSchedulerConfiguration, arguments of plugins apart, in upstream's words. Upstream: pkg/scheduler/apis/config/validation/validation.go and component-base/config/validation/validation.go, v1.36. */
import { child, duplicate, type FieldError, invalid, required } from '../../objects/index.js';
import { type Duration, parseGoDuration } from './go-duration.js';
import type { ConfigurationV1, LeaderElectionV1, PluginSetV1, ProfileV1 } from './manifest.js';
import { podPoints } from './manifest.js';
import { configurationVersion } from './resolve-args.js';

/** Plugins that older releases had. */
const removedPlugins = ['AzureDiskLimits', 'CinderLimits', 'EBSLimits', 'GCEPDLimits'];
const removedProblem = `was invalid in version "v1" (KubeSchedulerConfiguration is version "${configurationVersion}")`;

/** A whole configuration's settings outside its profiles: those that are checked before them, those that are checked after. */
export function settingsErrors(config: ConfigurationV1): { before: FieldError[]; after: FieldError[] } {
  const { parallelism = 1, clientConnection = {}, podInitialBackoffSeconds = 1, podMaxBackoffSeconds = 10 } = config;
  const burst = clientConnection.burst ?? 0;
  const before = burst < 0 ? [invalid('clientConnection.burst', burst, 'must be non-negative')] : [];
  before.push(...leaderElectionErrors(config.leaderElection ?? {}));
  if (parallelism <= 0)
    before.push(invalid('parallelism', parallelism, 'should be an integer value greater than zero'));
  const after = percentageErrors(config.percentageOfNodesToScore, 'percentageOfNodesToScore');
  if (podInitialBackoffSeconds <= 0) {
    after.push(invalid('podInitialBackoffSeconds', podInitialBackoffSeconds, 'must be greater than 0'));
  }
  if (podMaxBackoffSeconds < podInitialBackoffSeconds) {
    const problem = 'must be greater than or equal to PodInitialBackoffSeconds';
    after.push(invalid('podMaxBackoffSeconds', podMaxBackoffSeconds, problem));
  }
  return { before, after };
}

/** One profile; its name has been defaulted. */
export function profileErrors(profile: ProfileV1, path: string): FieldError[] {
  const errors = profile.schedulerName ? [] : [required(child(path, 'schedulerName'))];
  errors.push(...percentageErrors(profile.percentageOfNodesToScore, child(path, 'percentageOfNodesToScore')));
  for (const point of podPoints) {
    for (const [i, { name = '' }] of (profile.plugins?.[point]?.enabled ?? []).entries()) {
      if (removedPlugins.includes(name))
        errors.push(invalid(`${path}.plugins.${point}.enabled[${i}]`, name, removedProblem));
    }
  }
  return [...errors, ...pluginConfigErrors(profile, child(path, 'pluginConfig'))];
}

function pluginConfigErrors({ pluginConfig = [] }: ProfileV1, path: string): FieldError[] {
  const names = pluginConfig.map(({ name = '' }) => name);
  return names.flatMap((name, i) => [
    ...(names.indexOf(name) < i ? [duplicate(`${path}[${i}]`, name)] : []),
    ...(removedPlugins.includes(name) ? [invalid(`${path}[${i}]`, name, removedProblem)] : []),
  ]);
}

/** Names that an earlier profile has already. */
export function repeatedNames(profiles: readonly ProfileV1[]): FieldError[] {
  const names = profiles.map(({ schedulerName = '' }) => schedulerName);
  return names.flatMap((name, i) => (names.indexOf(name) < i ? [duplicate(`profiles[${i}].schedulerName`, name)] : []));
}

/** All profiles share one queue, so they have to sort it alike. */
export function queueSortErrors(profiles: readonly ProfileV1[]): FieldError[] {
  const sets = profiles.map(({ plugins }) => plugins?.queueSort ?? {});
  const count = sets[0]?.enabled?.length ?? 0;
  const first = 'profiles[0].plugins.queueSort.Enabled';
  const errors = count > 1 ? [invalid(first, count, 'only one queue sort plugin can be enabled')] : [];
  const shown = sets.map(goText);
  for (const [i, text] of shown.entries()) {
    if (text === shown[0]) continue;
    const message = `Invalid value: ${text}: must be the same for all profiles`;
    errors.push({ path: `profiles[${i}].plugins.queueSort`, value: sets[i], message });
  }
  return errors;
}

/** A plugin set as upstream prints it. */
function goText({ enabled = [], disabled = [] }: PluginSetV1): string {
  const named = (plugins: PluginSetV1['enabled'] & {}, weighted: boolean) =>
    plugins.length === 0
      ? null
      : plugins.map(({ name = '', weight = 0 }) => ({ Name: name, Weight: weighted ? weight : 0 }));
  return JSON.stringify({ Enabled: named(enabled, true), Disabled: named(disabled, false) });
}

function percentageErrors(percentage: number | undefined, path: string): FieldError[] {
  if (percentage === undefined || (percentage >= 0 && percentage <= 100)) return [];
  return [invalid(path, percentage, 'not in valid range [0-100]')];
}

function leaderElectionErrors(election: LeaderElectionV1): FieldError[] {
  if (election.leaderElect === false) return [];
  const leaseDuration = durationOr(election.leaseDuration, '15s');
  const renewDeadline = durationOr(election.renewDeadline, '10s');
  const durations = { leaseDuration, renewDeadline, retryPeriod: durationOr(election.retryPeriod, '2s') };
  const errors = Object.entries(durations).flatMap(([name, { nanoseconds, text }]) =>
    nanoseconds <= 0 ? [invalid(`leaderElection.${name}`, text, 'must be greater than zero')] : [],
  );
  if (leaseDuration.nanoseconds <= renewDeadline.nanoseconds) {
    errors.push(invalid('leaderElection.leaseDuration', renewDeadline.text, 'must be greater than `RenewDeadline`'));
  }
  const lock = election.resourceLock || 'leases';
  if (lock !== 'leases')
    errors.push(invalid('leaderElection.resourceLock', lock, 'resourceLock value must be "leases"'));
  return errors;
}

function durationOr(duration: Duration | undefined, otherwise: string): Duration {
  return duration === undefined || duration.nanoseconds === 0 ? parseGoDuration(otherwise)! : duration;
}
