/** A profile's plugin arguments: decoded, defaulted and validated. Upstream: DecodeNestedObjects in kube-scheduler/config/v1/types.go and setDefaults_KubeSchedulerProfile, v1.36. */
import type { FieldError } from '../../objects/index.js';
import type { Release } from '../release.js';
import { type ArgsV1, argsDecoders, hasArgs, type PluginWithArgs } from './args-schema.js';
import { mistake, objectOf, type Place, within } from './decode.js';
import { withArgsDefaults } from './default-args.js';
import type { PluginConfigV1 } from './manifest.js';
import type { DefaultPluginArgs } from './plugin-args.js';
import { argsErrors } from './validate-args.js';

/** The API version of configurations and of the arguments in them. */
export const configurationVersion = 'kubescheduler.config.k8s.io/v1';

export interface ResolvedArgs {
  /** Decoded and defaulted, whether valid or not. */
  readonly value: unknown;
  readonly errors: readonly FieldError[];
}

/** The arguments of one entry of pluginConfig; those of a user's plugin are left as they are. */
export function resolveArgs({ name = '', args }: PluginConfigV1, at: Place, release: Release): ResolvedArgs {
  if (!hasArgs(name)) return { value: args, errors: [] };
  const argsAt = within(at, 'args');
  const written = objectOf(args ?? {}, argsAt);
  checkType(name, written, argsAt);
  return resolveTyped(name, argsDecoders[name](written, argsAt) as ArgsV1[typeof name], argsAt, release);
}

/** The arguments of a plugin that is not configured. */
export function defaultArgs(plugin: PluginWithArgs, release: Release): unknown {
  return withArgsDefaults(plugin, {}, release);
}

function resolveTyped<P extends PluginWithArgs>(
  plugin: P,
  written: ArgsV1[P],
  at: Place,
  release: Release,
): ResolvedArgs {
  const value: DefaultPluginArgs[P] = withArgsDefaults(plugin, written, release);
  return { value, errors: argsErrors(plugin, value, at.path, release, written) };
}

function checkType(plugin: PluginWithArgs, args: Record<string, unknown>, at: Place): void {
  const kind = `${plugin}Args`;
  const { apiVersion = configurationVersion, kind: written = kind } = args;
  if (written !== kind)
    throw mistake(within(at, 'kind'), written, `is not the kind of ${plugin}'s arguments`, `write ${kind}`);
  if (apiVersion === configurationVersion) return;
  throw mistake(within(at, 'apiVersion'), apiVersion, 'is no version that is read', `write ${configurationVersion}`);
}
